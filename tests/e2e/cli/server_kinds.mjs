// moa against servers at home of each kind, as they list models, tell of themselves, stream and refuse.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { call, events, folder, onTerminal, test } from './support.mjs';
import { textOf } from '../request_text.mjs';

const chunk = (delta, finish = null) => ({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, choices: [{ index: 0, delta, finish_reason: finish }] });

/** What each of them says: `list`, `get` and `post` answer paths beside it, `unknown` all others, `stream` the events of an answer. */
const kinds = {
  'llama-server': {
    models: ['qwen3-8b-q4_k_m.gguf'],
    context: 8192,
    atOnce: 2,
    entry: (id) => ({ id, object: 'model', created: 1, owned_by: 'llamacpp', meta: { vocab_type: 2, n_vocab: 32000, n_ctx_train: 131072, n_embd: 4096, n_params: 8e9, size: 5e9 } }),
    get: { '/props': { default_generation_settings: { id: 0, n_ctx: 8192, params: { n_predict: -1, temperature: 0.8 } }, total_slots: 2, model_path: '/models/qwen3-8b-q4_k_m.gguf' } },
    stream: (words, usage) => [chunk({ role: 'assistant', content: null }), ...words.map((content) => chunk({ content })), chunk({}, 'stop'),
      { choices: [], object: 'chat.completion.chunk', usage, timings: { prompt_n: usage.prompt_tokens, predicted_n: usage.completion_tokens } }],
    unknown: [404, 'application/json', '{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}'],
  },
  Ollama: {
    models: ['qwen3:8b', 'gemma3:12b'],
    context: 4096,
    atOnce: 1,
    entry: (id) => ({ id, object: 'model', created: 1, owned_by: 'library' }),
    get: { '/api/ps': { models: [{ name: 'qwen3:8b', model: 'qwen3:8b', size: 1, context_length: 4096 }] } },
    post: { '/api/show': { parameters: 'num_ctx                        16384\ntop_k                          20', details: { family: 'qwen3' }, model_info: { 'qwen3.context_length': 40960 }, capabilities: ['completion'] } },
    stream: (words, usage) => [...words.map((content) => chunk({ role: 'assistant', content })), chunk({ role: 'assistant', content: '' }, 'stop'), { choices: [], object: 'chat.completion.chunk', usage }],
    unknown: [404, 'text/plain', '404 page not found'],
  },
  'LM Studio': {
    models: ['qwen/qwen3-8b', 'text-embedding-nomic-embed-text-v1.5'],
    context: 6144,
    atOnce: 1,
    entry: (id) => ({ id, object: 'model', owned_by: 'organization_owner' }),
    get: { '/api/v0/models': { object: 'list', data: [{ id: 'qwen/qwen3-8b', object: 'model', type: 'llm', state: 'loaded', max_context_length: 131072, loaded_context_length: 6144 },
      { id: 'text-embedding-nomic-embed-text-v1.5', object: 'model', type: 'embeddings', state: 'not-loaded', max_context_length: 2048 }] } },
    stream: (words, usage) => [chunk({ role: 'assistant', content: words[0] }), ...words.slice(1).map((content) => chunk({ content })), chunk({}, 'stop'), { choices: [], object: 'chat.completion.chunk', usage }],
    unknown: [200, 'application/json', '{"error":"Unexpected endpoint or method. (POST /chat/completions)"}'],
  },
  vLLM: {
    models: ['Qwen/Qwen3-8B'],
    context: 32768,
    atOnce: 3,
    entry: (id) => ({ id, object: 'model', created: 1, owned_by: 'vllm', root: id, parent: null, max_model_len: 32768, permission: [] }),
    stream: (words, usage) => [chunk({ role: 'assistant', content: '' }), ...words.map((content) => chunk({ content })), chunk({ content: '' }, 'stop'), { choices: [], object: 'chat.completion.chunk', usage }],
    unknown: [404, 'application/json', '{"detail":"Not Found"}'],
  },
};

/**
 * Starts a server of this kind. Notes `bodies`, and `most`, how many calls were on their way at once: an answer ends when as
 * many calls as the kind takes have come, or all that the test sends.
 */
async function serve(kind, { calls = 1 } = {}) {
  const made = { bodies: [], most: 0 };
  const waiting = [];
  const json = (response, value) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  const http = createServer(async (request, response) => {
    const text = await textOf(request);
    if (text === null) return;
    if (request.url === '/v1/models') return json(response, { object: 'list', data: kind.models.map(kind.entry) });
    const facts = (request.method === 'GET' ? kind.get : kind.post)?.[request.url];
    if (facts) return json(response, facts);
    if (request.url !== '/v1/chat/completions') {
      const [status, type, body] = kind.unknown;
      return response.writeHead(status, { 'Content-Type': type }).end(body);
    }
    const body = JSON.parse(text);
    made.bodies.push(body);
    waiting.push(() => {
      const words = ['Light ', 'of short waves ', 'is scattered more.'];
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for (const event of kind.stream(words, { prompt_tokens: 40, completion_tokens: 9, total_tokens: 49 })) response.write(`data: ${JSON.stringify(event)}\n\n`);
      response.end('data: [DONE]\n\n');
    });
    made.most = Math.max(made.most, waiting.length);
    if (waiting.length === kind.atOnce || made.bodies.length >= calls) for (const answer of waiting.splice(0)) answer();
    return undefined;
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  made.origin = `http://127.0.0.1:${http.address().port}`;
  made.close = () => new Promise((resolve) => {
    http.close(resolve);
    http.closeAllConnections();
  });
  return made;
}

const fresh = () => ({ XDG_CONFIG_HOME: mkdtempSync(path.join(folder, 'kind-')) });

for (const [name, kind] of Object.entries(kinds)) {
  test(`servers at home: ${name} is listed with its loaded context, checked, and run by the name of its model`, async () => {
    const model = kind.models[0];
    // Twice as many proposals as it takes at once, and the answer.
    const proposals = 2 * kind.atOnce;
    const server = await serve(kind, { calls: proposals + 1 });
    const env = fresh();
    assert.equal((await call(['provider', 'add', 'lab', `${server.origin}/v1`], { env })).code, 0);
    const run = await call(['run', '--json', '-m', model, '-n', String(proposals), 'Why is the sky blue?'], { env });
    assert.equal(run.code, 0, run.errors);
    const log = events(run.output);
    assert.equal(log.at(-1).answer, 'Light of short waves is scattered more.');
    assert.equal(log.at(-1).usage?.estimated ?? false, false);
    assert.equal(server.bodies.length, proposals + 1);
    assert.equal(server.most, kind.atOnce, 'calls at once');
    assert.ok(server.bodies.every((body) => body.model === model && body.max_tokens <= kind.context / 2), JSON.stringify(server.bodies[0]));
    const list = JSON.parse((await call(['models', 'lab', '--json'], { env })).output).models;
    assert.equal(list.find((each) => each.id === model).context_length, kind.context);
    await server.close();
    const again = await serve(kind);
    const check = await call(['check', '-m', `lab/${model}`, '--provider', `lab=${again.origin}/v1`], { env });
    await again.close();
    assert.equal(check.code, 0, check.errors);
    assert.match(check.output, /callable/);
    assert.doesNotMatch(run.errors + check.output + check.errors, /\$|price/);
  });

  test(`servers at home: ${name} is found without any option, and what cannot chat is not asked`, async () => {
    const server = await serve({ ...kind, atOnce: 1 });
    const env = fresh();
    assert.equal((await call(['provider', 'add', 'lab', `${server.origin}/v1`], { env })).code, 0);
    const run = await call(['run', '--parallel', 'lab=1', '--provider', `lab=${server.origin}/v1`, 'Why is the sky blue?'], { env });
    await server.close();
    assert.equal(run.code, 0, run.errors);
    assert.match(run.errors, /^Recipe: .*because --provider names it/m);
    assert.ok(server.bodies.every((body) => !body.model.includes('embed')), JSON.stringify(server.bodies.map((body) => body.model)));
  });
}

test('servers at home: with no key and no option, one that answers is taken, and said', async () => {
  const server = await serve(kinds.Ollama);
  const env = fresh();
  // At the address of its own, so that no other server of this machine is asked first.
  assert.equal((await call(['provider', 'add', 'ollama', `${server.origin}/v1`], { env })).code, 0);
  const run = await call(['run', 'Why is the sky blue?'], { env });
  await server.close();
  assert.equal(run.code, 0, run.errors);
  assert.ok(run.errors.includes(`because no API key is set, and Ollama answers at ${server.origin}/v1`), run.errors);
  assert.deepEqual([...new Set(server.bodies.map((body) => body.model))].sort(), ['gemma3:12b', 'qwen3:8b']);
});

test('servers at home: a key for OpenRouter alone is enough, and calls its own recipe', async () => {
  const estimate = await call(['run', '--estimate', 'hi'], { env: { ...fresh(), OPENROUTER_API_KEY: 'sk-or-0123456789abcdef' } });
  assert.equal(estimate.code, 0, estimate.errors);
  assert.match(estimate.errors, /Recipe: .*, because there is a key for OpenRouter\./);
  assert.doesNotMatch(estimate.output + estimate.errors, /sk-or-0123456789abcdef/);
});

test('servers at home: reasoning that only its end marks is no answer and no reference', async () => {
  const thinking = { ...kinds['llama-server'], atOnce: 1, stream: (words, usage) =>
    kinds['llama-server'].stream(['Let me think about molecules.\n', '</think>\n\n', 'Blue light is scattered more.'], usage) };
  const server = await serve(thinking);
  const run = await call(['run', '--provider', `lab=${server.origin}/v1`, '--parallel', 'lab=1', '-m', 'lab/r1', '-n', '2', 'Why?'], { env: fresh() });
  await server.close();
  assert.equal(run.code, 0, run.errors);
  assert.equal(run.output, 'Blue light is scattered more.\n');
  const sent = JSON.stringify(server.bodies.at(-1).messages);
  assert.match(sent, /Blue light is scattered more/);
  assert.doesNotMatch(sent, /think about molecules|<\/think>/);
});

test('servers at home: a run that broke off goes on at the address that its log names, without an option', async () => {
  const server = await serve({ ...kinds.Ollama });
  const recipe = path.join(folder, 'kinds.json');
  const agent = { provider: 'lab', model: 'qwen3:8b' };
  writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Lab', layers: [{ agents: [agent, { ...agent, model: 'gemma3:12b' }] }, { agents: [agent] }] }));
  const log = path.join(folder, 'kinds.jsonl');
  const env = fresh();
  const whole = await call(['run', '--recipe', recipe, '--provider', `lab=${server.origin}/v1`, '--record', log, 'Why?'], { env });
  assert.equal(whole.code, 0, whole.errors);
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const begun = lines.findIndex((line) => JSON.parse(line).node === '2.1');
  writeFileSync(log, `${lines.slice(0, begun).join('\n')}\n`);
  const before = server.bodies.length;
  const resumed = await call(['run', '--resume', log], { env });
  const valid = await call(['recipes', recipe, '--provider', `lab=${server.origin}/v1`], { env });
  const unknown = await call(['recipes', recipe], { env });
  await server.close();
  assert.equal(resumed.code, 0, resumed.errors);
  assert.equal(server.bodies.length, before + 1, 'what had finished is not called again');
  assert.equal(valid.code, 0, valid.errors);
  assert.equal(unknown.code, 2);
  assert.match(unknown.errors, /--provider lab=/);
});

test('servers at home: a terminal shows what waits for the server, and no price', async () => {
  const server = await serve({ ...kinds.Ollama });
  const run = await onTerminal(['run', '--provider', `lab=${server.origin}/v1`, '-m', 'lab/qwen3:8b', '-n', '3', 'Why?'], { columns: 120, env: fresh() }).ended;
  await server.close();
  assert.equal(run.code, 0, run.output);
  assert.match(run.output, /queued|waits/i);
  assert.doesNotMatch(run.output, /\$\d|Unpriced/);
});
