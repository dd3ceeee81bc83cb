// moa against a mock server that others have made: it closes a stream in the chunk of the last words, counts no tokens, and
// tells of errors inside a stream of status 200.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { call, events, folder, test } from './support.mjs';

const require = createRequire(import.meta.url);
const { createServer: createMock } = require('@dwmkerr/mock-llm/dist/server');

const rule = (match, status, content, more = {}) => ({ path: '/v1/chat/completions', method: 'POST', match, response: { status, content: JSON.stringify(content) }, ...more });
const answer = (content) => ({ id: 'chatcmpl-1', object: 'chat.completion', model: 'gpt-5.2', choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }] });
const list = { path: '/v1/models', method: 'GET', match: '@',
  response: { status: 200, content: JSON.stringify({ object: 'list', data: [{ id: 'gpt-5.2', object: 'model', owned_by: 'openai' }] }) } };
const rules = [list, rule('@', 200, answer('Short waves are scattered more.')),
  rule("contains(body.messages[0].content, 'Responses from models')", 200, answer('All of them: short waves are scattered more.'))];

/** Gives the base URL of the mock with these rules to `body`, with what it writes of each request left out. */
async function withMock(more, body) {
  const log = console.log;
  console.log = () => {};
  const http = createServer(createMock({ streaming: { chunkSize: 10, chunkIntervalMs: 1 }, rules: [...rules, ...more] }, '127.0.0.1', 0));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  try {
    await body(`http://127.0.0.1:${http.address().port}/v1`, { XDG_CONFIG_HOME: mkdtempSync(path.join(folder, 'mock-')) });
  } finally {
    console.log = log;
    http.closeAllConnections();
    http.close();
  }
}

test('against mock-llm: its models are listed, checked and run by name', async () => {
  await withMock([], async (url, env) => {
    assert.equal((await call(['provider', 'add', 'mock', url], { env })).code, 0);
    const models = await call(['models', 'mock', '--json'], { env });
    assert.deepEqual(JSON.parse(models.output).models.map((each) => each.id), ['gpt-5.2']);
    const check = await call(['check', '-m', 'mock/gpt-5.2'], { env });
    assert.equal(check.code, 0, check.errors);
    const run = await call(['run', '--json', '-m', 'mock/gpt-5.2', 'Why is the sky blue?'], { env });
    assert.equal(run.code, 0, run.errors);
    const log = events(run.output);
    assert.equal(log.at(-1).answer, 'All of them: short waves are scattered more.');
    const proposal = log.filter((each) => each.event === 'node.text' && each.node === '1.1').map((each) => each.text).join('');
    assert.equal(proposal, 'Short waves are scattered more.');
    assert.ok(log.filter((each) => each.usage).every((each) => each.usage.estimated), 'it counts no tokens');
  });
});

for (const [what, status, type] of [['a rate limit', 429, 'rate_limit_error'], ['a server error', 500, 'server_error']]) {
  test(`against mock-llm: ${what} is repeated, and told in the server's own words where it stays`, async () => {
    const error = { error: { message: `The mock has ${what}`, type, code: status } };
    const once429 = rule('@', status, error, { sequence: 0 });
    await withMock([once429], async (url, env) => {
      const run = await call(['run', '--json', '--provider', `mock=${url}`, '-m', 'mock/gpt-5.2', '-n', '1', '--limit', 'retries=2', 'Why?'], { env });
      assert.equal(run.code, 0, run.errors);
      assert.ok(events(run.output).filter((each) => each.node === '1.1' && each.state === 'waiting').length >= 2, 'it was asked again');
    });
    await withMock([rule('@', status, error)], async (url, env) => {
      const run = await call(['run', '--provider', `mock=${url}`, '-m', 'mock/gpt-5.2', '-n', '1', '--limit', 'retries=0', 'Why?'], { env });
      assert.equal(run.code, 4);
      assert.ok(run.errors.includes(`"The mock has ${what}"`), run.errors);
    });
  });
}

test('against mock-llm: a base URL without its version is told with the one to try', async () => {
  await withMock([], async (url, env) => {
    const run = await call(['run', '--provider', `mock=${url.replace('/v1', '')}`, '-m', 'mock/gpt-5.2', '-n', '1', '--limit', 'retries=0', 'Why?'], { env });
    // Either it was called there all the same, or the address to try is said.
    assert.ok(run.code === 0 || run.errors.includes(`Try ${url} as the base URL.`), run.errors);
  });
});
