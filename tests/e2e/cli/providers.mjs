// Models by name, providers of one's own, and what is chosen where nothing is named.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { call, folder, test } from './support.mjs';
import { textOf } from '../request_text.mjs';

/** An OpenAI-compatible server that lists `models`, answers every call, and repeats its headers in the answer. */
async function server(models) {
  const made = { calls: [] };
  const http = createServer(async (request, response) => {
    const text = await textOf(request);
    if (text === null) return;
    if (request.method === 'GET') {
      made.calls.push({ model: null, headers: request.headers });
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: models.map((id) => ({ id })) }));
      return;
    }
    made.calls.push({ model: JSON.parse(text).model, headers: request.headers });
    const content = `region is ${request.headers['x-region']}`;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: 'stop' }] })}\n\n`);
    response.end('data: [DONE]\n\n');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  made.url = `http://127.0.0.1:${http.address().port}/v1`;
  made.asked = () => made.calls.filter((each) => each.model !== null).map((each) => each.model).sort();
  made.close = () => new Promise((resolve) => {
    http.close(resolve);
    http.closeAllConnections();
  });
  return made;
}

const settings = () => ({ XDG_CONFIG_HOME: mkdtempSync(path.join(folder, 'config-')) });
const secret = 'header-secret-0123456789';

test('providers: models by name are called as often as -n says, and -a answers', async () => {
  const lab = await server(['big:8b', 'small:1b']);
  const run = await call(['run', '--provider', `lab=${lab.url}`, '-m', 'lab/big:8b', '-m', 'lab/small:1b', '-n', '3',
    '-a', 'lab/org/last', 'hi'], { env: settings() });
  await lab.close();
  assert.equal(run.code, 0, run.errors);
  assert.deepEqual(lab.asked(), ['big:8b', 'big:8b', 'org/last', 'small:1b']);
});

test('providers: a name alone is looked up at the server, and one model is Self-MoA', async () => {
  const lab = await server(['only-here:8b']);
  const env = settings();
  assert.equal((await call(['provider', 'add', 'lab', lab.url], { env })).code, 0);
  const run = await call(['run', '-m', 'only-here', 'hi'], { env });
  await lab.close();
  assert.equal(run.code, 0, run.errors);
  assert.deepEqual(lab.asked(), Array(4).fill('only-here:8b'));
});

test('providers: a name of several providers prints the choices; an unknown one says how to go on', async () => {
  const two = await call(['run', '-m', 'gpt-oss-120b', 'hi'], { env: settings() });
  assert.equal(two.code, 2);
  assert.match(two.errors, /write together\/openai\/gpt-oss-120b, groq\/openai\/gpt-oss-120b/);
  const none = await call(['run', '-m', 'no-such-model-xyz', 'hi'], { env: settings() });
  assert.equal(none.code, 2);
  assert.match(none.errors, /No known list has the model "no-such-model-xyz".*PROVIDER\/MODEL/);
  const both = await call(['run', '-m', 'lab/x', '--recipe', 'moa-lite-groq', 'hi'], { env: settings() });
  assert.equal(both.code, 2);
  assert.match(both.errors, /either --recipe or -m/);
});

test('providers: without options the provider of the one key, or the server that answers, is chosen and said', async () => {
  const keyed = await call(['run', '--estimate', 'hi'], { env: { ...settings(), OPENAI_API_KEY: 'sk-0123456789abcdef' } });
  assert.equal(keyed.code, 0, keyed.errors);
  assert.match(keyed.errors, /Recipe: MoA-Lite on OpenAI, because there is a key for OpenAI\./);
  const lab = await server(['a:1b', 'b:70b']);
  const typed = await call(['run', '--provider', `lab=${lab.url}`, 'hi'], { env: settings() });
  await lab.close();
  assert.equal(typed.code, 0, typed.errors);
  assert.match(typed.errors, /because --provider names it/);
  assert.deepEqual(lab.asked(), ['a:1b', 'b:70b', 'b:70b']);
});

test('providers: a header goes out with each request and is in no log, list, error or answer', async () => {
  const lab = await server(['m']);
  const env = settings();
  const log = path.join(folder, 'header.jsonl');
  const added = await call(['provider', 'add', 'lab', `${lab.url}/chat/completions`, '--header', `x-region: ${secret}`], { env });
  assert.equal(added.code, 0, added.errors);
  const file = path.join(env.XDG_CONFIG_HOME, 'moa', 'config.json');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const list = await call(['provider', 'list'], { env });
  const json = await call(['provider', 'list', '--json'], { env });
  const check = await call(['provider', 'check', 'lab'], { env });
  const run = await call(['run', '-m', 'lab/m', '--record', log, 'hi'], { env });
  const broken = await call(['run', '-m', 'lab/m', '--header', `lab=Host: ${secret}`, 'hi'], { env });
  await lab.close();
  assert.equal(run.code, 0, run.errors);
  assert.equal(check.code, 0, check.errors);
  assert.equal(broken.code, 2);
  assert.ok(lab.calls.length >= 5);
  for (const each of lab.calls) assert.equal(each.headers['x-region'], secret);
  assert.match(run.output, /region is \[key\]/);
  const written = [added, list, json, check, run, broken].flatMap((each) => [each.output, each.errors]);
  for (const text of [...written, readFileSync(log, 'utf8')]) assert.ok(!text.includes(secret), text);
  assert.match(list.output, /^lab +http:\/\/127\.0\.0\.1:\d+\/v1 +- +x-region/m);
  assert.equal((await call(['provider', 'remove', 'lab'], { env })).code, 0);
  assert.equal((await call(['provider', 'remove', 'lab'], { env })).code, 2);
});

test('providers: a recipe with an address of its own runs, is checked and is said, and gets no key', async () => {
  const lab = await server(['m']);
  const recipe = (address) => ({ format: 'moa-recipe/1', providers: { stranger: { base_url: address } },
    layers: [{ agents: [{ provider: 'stranger', model: 'm' }] }] });
  const own = path.join(folder, 'own.json');
  writeFileSync(own, JSON.stringify(recipe(lab.url)));
  const env = { ...settings(), MOA_STRANGER_API_KEY: 'sk-stranger-0123456789' };
  const valid = await call(['recipes', own], { env });
  const run = await call(['run', '--recipe', own, 'hi'], { env });
  await lab.close();
  assert.equal(valid.code, 0, valid.errors);
  assert.equal(run.code, 0, run.errors);
  assert.match(run.errors, new RegExp(`The recipe calls stranger at ${lab.url}, without a key\\.`));
  for (const each of lab.calls) assert.equal(each.headers.authorization, undefined);
  const far = path.join(folder, 'far.json');
  writeFileSync(far, JSON.stringify(recipe('https://stranger.invalid/v1')));
  const refused = await call(['run', '--recipe', far, 'hi'], { env });
  assert.equal(refused.code, 2);
  assert.match(refused.errors, /Only the recipe names the address of stranger.*moa provider add stranger/);
});

test('providers: an unknown name and a faulty configuration are told with the way on', async () => {
  const unknown = await call(['models', 'nobody'], { env: settings() });
  assert.equal(unknown.code, 2);
  assert.match(unknown.errors, /--provider nobody=BASE_URL.*moa provider add nobody BASE_URL/);
  const env = settings();
  await call(['provider', 'add', 'lab', 'http://localhost:9/v1'], { env });
  const file = path.join(env.XDG_CONFIG_HOME, 'moa', 'config.json');
  writeFileSync(file, '{"format": "moa-config/1", "providers": {"lab": {"base_url": 3}}}');
  const faulty = await call(['provider', 'add', 'other', 'http://localhost:9/v1'], { env });
  assert.equal(faulty.code, 2);
  assert.match(faulty.errors, /config\.json: providers\.lab\.base_url/);
});
