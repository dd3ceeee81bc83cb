// moa run against servers at home: one call at once, contexts, prompts that are cut, models that are loaded, queues and estimates.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { call, events, folder, startServer, stopServer, test } from './support.mjs';
import { textOf } from '../request_text.mjs';

/** Nothing is remembered from another test. */
const fresh = () => ({ XDG_CACHE_HOME: mkdtempSync(path.join(folder, 'home-')) });

function recipeFile(name, proposers, more = {}) {
  const agent = (model) => ({ provider: 'gpu', model });
  const file = path.join(folder, `home-${name}.json`);
  writeFileSync(file, JSON.stringify({ format: 'moa-recipe/1', name, ...more,
    layers: [{ agents: proposers.map(agent) }, { agents: [agent('final')] }] }));
  return file;
}

/**
 * A server like llama.cpp's, under a name of the user's own. `props`: what GET /props answers; `answer(body, number)`:
 * { status, error }, { text, usage } or { close } for each call. Notes how many calls were on their way at once.
 */
async function llama({ props = { total_slots: 1 }, answer = () => ({ text: 'Fine.' }) } = {}) {
  const made = { asked: [], bodies: [], busy: 0, most: 0 };
  const json = (response, status, value) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  const http = createServer(async (request, response) => {
    const text = await textOf(request);
    if (text === null) return;
    made.asked.push(request.url);
    if (request.url === '/v1/models') return json(response, 200, { data: [{ id: 'any', owned_by: 'llamacpp', meta: { n_ctx_train: 512 } }, ...['a', 'final'].map((id) => ({ id, owned_by: 'llamacpp' }))] });
    if (request.url === '/props') return props ? json(response, 200, props) : json(response, 404, { error: { message: 'no' } });
    const body = JSON.parse(text);
    made.bodies.push(body);
    made.busy += 1;
    made.most = Math.max(made.most, made.busy);
    const given = answer(body, made.bodies.length);
    await new Promise((resolve) => { setImmediate(resolve); });
    made.busy -= 1;
    if (given.close) return request.socket.destroy();
    if (given.status) return json(response, given.status, { error: { message: given.error, code: given.status, type: 'unavailable_error' } });
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: given.text }, finish_reason: 'stop' }] })}\n\n`);
    if (given.usage) response.write(`data: ${JSON.stringify({ choices: [], usage: given.usage })}\n\n`);
    return response.end('data: [DONE]\n\n');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  made.at = ['--provider', `gpu=http://127.0.0.1:${http.address().port}/v1`];
  made.close = () => new Promise((resolve) => {
    http.close(resolve);
    http.closeAllConnections();
  });
  return made;
}

test('own servers: one call at once whatever they are called, more where /props says so, and what the user says counts', async () => {
  for (const [props, more, most] of [[null, [], 1], [{ total_slots: 1 }, [], 1], [{ total_slots: 3 }, [], 3], [{ total_slots: 1 }, ['--parallel', 'gpu=2'], 2]]) {
    const server = await llama({ props });
    const run = await call(['run', '--recipe', recipeFile('six', Array(6).fill('a')), ...server.at, ...more, 'Why?'], { env: fresh() });
    await server.close();
    assert.equal(run.code, 0, run.errors);
    assert.equal(server.bodies.length, 7);
    assert.ok(server.most <= most, `${server.most} at once instead of ${most}`);
    assert.doesNotMatch(run.errors, /Unpriced|unpriced|\$|price/);
  }
});

test('own servers: the loaded context decides, what the model was trained with does not', async () => {
  const question = 'stone '.repeat(900);
  const trained = await llama({ props: null });
  const sent = await call(['run', '--recipe', recipeFile('one', ['any']), ...trained.at, question], { env: fresh() });
  await trained.close();
  assert.equal(sent.code, 0, sent.errors);
  const small = await llama({ props: { total_slots: 1, default_generation_settings: { n_ctx: 512 } } });
  const refused = await call(['run', '--recipe', recipeFile('one', ['a'], { defaults: { max_tokens: 2048 } }), ...small.at, question], { env: fresh() });
  await small.close();
  assert.equal(refused.code, 4);
  assert.equal(small.bodies.length, 0, 'it was not sent');
  assert.match(refused.errors, /^1\.1 a: The prompt needs about [\d,]+ tokens, but the context window leaves 256 for it and keeps 256 for the answer \(max\. output tokens\)\./m);
});

test('own servers: answers that are too long together are fitted, and the estimate says so before', async () => {
  const server = await llama({ props: { total_slots: 1, default_generation_settings: { n_ctx: 4096 } },
    answer: (body) => ({ text: body.model === 'a' ? 'stone '.repeat(700) : 'All of it.' }) });
  const recipe = recipeFile('long', Array(6).fill('a'), { defaults: { max_tokens: 2048 } });
  const env = fresh();
  const estimate = await call(['run', '--estimate', '--recipe', recipe, ...server.at, 'Why?'], { env });
  assert.match(estimate.output, /^2\.1 final: The prompt needs about [\d,]+ tokens, but the context window leaves 2,048 for it/m);
  assert.doesNotMatch(estimate.output, /\$|cost|Prices/);
  assert.equal(server.bodies.length, 0);
  const run = await call(['run', '--recipe', recipe, ...server.at, 'Why?'], { env });
  await server.close();
  assert.notEqual(run.code, 4, run.errors);
  assert.match(run.output, /All of it\./);
  for (const body of server.bodies) assert.ok(body.max_tokens <= 2048);
});

test('own servers: a prompt that the server has cut degrades the run, in words', async () => {
  const server = await llama({ answer: (body) => ({ text: body.model === 'a' ? 'stone '.repeat(400) : 'Half of it.',
    usage: { prompt_tokens: body.model === 'a' ? 20 : 370, completion_tokens: 3 } }) });
  const run = await call(['run', '--recipe', recipeFile('cut', ['a', 'a', 'a']), ...server.at, 'Why?'], { env: fresh() });
  await server.close();
  assert.equal(run.code, 3, run.errors);
  assert.match(run.errors, /2\.1 final: The server seems to have read only 370 of the prompt's about [\d,]+ tokens; load the model with a larger context\./);
});

test('own servers: a model that is being loaded is waited for, in words, without spending retries', async () => {
  const server = await llama({ answer: (body, number) => (number === 1 ? { status: 503, error: 'Loading model' } : { text: 'Fine.' }) });
  const run = await call(['run', '--recipe', recipeFile('loading', ['a']), ...server.at, '--limit', 'retries=0', 'Why?'], { env: fresh() });
  await server.close();
  assert.equal(run.code, 0, run.errors);
  assert.match(run.errors, /The server is loading its model, asked again in 0:02$/m);
  assert.equal(run.errors.match(/loading/gi).length, 1, run.errors);
  assert.doesNotMatch(run.errors, /overloaded/);
});

test('own servers: a kept connection that has just been closed is repeated at once, uncounted', async () => {
  // The second call comes on the connection of the first, or of the questions before it.
  const server = await llama({ answer: (body, number) => (number === 2 ? { close: true } : { text: 'Fine.' }) });
  const run = await call(['run', '--json', '--recipe', recipeFile('kept', ['a']), ...server.at, '--limit', 'retries=0', 'Why?'], { env: fresh() });
  await server.close();
  assert.equal(run.code, 0, run.errors);
  assert.equal(server.bodies.length, 3);
  assert.equal(events(run.output).at(-1).status, 'complete');
});

test('own servers: each reason of a failure is told once', async () => {
  const server = await llama({ answer: () => ({ status: 401, error: 'Invalid API Key' }) });
  const run = await call(['run', '--recipe', recipeFile('failing', ['a', 'a', 'a']), ...server.at, 'Why?'], { env: fresh() });
  await server.close();
  assert.equal(run.code, 4);
  // Each agent's line has told it as it happened; the end does not tell it again.
  assert.equal(run.errors.match(/Invalid API Key/g).length, 3, run.errors);
  assert.match(run.errors, /^moa: No answer\./m);
  assert.doesNotMatch(run.errors, /is missing|are missing/);
});

test('own servers: repeats get seeds of their own, and --seed reaches the models', async () => {
  const server = await llama();
  const recipe = path.join(folder, 'home-repeat.json');
  writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Repeats',
    layers: [{ agents: [{ provider: 'gpu', model: 'a', repeat: 3 }] }, { agents: [{ provider: 'gpu', model: 'final' }] }] }));
  const run = await call(['run', '--recipe', recipe, ...server.at, '--seed', '5', 'Why?'], { env: fresh() });
  await server.close();
  assert.equal(run.code, 0, run.errors);
  assert.deepEqual(server.bodies.map((body) => body.seed).sort(), [5, 5, 6, 7]);
});

test('own servers: the estimate of a one-slot server is within a factor of two once it was measured', async () => {
  const server = await startServer(['simulate', '--any-model', '--exact', '--slots', '1', '--first-token-ms', '20', '--prompt-tokens-per-second', '3000',
    '--tokens-per-second', '400', '--answer-tokens', '60']);
  const at = ['--provider', `gpu=${server.address}`];
  const recipe = recipeFile('timed', Array(6).fill('a'));
  const env = fresh();
  for (const question of ['What is slow?', 'What is fast?']) assert.equal((await call(['run', '--recipe', recipe, ...at, question], { env })).code, 0);
  const estimate = JSON.parse((await call(['run', '--estimate', '--json', '--recipe', recipe, ...at, 'What is right?'], { env })).output).total;
  const run = await call(['run', '--json', '--recipe', recipe, ...at, 'What is right?'], { env });
  await stopServer(server);
  const took = events(run.output).at(-1).total_ms;
  assert.ok(estimate.total_ms.likely < 2 * took && estimate.total_ms.likely > took / 2, `${estimate.total_ms.likely} ms expected, ${took} ms taken`);
});
