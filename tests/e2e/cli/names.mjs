// Models by name, and what is used where nobody chose.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { call, events, provider, test } from './support.mjs';

/** A server with these models; `asked` are the models of its calls, in order. */
async function server(models) {
  const made = await provider((body) => ({ text: `by ${body.model}` }));
  const lists = createServer((request, response) => {
    if (request.method === 'GET') return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ data: models.map((id) => ({ id })) }));
    // A call goes on to the server that answers it.
    fetch(made.url + request.url.replace('/v1', ''), { method: 'POST', body: request, duplex: 'half', headers: { 'Content-Type': 'application/json' } })
      .then(async (answer) => response.writeHead(answer.status, { 'Content-Type': 'text/event-stream' }).end(await answer.text()));
  });
  lists.listen(0, '127.0.0.1');
  await once(lists, 'listening');
  return {
    url: `http://127.0.0.1:${lists.address().port}/v1`,
    asked: () => made.requests.map(({ body }) => body.model),
    close: () => new Promise((resolve) => { lists.close(() => made.close().then(resolve)); lists.closeAllConnections(); }),
  };
}

test('names: a model of a local server by its id alone; one makes Self-MoA', async () => {
  const ollama = await server(['qwen3:8b', 'gemma3:4b']);
  const at = ['--provider', `ollama=${ollama.url}`];
  const one = await call(['run', ...at, '-m', 'QWEN3', '--json', 'Why?']);
  assert.equal(one.code, 0, one.errors);
  assert.deepEqual(ollama.asked(), Array(4).fill('qwen3:8b'), 'three proposals and the aggregator');
  assert.equal(events(one.output)[0].recipe.name, 'Self-MoA, qwen3:8b');
  const two = await call(['run', ...at, '-m', 'qwen3:8b', '-m', 'ollama/gemma3:4b', '-n', '3', '-a', 'gemma3', 'Why?']);
  assert.equal(two.code, 0, two.errors);
  assert.deepEqual(ollama.asked().slice(4).sort(), ['gemma3:4b', 'gemma3:4b', 'qwen3:8b', 'qwen3:8b']);
  assert.equal(two.output, 'by gemma3:4b\n');
  await ollama.close();
});

test('names: what is ambiguous or unknown is refused with the choices, and nothing is called', async () => {
  const [ollama, lab] = await Promise.all([server(['qwen3:8b', 'same']), server(['same'])]);
  const at = ['--provider', `ollama=${ollama.url}`, '--provider', `lab=${lab.url}`];
  const refused = async (...args) => {
    const run = await call(['run', ...at, ...args]);
    assert.equal(run.code, 2, run.errors);
    return run.errors;
  };
  assert.match(await refused('-m', 'same', 'Why?'), /same may be ollama\/same, lab\/same: name one of them/);
  assert.match(await refused('-m', 'qwen4:8b', 'Why?'), /No model is called qwen4:8b .*Did you mean ollama\/qwen3:8b\?/);
  assert.match(await refused('-a', 'qwen3:8b', 'Why?'), /name one with -m/);
  assert.match(await refused('-m', 'lab/same', '-m', 'qwen3:8b', '-n', '1', 'Why?'), /between 2, the models that are named, and 64/);
  assert.equal((await call(['run', '-m', 'x', '--recipe', 'moa-lite-groq', 'Why?'])).code, 2);
  assert.deepEqual([...ollama.asked(), ...lab.asked()], []);
  const named = await call(['run', ...at, '-m', 'lab/same', '--estimate', 'Why?']);
  assert.equal(named.code, 0, named.errors);
  await Promise.all([ollama.close(), lab.close()]);
});

test('names: without a recipe, the models of a server that runs are used, and the choice is told', async () => {
  const ollama = await server(['nomic-embed-text:latest', 'qwen3:8b', 'gemma3:4b']);
  const run = await call(['run', '--provider', `ollama=${ollama.url}`, 'Why?']);
  assert.equal(run.code, 0, run.errors);
  assert.deepEqual(ollama.asked().sort(), ['gemma3:4b', 'gemma3:4b', 'qwen3:8b'], 'two proposers and an aggregator; what cannot chat is left out');
  assert.match(run.errors, /Using Ollama with gemma3:4b and qwen3:8b\. Name others with -m\./);
  await ollama.close();
});

test('names: a provider without a preset is asked for its list, with its key', async () => {
  const router = await server(['openai/gpt-5-mini', 'deepseek/deepseek-chat-v3.1', 'some/text-embedding']);
  const env = { MOA_OPENROUTER_API_KEY: 'sk-or-test-names', MOA_OPENROUTER_ORIGIN: new URL(router.url).origin };
  const run = await call(['run', '--provider', `openrouter=${router.url}`, 'Why?'], { env });
  assert.equal(run.code, 0, run.errors);
  assert.match(run.errors, /Using OpenRouter with deepseek\/deepseek-chat-v3\.1 and openai\/gpt-5-mini\./);
  assert.doesNotMatch(run.errors + run.output, /sk-or-test-names/);
  await router.close();
});

test('names: a provider whose list does not come is told with its reason, and how to name a model', async () => {
  const run = await call(['run', '--provider', 'lab=http://127.0.0.1:9/v1', 'Why?']);
  assert.equal(run.code, 2);
  assert.match(run.errors, /The models of lab are not known\. .*-m lab\/MODEL/);
});
