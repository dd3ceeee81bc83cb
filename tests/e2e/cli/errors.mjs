// moa run against one thing that is wrong: each time what failed, the provider's own words in quotes, what to do.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { call, events, folder, test } from './support.mjs';

const recipe = path.join(folder, 'one.json');
writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'One',
  layers: [{ agents: [{ provider: 'local', model: 'acme/giant-70b' }] }] }));

/** Runs the recipe against a server that refuses every call. */
async function refused(status, error, headers = {}, more = []) {
  const asked = [];
  const http = createServer((request, response) => {
    asked.push(request.url);
    request.resume();
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify({ error }));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${http.address().port}/v1`;
  const run = await call(['run', '--recipe', recipe, '--provider', `local=${url}`, ...more, 'Why?']);
  http.closeAllConnections();
  http.close();
  return { ...run, asked };
}

test('run against a wrong key (401)', async () => {
  const run = await refused(401, { message: 'Invalid API Key', code: 'invalid_api_key' });
  assert.equal(run.code, 4);
  assert.equal(run.output, '');
  assert.equal(run.asked.length, 1, 'asking again will not help');
  assert.match(run.errors, /1\.1 giant-70b: The provider did not accept the API key\. "Invalid API Key" Check the key, or create a new one\./);
});

test('run against a model that does not exist (404)', async () => {
  const run = await refused(404, { message: 'The model `acme/giant-70b` does not exist', code: 'model_not_found' });
  assert.equal(run.code, 4);
  assert.equal(run.asked.length, 1);
  assert.match(run.errors, /The provider does not offer this model\. "The model `acme\/giant-70b` does not exist" Choose another model\./);
});

test('run against a rate limit with Retry-After (429)', async () => {
  const run = await refused(429, { message: 'Rate limit reached: 30 requests per minute' }, { 'Retry-After': '1' },
    ['--limit', 'retries=1']);
  assert.equal(run.code, 4);
  assert.equal(run.asked.length, 2, 'asked once more, after the wait');
  assert.match(run.errors, /The provider's rate limit is reached\. "Rate limit reached: 30 requests per minute" The provider asks to wait \d+ (s|ms)\./);
  const log = await refused(429, { message: 'slow down' }, { 'Retry-After': '1' }, ['--limit', 'retries=0', '--json']);
  const failure = events(log.output).find((each) => each.state === 'failed').error;
  assert.equal(failure.kind, 'rate_limited');
  assert.equal(failure.provider_words, 'slow down');
  assert.equal(failure.retry_after_ms, 1000);
  assert.match(failure.hint, /asks to wait 1 s/);
  const shown = await call(['replay', '-'], { input: log.output });
  assert.match(shown.errors, /"slow down" The provider asks to wait 1 s/, 'a replay tells the same');
});

test('run against a dead port', async () => {
  const run = await call(['run', '--recipe', recipe, '--provider', 'local=http://127.0.0.1:1/v1', '--limit', 'retries=0', 'Why?']);
  assert.equal(run.code, 4);
  assert.equal(run.output, '');
  assert.match(run.errors, /1\.1 giant-70b: .*refused the connection.* Check the network and the base URL\./);
});
