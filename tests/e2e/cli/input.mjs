// What becomes of the question: words, standard input and files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, events, folder, moa, onTerminal, start, test } from './support.mjs';

const simulated = ['run', '--simulate', '--speed', '100', '--layers', '1', '--json'];
const questionOf = (run) => {
  assert.equal(run.code, 0, run.errors);
  return events(run.output)[0].messages.at(-1).content;
};
const asked = async (words, options) => questionOf(await call([...simulated, ...words], options));

test('input: what is piped in follows the question, or stands where - does', async () => {
  const diff = 'diff --git a b\n\n+[1, 2]\t"++" \'quoted\'\r\n+end\n\n';
  assert.equal(await asked(['Review', 'this'], { input: diff }), `Review this\n\n${diff.trimEnd()}`);
  assert.equal(await asked(['Before', '-', 'after'], { input: 'middle\n' }), 'Before\n\nmiddle\n\nafter');
  assert.equal(await asked(['Summarize', '-'], { input: 'text' }), 'Summarize\n\ntext');
  assert.equal(await asked(['-'], { input: 'alone\n' }), 'alone');
  assert.equal(await asked([], { input: 'alone\n' }), 'alone');
  assert.equal(await asked(['Nothing more'], { input: '\n' }), 'Nothing more');
  const twice = await call([...simulated, '-', 'and', '-'], { input: 'x' });
  assert.equal(twice.code, 2);
  assert.match(twice.errors, /which can be read once/);
});

test('input: brackets, plus signs and quotes arrive as they are', async () => {
  for (const words of [['[1,2,3]'], ['["a", "b"]'], ['++'], ['what does i', '++', 'do in C'], ['[Verse 1: la la]']])
    assert.equal(await asked(words), words.join(' '));
});

test('input: one that never ends, is closed or is /dev/null changes nothing', async () => {
  const open = start([...simulated, 'hi'], { stdin: 'pipe' });
  assert.equal(questionOf(await open.ended), 'hi');
  assert.match(open.errors, /Nothing arrived on standard input/);
  for (const redirect of ['<&-', '</dev/null']) {
    const run = spawnSync('sh', ['-c', `exec "$0" "$@" ${redirect}`, moa, ...simulated, 'hi'], { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    assert.equal(events(run.stdout)[0].messages.at(-1).content, 'hi', redirect);
    assert.doesNotMatch(run.stderr, /standard input/);
  }
});

test('input: a person who watches is told that it is waited for', async () => {
  const run = start(['-qec', `stty -echo; (sleep 2; echo late) | '${moa}' run --simulate --speed 100 --layers 1 --json hi`, '/dev/null'], { command: 'script' });
  await run.ended;
  assert.match(run.output, /Waiting for standard input/);
  assert.match(run.output, /"content":"hi\\n\\nlate"/);
});

test('input: too much, UTF-16 and Latin-1 are told', async () => {
  const latin = await call([...simulated, 'Review'], { input: Buffer.from('caf\xe9', 'latin1') });
  assert.equal(latin.code, 2);
  assert.match(latin.errors, /Standard input is not UTF-8: byte 4 \(0xE9\) is invalid\. Convert it first/);
  const wide = await call([...simulated, 'Review'], { input: Buffer.from('\ufeffcaf\u00e9 \u2013 1\n', 'utf16le') });
  assert.equal(questionOf(wide), 'Review\n\ncaf\u00e9 \u2013 1');
  assert.match(wide.errors, /Standard input was converted from UTF-16 to UTF-8/);
  const endless = spawnSync('sh', ['-c', 'yes | "$0" "$@"', moa, ...simulated, 'hi'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(endless.status, 2);
  assert.match(endless.stderr, /is longer than 64 MB/);
});

test('input: files go behind the question, each under its name', async () => {
  const one = path.join(folder, 'one', 'notes.txt');
  const other = path.join(folder, 'other', 'notes.txt');
  for (const [file, text] of [[one, 'first ``` [1]\n'], [other, 'second']]) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(await asked(['Compare', '-f', one]), 'Compare\n\nnotes.txt:\n````\nfirst ``` [1]\n````');
  assert.equal(await asked(['-f', one, 'Compare', '--file', other], { input: 'piped' }),
    `Compare\n\npiped\n\n${one}:\n\`\`\`\`\nfirst \`\`\` [1]\n\`\`\`\`\n\n${other}:\n\`\`\`\nsecond\n\`\`\``);
  writeFileSync(one, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]));
  for (const [file, words] of [[one, /notes\.txt is not UTF-8/], [path.join(folder, 'nowhere.txt'), /Could not read .*nowhere\.txt: No such file/],
    ['/dev/zero', /\/dev\/zero is longer than 8 MB/]]) {
    const run = await call([...simulated, 'hi', '-f', file]);
    assert.equal(run.code, 2);
    assert.match(run.errors, words);
  }
});

test('output: --quiet prints the answer alone, and head is no fault', async () => {
  const quiet = await call(['run', '--simulate', '--speed', '100', '-q', 'What is 17 * 23?']);
  assert.equal(quiet.code, 0);
  assert.equal(quiet.errors, '');
  assert.match(quiet.output, /391/);
  const shown = await onTerminal(['run', '--simulate', '--speed', '100', '-q', 'What is 17 * 23?']).ended;
  assert.doesNotMatch(shown.output, /Layer 1/);
  const head = spawnSync('sh', ['-c', '"$0" "$@" </dev/null | head -n 1', moa, ...simulated, 'hi'], { encoding: 'utf8' });
  assert.equal(head.stderr, '');
  const full = await start(['-c', `'${moa}' run -q --simulate --speed 100 hi </dev/null >/dev/full; echo $?`], { command: 'sh' }).ended;
  assert.equal(full.output, '4\n');
  assert.equal(full.errors, 'moa: Could not write to standard output: No space left on device.\n');
});
