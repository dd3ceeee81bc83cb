// Writes core/unicode/tables.hpp or, with --check, compares it with what it would write. See scripts/unicode-tables.
import { readFileSync, writeFileSync } from 'node:fs';
import { both, having, simpleFoldings, version, wide, without } from './data.mjs';
import { foldingRanges, rangesOf } from './ranges.mjs';

const file = 'core/unicode/tables.hpp';
const widestLine = 110;

const unassigned = await having('General_Category/Unassigned');
const letters = await having('General_Category/Letter');
const rightToLeft = await having('Bidi_Class/Right_To_Left', 'Bidi_Class/Arabic_Letter');
const joining = await having(...['Dual', 'Left', 'Right'].map((side) => `Joining_Type/${side}_Joining`), 'Joining_Type/Join_Causing');
const format = await having('General_Category/Format');
const marks = await having(
  'General_Category/Mark', ...['Extend', 'SpacingMark', 'ZWJ'].map((kind) => `Grapheme_Cluster_Break/${kind}`));
const jamoInside = both(await having('Grapheme_Cluster_Break/V', 'Grapheme_Cluster_Break/T'), await having('Script/Hangul'));
const softHyphen = new Set([0xad]);

const sets = [
  {
    name: 'white_space',
    meaning: ['White_Space.'],
    ranges: rangesOf(await having('Binary_Property/White_Space')),
  },
  {
    name: 'default_ignorable',
    meaning: ['Default_Ignorable_Code_Point.'],
    ranges: rangesOf(await having('Binary_Property/Default_Ignorable_Code_Point')),
  },
  {
    name: 'marks',
    meaning: [
      'General_Category M, and Grapheme_Cluster_Break Extend, SpacingMark or ZWJ (UAX #29).',
      'Neighbours with nothing assigned between them are one range.'],
    ranges: rangesOf(marks, unassigned),
  },
  {
    name: 'conjunct_joiners',
    meaning: [
      'Canonical_Combining_Class 9 (Grapheme_Link) without what only silences a vowel: Indic_Syllabic_Category',
      'Pure_Killer and Reordering_Killer.'],
    ranges: rangesOf(without(
      await having('Binary_Property/Grapheme_Link'),
      await having('Indic_Syllabic_Category/Pure_Killer', 'Indic_Syllabic_Category/Reordering_Killer'))),
  },
  {
    name: 'word_letters',
    meaning: [
      'Letters (General_Category L) of Bidi_Class R or AL, and what joins its neighbours (Joining_Type C, D, L, R)',
      'without format characters. Neighbours with nothing but marks or nothing assigned between them are one range.'],
    ranges: rangesOf(
      new Set([...both(letters, rightToLeft), ...without(joining, format)]), new Set([...unassigned, ...marks])),
  },
  {
    name: 'emoji',
    meaning: ['Emoji_Presentation.'],
    ranges: rangesOf(await having('Binary_Property/Emoji_Presentation')),
  },
  {
    name: 'zero_width',
    meaning: [
      'General_Category Mn, Me and Cf without the soft hyphen and what is drawn before or around numbers',
      '(Prepended_Concatenation_Mark); and the vowels and final consonants of Hangul (Grapheme_Cluster_Break V, T).'],
    ranges: rangesOf(without(
      new Set([
        ...await having('General_Category/Nonspacing_Mark', 'General_Category/Enclosing_Mark'), ...format, ...jamoInside]),
      await having('Binary_Property/Prepended_Concatenation_Mark'), softHyphen)),
  },
  {
    name: 'double_width',
    meaning: ['East_Asian_Width W and F.'],
    ranges: rangesOf(await wide()),
  },
];

const hex = (c) => `0x${c.toString(16)}`;

/** The entries of a table, as many in a line as fit. */
function wrapped(entries) {
  const lines = ['   '];
  entries.forEach((entry) => {
    if (lines.at(-1).length + entry.length + 2 > widestLine) lines.push('   ');
    lines[lines.length - 1] += ` ${entry},`;
  });
  return lines.join('\n');
}

function table(type, name, meaning, entries) {
  return [...meaning.map((line) => `/// ${line}`), `inline constexpr ${type} ${name}[] = {`, wrapped(entries), '};', ''].join('\n');
}

const text = [
  `// Made by scripts/unicode-tables from the data of Unicode ${version}; never edited by hand.`,
  '#pragma once',
  '',
  '#include "unicode/packed_range.hpp"',
  '',
  '// clang-format off',
  'namespace moa::unicode {',
  '',
  ...sets.map(({ name, meaning, ranges }) =>
    table('PackedRange', name, meaning, ranges.map((range) => `{${range.map(hex).join(', ')}}`))),
  table('Folding', 'foldings', ['Simple case folding: CaseFolding.txt, statuses C and S.'],
    foldingRanges(await simpleFoldings()).map(([first, last, by]) => `{{${hex(first)}, ${hex(last)}}, ${by}}`)),
  '}  // namespace moa::unicode',
  '',
].join('\n');

if (process.argv[2] === '--check') {
  const same = readFileSync(file, 'utf8') === text;
  if (!same) console.log(`FAIL  ${file} is not what scripts/unicode-tables makes; run it, and commit what it writes`);
  console.log(same ? '1 passed, 0 failed' : '0 passed, 1 failed');
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(file, text);
}
