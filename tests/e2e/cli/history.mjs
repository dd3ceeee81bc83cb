// moa history: runs and chats are kept as they go, found, shown, resumed and deleted.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { call, events, folder, provider, start, test, until } from './support.mjs';

const fresh = () => ({ XDG_DATA_HOME: mkdtempSync(path.join(folder, 'data-')), MOA_TOGETHER_API_KEY: 'sk-history-1' });
const at = (server) => ['--provider', `together=${server.url}`];
const kept = (env) => path.join(env.XDG_DATA_HOME, 'moa', 'history');
const ids = (env) => (existsSync(kept(env)) ? readdirSync(kept(env)).sort() : []);

test('history: runs are kept, searched, shown and deleted', async () => {
  const env = fresh();
  const server = await provider((body) => ({ text: `About ${body.messages.at(-1).content.slice(0, 30)}: light scatters.` }));
  const moa = (args, more = {}) => call(args, { env, ...more });
  assert.match((await moa(['history'])).errors, /Nothing is kept yet/);
  assert.equal((await moa(['run', ...at(server), 'Why is the sky blue?'])).code, 0);
  assert.equal((await moa(['run', ...at(server), 'What is a zebra?'])).code, 0);
  assert.equal((await moa(['run', ...at(server), '--no-history', 'A secret?'])).code, 0);
  assert.equal((await moa(['run', '--simulate', '--speed', '50', 'A scripted one?'])).code, 0);
  await server.close();

  const list = await moa(['history']);
  assert.equal(list.code, 0, list.errors);
  assert.match(list.output, /^ID +BEGAN +STATUS +COST +QUESTION\n/);
  assert.deepEqual([...list.output.matchAll(/\S+\?$/gm)].map((each) => each[0]), ['zebra?', 'blue?'], 'the latest first');
  const found = await moa(['history', '--search', 'SCATTERS sky']);
  assert.match(found.output, /Why is the sky blue\?\n$/);
  assert.doesNotMatch(found.output, /zebra/);
  assert.match((await moa(['history', '--search', 'nowhere'])).errors, /Nothing that is kept has these words/);

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

test('history: a run that was killed lost nothing, and is resumed by its id', async () => {
  const env = fresh();
  let hang = true;
  const server = await provider(() => ({ text: 'words that came', hang }));
  const run = start(['run', ...at(server), 'Why?'], { env });
  await until('text in the log', () => ids(env).length === 1 &&
    readFileSync(path.join(kept(env), ids(env)[0], '1.jsonl'), 'utf8').split('"node.text"').length > 6);
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
  assert.match(run.errors, /The run is not kept in the history\. Could not make the folder/);
});
