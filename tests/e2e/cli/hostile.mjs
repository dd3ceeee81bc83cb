// Files from strangers: each is read or refused in one sentence; nothing hangs, ends by a signal, or reaches the terminal as a command.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { INJECTED, logs, mutations, noFiles, OBEYED, recipe, textOf, log } from '../hostile.mjs';
import { folder, onTerminal, start, test } from './support.mjs';

/** Runs `commands` (of the shell; $f is the file) on a terminal for each of these files, and hands over what each printed. */
async function forEach(files, commands, look) {
  const place = mkdtempSync(path.join(folder, 'hostile-'));
  const names = files.map(([what, text], i) => {
    writeFileSync(path.join(place, `${i}.json`), text);
    return what;
  });
  const loop = path.join(place, 'loop.sh');
  writeFileSync(loop, `for ((i = 0; i < ${names.length}; i++)); do f=${place}/$i.json; XDG_DATA_HOME=${place}/data$i; export XDG_DATA_HOME
${commands.map((line) => `timeout --signal=ABRT 30 "$MOA" ${line}; echo "=== $i $?"`).join('\n')}
done\n`);
  const run = await start(['-qec', `stty cols 100 rows 30; exec bash ${loop}`, '/dev/null'], { command: 'script', env: { MOA: path.join(process.env.MOA_BUILD, 'moa') } }).ended;
  let from = 0;
  let seen = 0;
  for (const end of run.output.matchAll(/=== (\d+) (\d+)\r?\n/g)) {
    const printed = run.output.slice(from, end.index);
    from = end.index + end[0].length;
    seen += 1;
    const what = names[Number(end[1])];
    // 128 and more: a signal, or the limit.
    assert.ok([0, 2, 3, 4].includes(Number(end[2])), `${what}: exit code ${end[2]}\n${printed.slice(-500)}`);
    assert.doesNotMatch(printed, OBEYED, `${what}: ${JSON.stringify(printed.slice(0, 500))}`);
    assert.doesNotMatch(printed, /json\.exception|std::|assert|terminate called/i, what);
    look(what, Number(end[2]), printed);
  }
  assert.equal(seen, names.length * commands.length);
}

/** An error is one sentence or two, with the file in it. */
function isExplained(what, code, printed) {
  if (code !== 2) return;
  assert.match(printed, /^moa: \S/m, `${what}: nothing is said`);
  assert.ok(printed.length < 3000, `${what}: ${printed.length} characters are said`);
}

test('hostile: recipes with each member made something else are used or refused', async () => {
  let refused = 0;
  await forEach([...mutations(recipe), ...noFiles('moa-recipe/1')], ['recipes $f'], (what, code, printed) => {
    isExplained(what, code, printed);
    refused += code === 2;
  });
  assert.ok(refused > 100, `${refused} are refused`);
});

test('hostile: run logs with each member made something else are replayed or refused', async () => {
  await forEach([...logs(), ...noFiles('moa-run/1')], ['replay $f'], isExplained);
});

test('hostile: histories made of them are imported, listed and searched', async () => {
  const whole = [{ format: 'moa-history/1' }, { conversation: '20260101-000000-001', name: 'One', pinned: true }, { turn: 1 }, ...log];
  const files = whole.slice(0, 4).flatMap((line, i) => [...mutations(line)].map(([what, text]) => [`line ${i + 1}: ${what}`, textOf(whole.with(i, text))]));
  await forEach([...files, ...noFiles('moa-history/1')], ['history import $f', 'history', 'history --search injects'], isExplained);
});

test('hostile: names and questions are shown as they are, never obeyed', async () => {
  const file = path.join(mkdtempSync(path.join(folder, 'hostile-')), `${INJECTED.slice(0, 8).replaceAll('/', '')}.json`);
  writeFileSync(file, JSON.stringify({ ...recipe, name: INJECTED, layers: [{ agents: [{ provider: 'nobody', model: INJECTED }] }] }));
  mkdirSync(path.join(folder, 'empty'), { recursive: true });
  for (const args of [['recipes', file], ['run', '--recipe', file, 'Why?'], ['run', '--recipe', INJECTED, 'Why?'], ['replay', INJECTED], ['run', '--resume', INJECTED],
    ['history', 'show', INJECTED], ['run', '--provider', `${INJECTED}=x`, 'Why?'], ['run', `--${INJECTED}`, 'Why?'], [INJECTED], ['models', INJECTED], ['check', '--recipe', file]]) {
    const run = await onTerminal(args).ended;
    assert.notEqual(run.code, 0, args[0]);
    assert.doesNotMatch(run.output, OBEYED, `${args.join(' ')}: ${JSON.stringify(run.output.slice(0, 400))}`);
  }
});
