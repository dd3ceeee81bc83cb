// Unicode's data of one version: properties and case foldings from one npm package, East_Asian_Width, which that one lacks, from
// another. Both are checked against each other, since the second does not say which version it has.
import { eastAsianWidthType } from '../../tests/e2e/node_modules/get-east-asian-width/index.js';
import { inRange } from './ranges.mjs';

export const version = '17.0.0';

const folder = `../../tests/e2e/node_modules/@unicode/unicode-${version}`;
const lastCodePoint = 0x10ffff;

/** The code points that have one of the properties, such as `Binary_Property/White_Space`. */
export async function having(...properties) {
  const found = new Set();
  for (const property of properties) {
    const { default: ranges } = await import(`${folder}/${property}/ranges.mjs`);
    ranges.forEach(({ begin, end }) => {
      for (let c = begin; c < end; ++c) found.add(c);
    });
  }
  return found;
}

/** CaseFolding.txt, statuses C and S: the simple case folding of each code point that is not its own. */
export async function simpleFoldings() {
  const common = await import(`${folder}/Case_Folding/C/code-points.mjs`);
  const simple = await import(`${folder}/Case_Folding/S/code-points.mjs`);
  return new Map([...common.default, ...simple.default]);
}

/** East_Asian_Width W and F. Throws where the package has another version of Unicode than this one. */
export async function wide() {
  const found = new Set();
  for (let c = 0; c <= lastCodePoint; ++c) {
    if (['wide', 'fullwidth'].includes(eastAsianWidthType(c))) found.add(c);
  }
  // UAX #11: all emoji are wide but flag letters, and what is not assigned yet is so only in these blocks. Each version adds emoji.
  const emoji = await having('Binary_Property/Emoji_Presentation');
  const flagLetters = await having('Binary_Property/Regional_Indicator');
  const unassigned = await having('General_Category/Unassigned');
  const ideographs = [[0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff], [0x20000, 0x2fffd], [0x30000, 0x3fffd]];
  const tooOld = [...emoji].find((c) => !found.has(c) && !flagLetters.has(c));
  const tooNew = [...found].find((c) => unassigned.has(c) && !ideographs.some((range) => inRange(c, range)));
  [[tooOld, 'older'], [tooNew, 'newer']].forEach(([c, age]) => {
    if (c !== undefined) {
      throw new Error(`get-east-asian-width has a Unicode ${age} than ${version}: U+${c.toString(16)} differs`);
    }
  });
  return found;
}

export function without(set, ...others) {
  return new Set([...set].filter((c) => !others.some((other) => other.has(c))));
}

export function both(a, b) {
  return new Set([...a].filter((c) => b.has(c)));
}
