// moa models and moa check: lists in every shape and failure, probes, and what is remembered of them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { call, folder, onTerminal, screen, start, test, until } from './support.mjs';
import { textOf } from '../request_text.mjs';

const together = [
  { id: 'acme/giant-70b', type: 'chat', context_length: 131072, pricing: { input: 0.88, output: 1.2 } },
  { id: 'acme/dedicated-9b', type: 'chat', context_length: 8192, pricing: { input: 0, output: 0 } },
  { id: 'acme/embed', type: 'embedding', pricing: { input: 0.02, output: 0.02 } },
];

/** Answers GET with `list(request, response)` or what it gives, POST with `chat(model)`: { status, error } or text. */
async function server({ list = () => together, chat = () => 'Hi' } = {}) {
  const made = { requests: [], busy: 0, most: 0 };
  const http = createServer(async (request, response) => {
    const text = await textOf(request);
    if (text === null) return;
    made.requests.push({ method: request.method, url: request.url, key: request.headers.authorization, body: text });
    const json = (status, value) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    if (request.method === 'GET') {
      const given = list(request, response);
      if (given !== undefined && !response.headersSent) json(200, given);
      return;
    }
    const body = JSON.parse(text);
    made.busy += 1;
    made.most = Math.max(made.most, made.busy);
    response.on('close', () => { made.busy -= 1; });
    const answer = await chat(body.model, body);
    if (answer === null) return; // never answers
    if (typeof answer === 'object') {
      response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
      response.end(JSON.stringify({ error: { message: answer.error, type: answer.type, code: answer.code } }));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: answer } }] })}\n\n`);
    response.end('data: [DONE]\n\n');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  made.url = `http://127.0.0.1:${http.address().port}/v1`;
  made.close = () => new Promise((resolve) => {
    http.close(resolve);
    http.closeAllConnections();
  });
  return made;
}

/** Nothing is remembered from another test. */
const fresh = () => ({ XDG_CACHE_HOME: mkdtempSync(path.join(folder, 'cache-')) });
const at = (url, name = 'local') => ['--provider', `${name}=${url}`];

test('models: a bare array with prices, as an aligned table without tabs and colours', async () => {
  const local = await server();
  const run = await call(['models', 'together', ...at(local.url, 'together')], { env: fresh() });
  await local.close();
  assert.equal(run.code, 0, run.errors);
  const lines = run.output.trimEnd().split('\n');
  assert.match(lines[0], /^MODEL +CONTEXT +IN +OUT +NOTES$/);
  assert.equal(lines[1], 'acme/dedicated-9b     8.2k     -     -  dedicated only');
  assert.equal(lines[2], 'acme/embed               -  0.02  0.02  cannot chat (embedding)');
  assert.equal(lines[3], 'acme/giant-70b        131k  0.88  1.20');
  assert.doesNotMatch(run.output, /\t|\x1b| $/m);
  assert.match(run.errors, /Together: 3 models, listed \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Prices are in US dollars per million tokens/);
});

test('models: {data}, no word of prices on a server at home, what is inactive and when it ends', async () => {
  const local = await server({ list: () => ({ object: 'list', data: [
    { id: 'plain', context_window: 4096 }, { id: 'off', active: false }, { id: 'ends', expiration_date: '2027-01-31' }] }) });
  const run = await call(['models', ...at(local.url)], { env: fresh() });
  await local.close();
  assert.equal(run.code, 0, run.errors);
  assert.match(run.output, /^MODEL +CONTEXT +NOTES$/m);
  assert.match(run.output, /^plain +4\.1k$/m);
  assert.match(run.output, /^off +- +inactive$/m);
  assert.match(run.output, /^ends +- +until 2027-01-31$/m);
  assert.doesNotMatch(run.output + run.errors, /unpriced|Prices|\$/);
});

test('models: search narrows, JSON has the documented shape', async () => {
  const local = await server();
  const env = fresh();
  const found = await call(['models', 'together', '--search', 'acme 70B', ...at(local.url, 'together')], { env });
  assert.deepEqual(found.output.trimEnd().split('\n').length, 2);
  assert.match(found.errors, /1 of 3 models/);
  const none = await call(['models', 'together', '--search', 'nothing', ...at(local.url, 'together')], { env });
  assert.equal(none.code, 0);
  assert.equal(none.output, '');
  assert.match(none.errors, /"nothing"/);
  const run = await call(['models', 'together', '--json', ...at(local.url, 'together')], { env });
  await local.close();
  const list = JSON.parse(run.output);
  assert.equal(list.format, 'moa-model-list/1');
  assert.equal(list.provider, 'together');
  assert.equal(list.base_url, local.url);
  assert.equal(list.fresh, true);
  assert.equal(list.listed, 3);
  assert.match(list.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.deepEqual(list.models[2], { id: 'acme/giant-70b', type: 'chat', chat: true, context_length: 131072,
    price_note: 'priced', price: { input: 0.88, output: 1.2 }, price_day: list.at.slice(0, 10) });
  assert.equal(list.models[0].price_note, 'dedicated_only');
  assert.equal(list.models[1].chat, false);
});

test('models: what is wrong with a list is said, with what to do', async () => {
  const page = '<!doctype html><title>Sign in</title><p>Please sign in';
  const failing = (status, value, type = 'application/json') => (request, response) => {
    response.writeHead(status, { 'Content-Type': type }).end(typeof value === 'string' ? value : JSON.stringify(value));
  };
  const cases = [
    [failing(200, page, 'text/html'), 4, /Could not list/],
    [failing(401, { error: { message: 'Invalid API Key' } }), 4, /did not accept the API key\. "Invalid API Key"[^]*Check the key/],
    [failing(404, { error: { message: 'no such path' } }), 4, /no model list at this address[^]*Check that the base URL/],
    [failing(500, { error: { message: 'boiler out' } }), 4, /"boiler out"/],
    [failing(200, '{"data":[{"id"'), 4, /not JSON/],
    [failing(200, { hello: 1 }), 4, /no model list/],
    [failing(200, { data: null }), 0, /lists no models: load one/],
    [failing(200, []), 0, /lists no models/],
    [(request) => { request.socket.destroy(); }, 4, /Could not list/],
  ];
  for (const [list, code, message] of cases) {
    const local = await server({ list });
    const run = await call(['models', ...at(local.url)], { env: fresh() });
    await local.close();
    assert.equal(run.code, code, `${message}: ${run.output}${run.errors}`);
    assert.match(run.errors, message);
    assert.equal(run.output, '');
  }
  const dead = await call(['models', 'ollama', ...at('http://127.0.0.1:1/v1', 'ollama')], { env: fresh() });
  assert.equal(dead.code, 4);
  assert.match(dead.errors, /Ollama[^]*refused the connection[^]*Start the server, or give its address with --provider ollama=BASE_URL/);
});

test('models: a list is remembered, for offline and for when nobody answers', async () => {
  const env = fresh();
  const none = await call(['models', ...at('http://127.0.0.1:1/v1'), '--offline'], { env });
  assert.equal(none.code, 4);
  assert.match(none.errors, /No model list of local is saved on this machine/);

  const local = await server();
  const asked = await call(['models', ...at(local.url)], { env });
  assert.equal(local.requests.length, 1);
  const offline = await call(['models', ...at(local.url), '--offline'], { env });
  assert.equal(local.requests.length, 1, 'offline asks nobody');
  await local.close();
  assert.equal(offline.code, 0);
  assert.equal(offline.output, asked.output);
  assert.match(offline.errors, /saved list of \d{4}-/);
  const unreachable = await call(['models', ...at(local.url)], { env });
  assert.equal(unreachable.code, 3);
  assert.equal(unreachable.output, asked.output);
  assert.match(unreachable.errors, /Could not list[^]*The saved list:[^]*saved list of \d{4}-/);
  const stale = JSON.parse((await call(['models', ...at(local.url), '--json'], { env })).output);
  assert.equal(stale.fresh, false);
  const kept = readdirSync(path.join(env.XDG_CACHE_HOME, 'moa'));
  assert.deepEqual(kept, ['models.json'], 'nothing half-written is left');
  assert.equal(JSON.parse(readFileSync(path.join(env.XDG_CACHE_HOME, 'moa/models.json'), 'utf8')).format, 'moa-models/1');
});

test('models: a damaged or unwritable memory is no obstacle', async () => {
  const local = await server();
  const env = fresh();
  await call(['models', ...at(local.url)], { env });
  writeFileSync(path.join(env.XDG_CACHE_HOME, 'moa/models.json'), '{"format":"moa-models/1","lists":[{');
  const again = await call(['models', ...at(local.url)], { env });
  assert.equal(again.code, 0);
  const nowhere = await call(['models', ...at(local.url)], { env: { XDG_CACHE_HOME: '/dev/null/cache' } });
  assert.equal(nowhere.code, 0);
  assert.match(nowhere.errors, /were not saved: .*\/dev\/null/);
  await local.close();
});

test('models: wrong use ends with 2 and says what to do', async () => {
  for (const [args, message] of [
    [['models'], /together, groq/],
    [['models', 'nobody'], /Unknown provider nobody.*--provider nobody=BASE_URL/],
    [['models', 'together', '--provider', 'together'], /NAME=BASE_URL/],
    [['check', '--recipe', 'nonsense'], /moa-lite-together/],
    [['check'], /TOGETHER_API_KEY/],
  ]) {
    const run = await call(args, { env: fresh() });
    assert.equal(run.code, 2, `${args}: ${run.errors}`);
    assert.match(run.errors, message);
  }
});

function recipeOf(models, provider = 'local') {
  const file = path.join(mkdtempSync(path.join(folder, 'recipe-')), 'recipe.json');
  writeFileSync(file, JSON.stringify({ format: 'moa-recipe/1', name: 'Checked',
    layers: [{ agents: models.map((model) => ({ provider, model })) }, { agents: [{ provider, model: models[0] }] }] }));
  return file;
}

test('check: every model once, with one token; sign, reason and nearest', async () => {
  const local = await server({ chat: (model) => (model === 'acme/gaint-70b'
    ? { status: 404, error: 'No such model.', code: 'model_not_found' } : 'Hi') });
  const env = fresh();
  const recipe = recipeOf(['acme/embed', 'acme/gaint-70b', 'acme/embed']);
  const args = ['check', '--recipe', recipe, ...at(local.url)];
  const run = await call(args, { env });
  assert.equal(run.code, 3, run.errors);
  assert.match(run.output, /^✓ +local +acme\/embed +callable$/m);
  assert.match(run.output, /^✗ +local +acme\/gaint-70b +not callable$/m);
  assert.match(run.output, /acme\/gaint-70b: The provider does not offer this model\. "No such model\." Choose another model\. Closest matches in the list of local: acme\/giant-70b\./);
  assert.match(run.errors, /1 of 2 models is callable\./);
  const probes = local.requests.filter((each) => each.method === 'POST').map((each) => JSON.parse(each.body));
  assert.equal(probes.length, 2);
  assert.ok(probes.every((probe) => (probe.max_tokens ?? probe.max_completion_tokens) === 1));

  const report = JSON.parse((await call([...args, '--json'], { env })).output);
  assert.equal(report.format, 'moa-check/1');
  assert.equal(report.recipe, 'Checked');
  assert.equal(report.callable, 1);
  const bad = report.models.find((each) => each.model === 'acme/gaint-70b');
  assert.equal(bad.verdict, 'not_callable');
  assert.deepEqual(bad.nearest, ['acme/giant-70b']);
  assert.equal(bad.error.kind, 'model_gone');
  assert.equal(bad.error.provider_words, 'No such model.');
  assert.match(bad.error.hint, /another model/);
  const listed = await call(['models', ...at(local.url), '--offline'], { env });
  await local.close();
  assert.match(listed.output, /acme\/embed .*callable on \d{4}-\d\d-\d\d/);
});

test('check: all callable is 0, a limit counts as callable, none is 4', async () => {
  const recipe = recipeOf(['a', 'b']);
  const all = await server({ chat: (model) => (model === 'b' ? { status: 429, error: 'slow down' } : 'Hi') });
  const good = await call(['check', '--recipe', recipe, ...at(all.url)], { env: fresh() });
  await all.close();
  assert.equal(good.code, 0, good.output + good.errors);
  assert.match(good.output, /callable, but limited now/);
  assert.match(good.output, /b: The provider's rate limit is reached\. "slow down"/);
  assert.match(good.errors, /Both models are callable/);
  const bad = await server({ chat: () => ({ status: 401, error: 'bad key' }) });
  const none = await call(['check', '--recipe', recipe, ...at(bad.url)], { env: fresh() });
  await bad.close();
  assert.equal(none.code, 4);
  assert.match(none.output, /"bad key" Check the key/);
  const dead = await call(['check', '--recipe', recipe, ...at('http://127.0.0.1:1/v1')], { env: fresh() });
  assert.equal(dead.code, 4);
  assert.match(dead.output, /^\? +local +a +unclear$/m);
  assert.match(dead.output, /refused the connection/);
});

test('check: a model that needs a key is not asked without one', async () => {
  const run = await call(['check', '--recipe', 'moa-lite-groq'], { env: fresh() });
  assert.equal(run.code, 4);
  assert.match(run.output, /No API key is set for Groq, so the model was not checked/);
  assert.match(run.errors, /set GROQ_API_KEY or save a key with moa key set groq \(create one at https:\/\//);
});

test('check: on a terminal results stand in place; Ctrl+C keeps those that came', async () => {
  const local = await server({ chat: (model) => (model === 'slow' ? null : 'Hi') });
  const env = fresh();
  const run = onTerminal(['check', '--recipe', recipeOf(['quick', 'slow']), ...at(local.url)], { env });
  await until('the quick one', () => /✓/.test(run.output));
  const { lines } = screen(run.output, 30);
  assert.ok(lines.some((line) => /^… +local +slow +being checked/.test(line)), lines.join('\n'));
  run.child.stdin.write('\x03');
  await run.ended;
  await local.close();
  assert.equal(run.code, 130);
  const kept = JSON.parse(readFileSync(path.join(env.XDG_CACHE_HOME, 'moa/models.json'), 'utf8'));
  assert.deepEqual(kept.probes.map((probe) => [probe.model, probe.verdict]), [['quick', 'callable']]);
});

test('check: no more than four probes at once, one for a server that takes one', async () => {
  const models = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  let release;
  const gate = new Promise((resolve) => { release = resolve; });
  const many = await server({ chat: async () => { await gate; return 'Hi'; }, list: () => ({ data: [{ id: 'any', owned_by: 'vllm' }] }) });
  const env = fresh();
  assert.match((await call(['models', ...at(many.url)], { env })).errors, /It takes 256 calls at once\./);
  const run = start(['check', '--recipe', recipeOf(models), ...at(many.url)], { env });
  await until('four probes', () => many.busy === 4);
  release();
  await run.ended;
  await many.close();
  assert.equal(run.code, 0);
  assert.equal(many.most, 4);
  const single = await server();
  const one = await call(['check', '--recipe', recipeOf(models), ...at(single.url)], { env: fresh() });
  await single.close();
  assert.equal(one.code, 0);
  assert.equal(single.most, 1);
});

test('keys of lists and probes go to their own origin only, and into no file', async () => {
  const local = await server({ chat: () => ({ status: 401, error: 'Incorrect key sk-own-secret-0123456789' }) });
  const env = { ...fresh(), TOGETHER_API_KEY: 'sk-general-secret-0123456789', MOA_LOCAL_API_KEY: 'sk-own-secret-0123456789' };
  const listed = await call(['models', ...at(local.url)], { env });
  const checked = await call(['check', '--recipe', recipeOf(['a']), ...at(local.url)], { env });
  const moved = await call(['models', 'together', ...at(local.url, 'together')], { env });
  await local.close();
  assert.deepEqual(local.requests.map((each) => each.key),
    ['Bearer sk-own-secret-0123456789', 'Bearer sk-own-secret-0123456789', undefined]);
  const kept = readFileSync(path.join(env.XDG_CACHE_HOME, 'moa/models.json'), 'utf8');
  for (const text of [listed, checked, moved].flatMap((run) => [run.output, run.errors]).concat(kept)) {
    assert.doesNotMatch(text, /secret/);
  }
});

test('run: counts with the prices of the provider\'s own list, and says of which day they are', async () => {
  const env = fresh();
  const local = await server({ chat: () => 'An answer of some length, long enough to cost something.' });
  const recipe = recipeOf(['acme/giant-70b'], 'together');
  const question = ['run', '--recipe', recipe, ...at(local.url, 'together'), 'Why?'];
  const before = await call(question, { env });
  assert.equal(before.code, 0, before.errors);
  assert.match(before.errors, /Cost: \$0\.\d{4} at prices of/);
  await call(['models', 'together', ...at(local.url, 'together')], { env });
  const after = await call(question, { env });
  await local.close();
  assert.match(after.errors, /Cost: \$0\.\d{4} at prices of \d{4}-\d\d-\d\d\./);
  assert.doesNotMatch(after.errors, /Unpriced/);
});
