// moa history: runs and chats are kept as they go, found, shown, resumed and deleted.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, events, folder, provider, start, test, textSoFar, until } from './support.mjs';

const fresh = () => ({ XDG_DATA_HOME: mkdtempSync(path.join(folder, 'data-')), MOA_TOGETHER_API_KEY: 'sk-history-1' });
const at = (server) => ['--provider', `together=${server.url}`];
const kept = (env) => path.join(env.XDG_DATA_HOME, 'moa', 'history');
const ids = (env) => (existsSync(kept(env)) ? readdirSync(kept(env)).sort() : []);

test('history: runs are kept, searched, shown and deleted', async () => {
  const env = fresh();
  const server = await provider((body) => ({ text: `About ${body.messages.at(-1).content.slice(0, 30)}: light scatters.` }));
  const moa = (args, more = {}) => call(args, { env, ...more });
  assert.match((await moa(['history'])).errors, /The history is empty/);
  assert.equal((await moa(['run', ...at(server), 'Why is the sky blue?'])).code, 0);
  assert.equal((await moa(['run', ...at(server), 'What is a zebra?'])).code, 0);
  assert.equal((await moa(['run', ...at(server), '--no-history', 'A secret?'])).code, 0);
  assert.equal((await moa(['run', '--simulate', '--speed', '50', 'A scripted one?'])).code, 0);
  await server.close();

  const list = await moa(['history']);
  assert.equal(list.code, 0, list.errors);
  assert.match(list.output, /^ID +STARTED +STATUS +COST +TITLE\n/);
  assert.deepEqual([...list.output.matchAll(/\S+\?$/gm)].map((each) => each[0]), ['zebra?', 'blue?'], 'the latest first');
  const found = await moa(['history', '--search', 'SCATTERS sky']);
  assert.match(found.output, /Why is the sky blue\?\n$/);
  assert.doesNotMatch(found.output, /zebra/);
  assert.match((await moa(['history', '--search', 'nowhere'])).errors, /No saved conversation contains/);

  const [first] = ids(env);
  const shown = await moa(['history', 'show', first]);
  assert.match(shown.output, /^> Why is the sky blue\?\n\nAbout .*light scatters\.\n/);
  const log = await moa(['history', 'show', first, '--json']);
  assert.equal(events(log.output).at(-1).event, 'run.finished');
  assert.doesNotMatch(log.output + shown.output + list.output, /sk-history-1/);
  const again = await moa(['replay', '-'], { input: log.output });
  assert.equal(again.code, 0);

  assert.equal((await moa(['history', 'delete'])).code, 2);
  assert.equal((await moa(['history', 'delete', '../..'])).code, 2);
  assert.equal((await moa(['history', 'delete', first])).code, 0);
  assert.equal(ids(env).length, 1);
  assert.equal((await moa(['history', 'show', first])).code, 2);
  assert.equal((await moa(['history', 'delete', '--all'])).code, 0);
  assert.equal(ids(env).length, 0);
});

test('history: a conversation is named and pinned, and what another program deleted without its end is forgotten', async () => {
  const env = fresh();
  const server = await provider(() => ({ text: 'An answer.' }));
  for (const question of ['First?', 'Second?']) await call(['run', ...at(server), question], { env });
  await server.close();
  const [first, second] = ids(env);
  const moa = (...args) => call(['history', ...args], { env });
  const titles = async () => [...(await moa()).output.matchAll(/ (\S+)$/gm)].map((each) => each[1]);
  assert.equal((await moa('rename', first, 'My', 'trip\u202e', 'to\x1b[31m', 'Rome')).code, 0);
  assert.match((await moa('--search', 'ROME')).output, /My trip to\[31m Rome\n$/);
  assert.equal((await moa('pin', first)).code, 0);
  assert.deepEqual((await titles()).slice(1), ['[pinned]', 'Second?'], 'it stands first');
  const json = events((await moa('--json')).output);
  assert.deepEqual(json.map(({ id, title, name, pinned }) => ({ id, title, name, pinned })), [
    { id: first, title: 'My trip to[31m Rome', name: 'My trip to[31m Rome', pinned: true },
    { id: second, title: 'Second?', name: undefined, pinned: false }]);
  assert.match(json[0].began, /^20\d\d-\d\d-\d\dT/);
  assert.deepEqual(events((await moa('--json', '--limit', '1')).output).map((each) => each.id), [first]);
  const one = await moa('--limit', '1');
  assert.equal(one.output.split('\n').length, 3);
  assert.match(one.errors, /1 of 2 conversations\./);
  assert.equal((await moa('unpin', first, second)).code, 0);
  assert.equal((await moa('rename', first)).code, 0);
  assert.deepEqual((await titles()).slice(1), ['Second?', 'First?']);
  for (const act of [['rename', '20200101-000000-000', 'x'], ['pin', '../..']]) assert.equal((await moa(...act)).code, 2);
  assert.deepEqual(readdirSync(path.join(kept(env), first)).sort(), ['1.jsonl', 'marks.json']);

  const aside = path.join(env.XDG_DATA_HOME, 'moa', 'deleted');
  mkdirSync(aside);
  renameSync(path.join(kept(env), first), path.join(aside, first));
  assert.deepEqual((await titles()).slice(1), ['Second?']);
  assert.deepEqual(readdirSync(aside), []);
});

test('history: exported to one file and imported elsewhere, it is the same; twice doubles nothing', async () => {
  const env = fresh();
  const other = fresh();
  const server = await provider(() => ({ text: 'An answer.' }));
  for (const question of ['First?', 'Second?']) await call(['run', ...at(server), question], { env });
  const [first, second] = ids(env);
  await call(['history', 'rename', first, 'Mine'], { env });
  const file = path.join(env.XDG_DATA_HOME, 'all.jsonl');
  const saved = await call(['history', 'export', file], { env });
  assert.equal(saved.code, 0, saved.errors);
  assert.match(saved.errors, /Saved 2 conversations as .*all\.jsonl\./);
  assert.equal((await call(['history', 'export', file], { env })).code, 2, 'nothing is written over');
  assert.equal((await call(['history', 'export', file, '--overwrite'], { env })).code, 0);
  const text = readFileSync(file, 'utf8');
  assert.match(text, /^\{"format":"moa-history\/1"\}\n\{"conversation":"[-0-9]+","name":"Mine"\}\n\{"turn":1\}\n\{"t":0,/);
  assert.doesNotMatch(text, /sk-history-1/);
  const one = await call(['history', 'export', second, '-'], { env });
  assert.equal(one.output.split('"conversation"').length, 2);
  assert.equal((await call(['history', 'export', '20200101-000000-000', '-'], { env })).code, 2);

  const read = (input, ...args) => call(['history', 'import', ...args], { env: other, input });
  assert.match((await read('', file)).errors, /Imported 2 conversations\.\n$/);
  assert.match((await read(text, '-')).errors, /Imported 0 conversations; 2 were here already\.\n$/);
  assert.deepEqual(ids(other), ids(env));
  const list = (where) => call(['history', '--json'], { env: where });
  assert.equal((await list(other)).output, (await list(env)).output);
  const run = await call(['history', 'show', second, '--json'], { env });
  assert.match((await read(run.output.replaceAll('Second?', 'Third?'), '-')).errors, /Imported as [-0-9]+\.\n$/);
  assert.match((await read(`${text}{"conversation":"x`, '-')).errors, /1 part could not be read\.\n$/);
  assert.equal((await read('nonsense', '-')).code, 2);
  assert.equal((await read('', path.join(folder, 'nowhere'))).code, 4);
  await server.close();
});

test('history: JSON holds nothing that a terminal obeys, and damaged lines are left out', async () => {
  const env = fresh();
  const server = await provider(() => ({ text: 'A \u009b31m \u202e \u2028 answer.' }));
  const run = await call(['run', '--json', ...at(server), 'Why?'], { env });
  await server.close();
  const obeyed = /[\x1b\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
  assert.doesNotMatch(run.output, obeyed);
  const said = events(run.output).filter(({ event }) => event === 'node.text').map(({ text }) => text).join('');
  assert.match(said, /A \u009b31m \u202e \u2028 answer\./);
  const [id] = ids(env);
  const file = path.join(kept(env), id, '1.jsonl');
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [lines[0], '{"event": "\x1b]0;owned\x07', ...lines.slice(1)].join('\n'));
  const shown = await call(['history', 'show', id, '--json'], { env });
  assert.equal(shown.code, 0);
  assert.doesNotMatch(shown.output + shown.errors, obeyed);
  assert.match(shown.errors, /1 damaged line left out\./);
  assert.equal(events(shown.output).at(-1).event, 'run.finished');
});

test('history: a chat is one conversation, turn by turn', async () => {
  const env = fresh();
  const server = await provider(() => ({ text: 'An answer.' }));
  const chat = await call(['chat', ...at(server)], { env, input: 'First?\nSecond?\n' });
  await server.close();
  assert.equal(chat.code, 0, chat.errors);
  const [id, ...others] = ids(env);
  assert.deepEqual(others, []);
  assert.deepEqual(readdirSync(path.join(kept(env), id)).sort(), ['1.jsonl', '2.jsonl']);
  const shown = await call(['history', 'show', id], { env });
  assert.match(shown.output, /> First\?[^]*> Second\?/);
  assert.match((await call(['history'], { env })).output, /First\? \(\+1\)/);
});

test('history: a run that is resumed from a file of its own is whole in the history, too', async () => {
  const env = fresh();
  let failing = true;
  const server = await provider(() => (failing ? { status: 500, error: 'out of memory' } : { text: 'An answer.' }));
  const log = path.join(env.XDG_DATA_HOME, 'own.jsonl');
  const failed = await call(['run', ...at(server), '--limit', 'retries=0', '--record', log, 'Why?'], { env });
  assert.equal(failed.code, 4, failed.errors);
  failing = false;
  const resumed = await call(['run', ...at(server), '--resume', log], { env });
  await server.close();
  assert.equal(resumed.code, 0, resumed.errors);
  const [id] = ids(env);
  assert.equal(readFileSync(path.join(kept(env), id, '1.jsonl'), 'utf8'), readFileSync(log, 'utf8'));
  assert.match((await call(['history'], { env })).output, / Complete /);
});

test('history: a run that was killed lost nothing, and is resumed by its id', async () => {
  const env = fresh();
  let hang = true;
  const server = await provider(() => ({ text: 'words that came', hang }));
  const run = start(['run', ...at(server), 'Why?'], { env });
  await until('text in the log', () => ids(env).length === 1 &&
    textSoFar(path.join(kept(env), ids(env)[0], '1.jsonl')).split('"node.text"').length > 6);
  run.child.kill('SIGKILL');
  await run.ended;
  const [id] = ids(env);
  assert.match((await call(['history'], { env })).output, /Interrupted/);
  hang = false;
  const resumed = await call(['run', ...at(server), '--resume', id], { env });
  await server.close();
  assert.equal(resumed.code, 0, resumed.errors);
  assert.deepEqual(ids(env), [id]);
  assert.match((await call(['history'], { env })).output, /Complete/);
});

test('history: a disk that cannot be written to ends no run', async () => {
  const server = await provider(() => ({ text: 'An answer.' }));
  const run = await call(['run', ...at(server), 'Why?'], { env: { XDG_DATA_HOME: '/proc/nowhere' } });
  await server.close();
  assert.equal(run.code, 0);
  assert.match(run.errors, /The run is not saved in the history\. Could not create the folder/);
});

test('history: a run that goes on is neither resumed nor deleted from another terminal', async () => {
  const env = fresh();
  let hang = true;
  const server = await provider(() => ({ text: 'words that came', hang }));
  const run = start(['run', ...at(server), 'Why?'], { env });
  const log = () => path.join(kept(env), ids(env)[0], '1.jsonl');
  await until('text in the log', () => ids(env).length === 1 && textSoFar(log()).split('"node.text"').length > 6);
  const calls = server.requests.length;
  const [id] = ids(env);
  // All at once: the run waits for its provider for a limited time only.
  const refused = await Promise.all([['run', ...at(server), '--resume', id], ['run', ...at(server), '--resume', log()],
    ['history', 'delete', id], ['history', 'delete', '--all']].map((args) => call(args, { env })));
  for (const one of refused) {
    assert.equal(one.code, 2, one.errors);
    assert.match(one.errors, /in another window or terminal/);
  }
  assert.deepEqual(ids(env), [id]);
  assert.equal(server.requests.length, calls, 'and nothing was called for it');
  run.child.kill('SIGINT');
  await run.ended;
  for (const line of readFileSync(log(), 'utf8').trimEnd().split('\n')) JSON.parse(line);

  // Two that want to go on with it: one has it, whichever that is.
  hang = false;
  const both = await Promise.all([1, 2].map(() => call(['run', ...at(server), '--resume', id], { env })));
  assert.deepEqual(both.map((one) => one.code).sort(), [0, 2], both.map((one) => one.errors).join());
  const lines = events(readFileSync(log(), 'utf8'));
  assert.equal(lines.filter((line) => line.event === 'run.finished' && line.status === 'complete').length, 1);
  assert.equal((await call(['history', 'delete', id], { env })).code, 0);
  await server.close();
});

test('run --record: nothing is written over what is there, and one file takes one run', async () => {
  const env = fresh();
  const server = await provider(() => ({ text: 'An answer.', hang: true }));
  const file = path.join(env.XDG_DATA_HOME, 'notes.txt');
  writeFileSync(file, 'mine');
  const record = (more = []) => call(['run', '--simulate', '--speed', '50', '--record', file, ...more, 'Why?'], { env });
  const refused = await record();
  assert.equal(refused.code, 2);
  assert.match(refused.errors, /notes\.txt already has content: .*--overwrite/);
  assert.equal(readFileSync(file, 'utf8'), 'mine');
  assert.equal((await record(['--overwrite'])).code, 0);
  const first = readFileSync(file, 'utf8');
  assert.equal(events(first).at(-1).event, 'run.finished');
  assert.equal((await record()).code, 2);
  assert.equal(readFileSync(file, 'utf8'), first, 'an older recording counts as well');

  const one = path.join(env.XDG_DATA_HOME, 'one.jsonl');
  const run = start(['run', ...at(server), '--no-history', '--record', one, 'First?'], { env });
  await until('a line', () => textSoFar(one).includes('node.text'));
  for (const more of [[], ['--overwrite']]) {
    const second = await call(['run', ...at(server), '--no-history', '--record', one, ...more, 'Second?'], { env });
    assert.equal(second.code, 2);
    assert.match(second.errors, /being written by another run/);
  }
  run.child.kill('SIGINT');
  await run.ended;
  assert.ok(events(readFileSync(one, 'utf8')).every((line) => line.event !== 'run.started' || line.messages.at(-1).content === 'First?'));

  const recipe = path.join(env.XDG_DATA_HOME, 'r.json');
  const shown = await call(['recipes', '--show', 'moa-lite-simulated'], { env });
  writeFileSync(recipe, shown.output);
  const over = await call(['run', '--recipe', recipe, '--record', recipe, '--overwrite', 'Why?'], { env });
  assert.equal(over.code, 2);
  assert.match(over.errors, /is this run's recipe/);
  assert.equal(readFileSync(recipe, 'utf8'), shown.output);
  await server.close();
});

test('history: without a place for it a run says so once, and the list says why it has nothing', async () => {
  const server = await provider(() => ({ text: 'An answer.' }));
  const env = { ...fresh(), XDG_DATA_HOME: '', HOME: '' };
  const run = await call(['run', ...at(server), 'Why?'], { env });
  await server.close();
  assert.equal(run.code, 0, run.errors);
  assert.equal(run.errors.split('not saved in the history').length, 2, run.errors);
  assert.match(run.errors, /set HOME or XDG_DATA_HOME/);
  const list = await call(['history'], { env });
  assert.equal(list.code, 4);
  assert.match(list.errors, /set HOME or XDG_DATA_HOME/);
  assert.doesNotMatch(list.errors, /The history is empty/);
});

test('history: the beginning of an ID, "last", and local time', async () => {
  const env = { ...fresh(), TZ: 'Etc/GMT-9' };
  const server = await provider(() => ({ text: 'light scatters' }));
  for (const question of ['First?', 'Second?']) assert.equal((await call(['run', '--layers', '1', ...at(server), question], { env })).code, 0);
  await server.close();
  const [first, second] = ids(env);
  assert.match((await call(['history', 'show', 'last'], { env })).output, /Second\?/);
  const several = await call(['history', 'show', first.slice(0, 8)], { env });
  assert.equal(several.code, 2);
  assert.ok(several.errors.includes(`2 conversations begin with ${first.slice(0, 8)}: ${first}, ${second}. Write more of the ID.`), several.errors);
  assert.equal((await call(['history', 'delete', second], { env })).code, 0);
  const one = await call(['history', 'show', first.slice(0, 8)], { env });
  assert.match(one.output, /First\?/, one.errors);
  const began = new Date(`${first.slice(0, 4)}-${first.slice(4, 6)}-${first.slice(6, 8)}T${first.slice(9, 11)}:${first.slice(11, 13)}Z`);
  const local = new Date(began.getTime() + 9 * 3600e3).toISOString().slice(0, 16).replace('T', ' ');
  assert.ok((await call(['history'], { env })).output.includes(`${local}  `));
});

test('history: moa run goes on with a conversation', async () => {
  const env = fresh();
  const server = await provider((body) => ({ text: `answer to ${body.messages.at(-1).content}` }));
  const ask = (words) => call(['run', '--layers', '1', ...at(server), ...words], { env });
  assert.equal((await ask(['first'])).code, 0);
  const next = await ask(['-c', 'second']);
  assert.equal(next.code, 0, next.errors);
  const [id] = ids(env);
  assert.equal(ids(env).length, 1, 'it is a turn of the same conversation');
  assert.equal((await ask(['third', '--continue', id.slice(0, 12)])).code, 0);
  await server.close();
  assert.deepEqual(server.requests.at(-1).body.messages.map((message) => message.content),
    ['first', 'answer to first', 'second', 'answer to second', 'third']);
  assert.equal(readdirSync(path.join(kept(env), id)).filter((name) => name.endsWith('.jsonl')).length, 3);
  assert.equal((await ask(['-c', '--system', 'x', 'fourth'])).code, 2);
  const none = await call(['run', '-c', ...at(server), 'hi'], { env: { ...env, XDG_DATA_HOME: mkdtempSync(path.join(folder, 'data-')) } });
  assert.equal(none.code, 2);
  assert.match(none.errors, /The history is empty/);
});

test('history: a failed run says how it goes on, each fact once, and --resume last does it', async () => {
  const env = fresh();
  let broken = true;
  const server = await provider(() => (broken ? { status: 400, error: 'broken pipe' } : { text: 'light scatters' }));
  const failed = await call(['run', '--layers', '1', ...at(server), 'Why?'], { env });
  assert.equal(failed.code, 4);
  const [id] = ids(env);
  assert.ok(failed.errors.endsWith(`Resume it with: moa run --resume ${id}\n`), failed.errors);
  assert.equal(failed.errors.split('broken pipe').length, 2, failed.errors);
  broken = false;
  const resumed = await call(['run', '--resume', 'last', ...at(server)], { env });
  assert.equal(resumed.code, 0, resumed.errors);
  assert.doesNotMatch(resumed.errors, /Resume it with/);
  await server.close();
});

test('history: a conversation is exported as Markdown and as a web page', async () => {
  const env = fresh();
  const server = await provider((body) => ({ text: `About **${body.messages.at(-1).content.slice(0, 12)}** <script>` }));
  for (const words of [['Why blue?'], ['-c', 'And red?']]) assert.equal((await call(['run', ...at(server), ...words], { env })).code, 0);
  await server.close();
  const markdown = await call(['history', 'export', '--markdown', 'last', '-'], { env });
  assert.equal(markdown.code, 0, markdown.errors);
  assert.match(markdown.output, /^# Why blue\?\n/);
  assert.match(markdown.output, /> And red\?\n/);
  assert.doesNotMatch(markdown.output, /Layer 1/);
  assert.match((await call(['history', 'export', '--markdown', '--all-answers', 'last', '-'], { env })).output, /### Layer 1/);
  const file = path.join(env.XDG_DATA_HOME, 'page.html');
  const page = await call(['history', 'export', ids(env)[0].slice(0, 10), file, '--html'], { env });
  assert.equal(page.code, 0, page.errors);
  assert.match(page.errors, /Saved .*page\.html\. 2 questions with their answers\./);
  assert.match(readFileSync(file, 'utf8'), /<strong>And red\?<\/strong> &lt;script&gt;/);
  assert.equal((await call(['history', 'export', 'last', file, '--html'], { env })).code, 2, 'it has content');
  assert.match((await call(['history', 'export', file, '--html'], { env })).errors, /take one conversation/);
  assert.match((await call(['history', 'export', 'last', file, '--html', '--markdown'], { env })).errors, /^moa: --\w+ cannot be used together with --\w+\.\n$/);
});
