// The live tree on a terminal, and moa chat.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, folder, onTerminal, provider, screen, start, test, until } from './support.mjs';

const restored = /\x1b\[\?7h\x1b\[\?25h/;

test('a terminal shows a live tree in place, then the answer', async () => {
  const run = await onTerminal(['run', '--simulate', '--speed', '3', 'What is 17 * 23?']).ended;
  assert.equal(run.code, 0);
  const { lines } = screen(run.output, 30);
  const text = lines.join('\n');
  for (const node of ['1.1', '1.6', '2.1']) {
    assert.equal(lines.filter((line) => line.includes(` ${node} `)).length, 1, `${node} stands there once:\n${text}`);
  }
  assert.match(text, /✓ 1\.1 .*done/);
  assert.match(text, /391/);
  assert.match(run.output, /streaming/);
  assert.match(run.output, /\x1b\[32m/);
  assert.match(run.output, restored);
});

test('NO_COLOR is respected, and a dumb terminal gets plain lines', async () => {
  const plain = await onTerminal(['run', '--simulate', '--speed', '20', 'hi'], { env: { NO_COLOR: '1' } }).ended;
  assert.match(plain.output, /Layer 1/);
  assert.doesNotMatch(plain.output, /\x1b\[[\d;]*m/);
  const dumb = await onTerminal(['run', '--simulate', '--speed', '20', 'hi'], { env: { TERM: 'dumb' } }).ended;
  assert.doesNotMatch(dumb.output, /\x1b/);
});

test('more nodes than rows: the tree stays inside the screen', async () => {
  const recipe = path.join(folder, 'wide.json');
  const layer = { agents: [{ provider: 'simulated', model: 'sim/echo-8b', repeat: 40 }] };
  writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Wide', defaults: { temperature: 1 },
    layers: [layer, layer, { agents: [{ provider: 'simulated', model: 'sim/atlas-70b' }] }] }));
  const run = await onTerminal(['run', '--simulate', '--recipe', recipe, 'hi'], { rows: 12, columns: 60 }).ended;
  assert.equal(run.code, 0, run.output);
  const { lines, reachedAbove } = screen(run.output, 12);
  assert.ok(!reachedAbove, 'nothing was redrawn above the top');
  assert.equal(lines.filter((line) => line.startsWith('Layer 1')).length, 1, lines.join('\n'));
  assert.match(run.output, /and \d+ more/);
});

test('a terminal that becomes narrower in mid-run gets lines of its new width', async () => {
  const server = await provider(() => ({ text: 'word '.repeat(100), hang: true }));
  const run = onTerminal(['run', '--provider', `together=${server.url}`, 'hi'], { columns: 120 });
  /** The widths of what was drawn at once, the latest last. */
  const frames = () => [...run.output.matchAll(/\x1b\[\?2026h([\s\S]*?)\x1b\[\?2026l/g)].map(([, frame]) =>
    Math.max(...frame.replace(/\x1b\[[?\d;]*[A-Za-z]/g, '').split(/\r?\n|\r/).map((line) => [...line].length)));
  await until('a tree as wide as the terminal', () => frames().some((width) => width > 100));
  const [program] = readFileSync(`/proc/${run.child.pid}/task/${run.child.pid}/children`, 'utf8').split(' ');
  execFileSync('stty', ['-F', readlinkSync(`/proc/${program}/fd/1`), 'cols', '60']);
  let narrow = 0;
  await until('a narrower tree', () => { narrow = frames().length; return frames().at(-1) <= 60 && frames().at(-1) > 40; });
  await until('more of it', () => frames().length > narrow + 2);
  assert.ok(frames().slice(narrow).every((width) => width <= 60), String(frames().slice(narrow)));
  run.child.stdin.write('\x03');
  await run.ended;
  await server.close();
  assert.equal(run.code, 130);
});

test('what a model writes cannot steer the terminal', async () => {
  const server = await provider(() => ({ text: 'red \x1b[31malert \x1b]0;owned\x07 \u009b2J done' }));
  const run = await onTerminal(['run', '--provider', `together=${server.url}`, 'hi']).ended;
  assert.doesNotMatch(run.output, /\x1b\[31malert|\x1b\]0|\u009b/);
  assert.match(run.output, /␛\[31malert/);
  const piped = await call(['run', '--provider', `together=${server.url}`, 'hi']);
  await server.close();
  assert.equal(piped.output, 'red \x1b[31malert \x1b]0;owned\x07 \u009b2J done\n');
});

const markdown = `# Title

Some **strong** words that are wrapped at the end of a line and never within.

- one
  1. two

| a | b |
|---|--:|
| x | 1 |

\`\`\`python
def f(): return "text"
\`\`\`
&#27;[31m &#x9b;2J
`;

test('an answer is laid out on a terminal; --plain, a pipe and a dumb terminal get it as it was written', async () => {
  // The provider of these tests sends words, which would lose the lines.
  const server = await provider(() => ({ pieces: [markdown] }));
  const at = ['run', '-q', '--layers', '1', '--provider', `together=${server.url}`, 'hi'];
  const shown = await onTerminal(at, { columns: 40 }).ended;
  assert.match(shown.output, /\x1b\[0;1;4mTitle\x1b\[0m\r\n/);
  assert.match(shown.output, /Some \x1b\[0;1mstrong\x1b\[0m words that are wrapped at\r\nthe end of a line and never within\.\r\n/);
  assert.match(shown.output, /\r\n• one\r\n {2}1\. two\r\n/);
  assert.match(shown.output, /──┼──\x1b\[0m\r\nx\x1b\[0;2m │ \x1b\[0m1\r\n/);
  assert.match(shown.output, /\r\n {2}\x1b\[0;35mdef\x1b\[0m /);
  assert.doesNotMatch(shown.output, /\x1b\[31m|\u009b/);
  const colourless = await onTerminal(at, { columns: 40, env: { NO_COLOR: '1' } }).ended;
  assert.match(colourless.output, /^# Title\r\n/m);
  assert.doesNotMatch(colourless.output, /\x1b/);
  const plain = await onTerminal([...at, '--plain'], { columns: 40 }).ended;
  const dumb = await onTerminal(at, { columns: 40, env: { TERM: 'dumb' } }).ended;
  for (const raw of [plain, dumb]) assert.equal(raw.output, markdown.replaceAll('\n', '\r\n'));
  assert.equal((await call(at)).output, markdown);
  await server.close();
});

test('an interrupted terminal is left as it was', async () => {
  const server = await provider(() => ({ text: 'never ending', hang: true }));
  const run = onTerminal(['run', '--provider', `together=${server.url}`, 'hi']);
  await until('the tree', () => run.output.includes('never ending'));
  run.child.stdin.write('\x03');
  await run.ended;
  assert.equal(run.code, 130);
  assert.match(run.output, restored);
  assert.match(screen(run.output, 30).lines.join('\n'), /Stopped after/);
  await server.close();
});

test('chat: earlier answers are context, failed turns are not', async () => {
  let broken = false;
  // 400, since a request that can be repeated would be.
  const server = await provider((body) => (broken ? { status: 400, error: 'broken' }
    : { text: `answer to ${body.messages.at(-1).content}` }));
  const run = start(['chat', '--provider', `together=${server.url}`, '--layers', '1', '--system', 'Be kind.']);
  const ask = async (question, count) => {
    run.child.stdin.write(`${question}\n`);
    await until(`request ${count}`, () => server.requests.length === count);
    return server.requests.at(-1).body.messages;
  };
  await ask('first', 1);
  await until('the first answer', () => run.output.includes('answer to first\n'));
  broken = true;
  await ask('second', 2);
  await until('the failure', () => run.errors.includes('are not context for the next question'));
  broken = false;
  const messages = await ask('third', 3);
  await until('the third answer', () => run.output.includes('answer to third\n'));
  run.child.stdin.write('/quit\n');
  await run.ended;
  await server.close();
  assert.equal(run.code, 0);
  assert.deepEqual(messages, [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'first' },
    { role: 'assistant', content: 'answer to first' },
    { role: 'user', content: 'third' },
  ]);
});

test('chat: commands, and the exit code of the last run', async () => {
  const help = await call(['chat', '--simulate'], { input: '/help\n/recipe\n/recipe moa-3-groq\n/recipe nonsense\n/quit\n' });
  assert.match(help.errors, /\/recipe \[NAME\]/);
  assert.match(help.errors, /Recipe: MoA-Lite, simulated/);
  assert.match(help.errors, /Recipe: MoA, 3 layers, on Groq/);
  assert.match(help.errors, /file is named nonsense/);
  assert.equal(help.code, 2);
  const server = await provider(() => ({ status: 400, error: 'broken' }));
  const failed = await call(['chat', '--provider', `together=${server.url}`], { input: 'hello\n' });
  await server.close();
  assert.equal(failed.code, 4);
});

test('chat: Ctrl+C stops the run and not the chat', async () => {
  let hang = true;
  const server = await provider(() => ({ text: 'words words', hang }));
  const run = onTerminal(['chat', '--provider', `together=${server.url}`, '--layers', '1']);
  await until('the prompt', () => run.output.includes('> '));
  run.child.stdin.write('first\n');
  await until('text', () => run.output.includes('words words'));
  run.child.stdin.write('\x03');
  await until('the stop', () => run.output.includes('The answer is incomplete'));
  hang = false;
  run.child.stdin.write('second\n');
  await until('the second run', () => server.requests.length === 2);
  await until('its end', () => /Answered in/.test(run.output));
  run.child.stdin.write('/quit\n');
  await run.ended;
  await server.close();
  assert.equal(run.code, 0);
});
