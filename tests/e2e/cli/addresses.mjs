// Addresses and keys: what goes over http to a server at home, base URLs without their version, addresses that only a log names.
import assert from 'node:assert/strict';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { call, folder, onTerminal, test, until } from './support.mjs';
import { textOf } from '../request_text.mjs';

const key = 'sk-addresses-0123456789';
const settings = (more = {}) => ({ XDG_CONFIG_HOME: mkdtempSync(path.join(folder, 'config-')), ...more });
const config = (env) => path.join(env.XDG_CONFIG_HOME, 'moa', 'config.json');
const [name] = os.hostname().split('.');

/**
 * An OpenAI-compatible server that has something at /v1 only. `lists`: whether that is true of its list of models, too. `fails`: so many
 * calls fail first. `calls` has what it was asked.
 */
async function server({ host = '127.0.0.1', lists = true, fails = 0 } = {}) {
  const made = { calls: [] };
  let left = fails;
  const http = createServer(async (request, response) => {
    if ((await textOf(request)) === null) return;
    made.calls.push({ url: request.url, authorization: request.headers.authorization, header: request.headers['x-token'] });
    const json = (status, value) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/v1/models' && lists) return json(200, { object: 'list', data: [{ id: 'm', owned_by: 'vllm' }] });
    if (request.url !== '/v1/chat/completions') return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found');
    if (left > 0) {
      left -= 1;
      return json(500, { error: { message: 'out of memory' } });
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Fine.' }, finish_reason: 'stop' }] })}\n\n`);
    return response.end('data: [DONE]\n\n');
  });
  http.listen(0, (await lookup(host)).address);
  await once(http, 'listening');
  made.origin = `http://${host}:${http.address().port}`;
  made.url = `${made.origin}/v1`;
  made.asked = () => made.calls.splice(0).filter((each) => !each.url.endsWith('/models')).map((each) => each.url);
  made.close = () => new Promise((resolve) => {
    http.close(resolve);
    http.closeAllConnections();
  });
  return made;
}

/** A server that is called by this machine's own name: to the program, one in the user's network. */
const atHome = () => server({ host: name });

const one = path.join(folder, 'one-at-box.json');
writeFileSync(one, JSON.stringify({ format: 'moa-recipe/1', layers: [{ agents: [{ provider: 'box', model: 'm' }] }] }));

test('addresses: a key goes over http to a server at home only after a yes for its origin', async () => {
  const [box, other] = [await atHome(), await atHome()];
  const env = settings({ MOA_BOX_API_KEY: key });
  const run = (...args) => call(['run', '--recipe', one, ...args, 'hi'], { env });
  const refused = await run('--provider', `box=${box.url}`);
  assert.equal(refused.code, 2);
  assert.ok(refused.errors.includes(`MOA_BOX_API_KEY is set, but ${box.origin} would receive it unencrypted`), refused.errors);
  assert.ok(refused.errors.includes(`type moa provider add box ${box.url} --allow-http-key.`), refused.errors);
  assert.deepEqual(box.calls, []);

  const once = await run('--provider', `box=${box.url}`, '--allow-http-key', 'box');
  assert.equal(once.code, 0, once.errors);
  assert.ok(box.calls.every((each) => each.authorization === `Bearer ${key}`));
  assert.equal((await run('--provider', `box=${box.url}`)).code, 2, 'that yes was for once');

  const added = await call(['provider', 'add', 'box', box.url, '--allow-http-key'], { env });
  assert.equal(added.code, 0, added.errors);
  assert.match(added.errors, /go to http:\/\/[^ ]+ over http:\/\/, unencrypted/);
  const list = JSON.parse((await call(['provider', 'list', '--json'], { env })).output);
  assert.equal(list.providers[0].allow_http_key, true);
  box.calls.length = 0;
  const kept = await run();
  assert.equal(kept.code, 0, kept.errors);
  assert.ok(box.calls.some((each) => each.url === '/v1/chat/completions' && each.authorization === `Bearer ${key}`));

  // The yes belongs to the origin, and not to the name.
  assert.equal((await run('--provider', `box=${other.url}`)).code, 2);
  assert.equal((await call(['provider', 'add', 'box', other.url], { env })).code, 0);
  assert.equal((await run()).code, 2);
  assert.deepEqual(other.calls, []);
  await box.close();
  await other.close();
  for (const each of [refused, once, added, kept]) assert.doesNotMatch(each.output + each.errors, /sk-/);
  assert.doesNotMatch(readFileSync(config(env), 'utf8'), /sk-/);
});

test('addresses: without a terminal a header for such an address needs the option, and the yes goes with the provider', async () => {
  const env = settings();
  const url = 'http://192.168.77.5:11434/v1';
  const header = ['--header', `x-token: ${key}`];
  const refused = await call(['provider', 'add', 'box', url, ...header], { env });
  assert.equal(refused.code, 2);
  assert.match(refused.errors, /unencrypted to another machine.*--allow-http-key\./);
  assert.ok(!existsSync(config(env)));
  assert.equal((await call(['provider', 'add', 'box', url, ...header, '--allow-http-key'], { env })).code, 0);
  assert.deepEqual(JSON.parse(readFileSync(config(env), 'utf8')).http_keys, ['http://192.168.77.5:11434']);
  assert.equal((await call(['provider', 'add', 'box', url, ...header], { env })).code, 0, 'a yes is asked for once');
  assert.equal((await call(['provider', 'remove', 'box'], { env })).code, 0);
  assert.doesNotMatch(readFileSync(config(env), 'utf8'), /192\.168/);
  for (const far of ['https://lab.example/v1', 'http://127.0.0.1:8080/v1']) {
    const needless = await call(['provider', 'add', 'far', far, '--allow-http-key'], { env });
    assert.equal(needless.code, 2);
    assert.match(needless.errors, /--allow-http-key is for addresses with http:\/\/ in your own network/);
  }
  const never = await call(['provider', 'add', 'far', 'http://models.example/v1', '--allow-http-key'], { env });
  assert.equal(never.code, 2);
  assert.match(never.errors, /outside your own network/);
});

test('addresses: on a terminal the yes is asked for, and Enter is none', async () => {
  const env = settings();
  const add = async (typed) => {
    const run = onTerminal(['provider', 'add', 'box', 'http://192.168.77.5:11434/v1', '--key-variable', 'BOX_KEY'], { env });
    await until('the question', () => run.output.includes('[y/N] '));
    run.child.stdin.write(typed);
    return run.ended;
  };
  assert.equal((await add('\r')).code, 2);
  assert.ok(!existsSync(config(env)));
  assert.equal((await add('y\r')).code, 0);
  assert.deepEqual(JSON.parse(readFileSync(config(env), 'utf8')).http_keys, ['http://192.168.77.5:11434']);
});

test('addresses: a base URL without /v1 is found, said once, kept, and gets its key', async () => {
  const lab = await server();
  const env = settings({ MOA_LAB_API_KEY: key });
  assert.equal((await call(['provider', 'add', 'lab', lab.origin], { env })).code, 0);
  const first = await call(['run', '-m', 'lab/m', '-n', '2', 'hi'], { env });
  assert.equal(first.code, 0, first.errors);
  assert.ok(first.errors.includes(`lab answers at ${lab.url}, and not at ${lab.origin}; the configuration has the right address now.`), first.errors);
  assert.equal(first.errors.split('lab answers at').length, 2, first.errors);
  assert.equal(JSON.parse(readFileSync(config(env), 'utf8')).providers.lab.base_url, lab.url);
  assert.ok(lab.calls.every((each) => each.authorization === `Bearer ${key}`));
  lab.calls.length = 0;
  const second = await call(['run', '-m', 'lab/m', '-n', '2', 'hi'], { env });
  await lab.close();
  assert.equal(second.code, 0, second.errors);
  assert.doesNotMatch(second.errors, /answers at/);
  assert.ok(lab.calls.every((each) => each.url.startsWith('/v1/')));
});

test('addresses: where there is no list, the call itself finds /v1, and the log has the address', async () => {
  const lab = await server({ lists: false });
  const log = path.join(folder, 'found.jsonl');
  const run = await call(['run', '--provider', `lab=${lab.origin}`, '-m', 'lab/m', '-n', '3', '--limit', 'retries=0', '--record', log, 'hi'], { env: settings() });
  await lab.close();
  assert.equal(run.code, 0, run.errors);
  assert.ok(run.errors.includes(`lab answers at ${lab.url}, and not at ${lab.origin}; give that address from now on.`), run.errors);
  const asked = lab.asked();
  assert.equal(asked.filter((url) => url === '/v1/chat/completions').length, 4);
  assert.ok(asked.filter((url) => url === '/chat/completions').length >= 1);
  assert.ok(readFileSync(log, 'utf8').includes(`"base_url":"${lab.url}"`));
});

test('addresses: models, check and provider check find /v1, too', async () => {
  for (const args of [['models', 'lab'], ['provider', 'check', 'lab'], ['check', '-m', 'lab/m']]) {
    const lab = await server();
    const env = settings();
    await call(['provider', 'add', 'lab', lab.origin], { env });
    const run = await call(args, { env });
    await lab.close();
    assert.equal(run.code, 0, run.errors);
    assert.ok(run.errors.includes(`lab answers at ${lab.url}`), run.errors);
    assert.equal(JSON.parse(readFileSync(config(env), 'utf8')).providers.lab.base_url, lab.url);
  }
});

test('addresses: one that only a log names gets a key where the user names it, and else none', async () => {
  const lab = await server({ fails: 1 });
  const log = path.join(folder, 'log-of-lab.jsonl');
  const failed = await call(['run', '--provider', `lab=${lab.url}`, '-m', 'lab/m', '-n', '1', '--layers', '1', '--limit', 'retries=0', '--record', log, 'hi'], { env: settings() });
  assert.equal(failed.code, 4, failed.errors);
  const text = readFileSync(log, 'utf8');
  const resume = async (more, args = []) => {
    writeFileSync(log, text);
    lab.calls.length = 0;
    const run = await call(['run', '--resume', log, ...args], { env: settings({ MOA_LAB_API_KEY: key, ...more }) });
    assert.equal(run.code, 0, run.errors);
    return { errors: run.errors, sent: new Set(lab.calls.map((each) => each.authorization)) };
  };
  const plain = await resume({});
  assert.deepEqual([...plain.sent], [undefined]);
  assert.ok(plain.errors.includes(`The log calls lab at ${lab.url}, without a key.`), plain.errors);
  assert.deepEqual([...(await resume({}, ['--provider', `lab=${lab.url}`])).sent], [`Bearer ${key}`]);
  assert.deepEqual([...(await resume({ MOA_LAB_ORIGIN: lab.origin })).sent], [`Bearer ${key}`]);
  assert.deepEqual([...(await resume({ MOA_LAB_ORIGIN: 'https://elsewhere.example' })).sent], [undefined]);
  await lab.close();

  writeFileSync(log, text.replaceAll(lab.url, 'https://stranger.invalid/v1'));
  const refused = await call(['run', '--resume', log], { env: settings({ MOA_LAB_API_KEY: key }) });
  assert.equal(refused.code, 2);
  assert.match(refused.errors, /Only the log names the address of lab, https:\/\/stranger\.invalid\/v1, so no key is sent there\..*--provider lab=https:\/\/stranger\.invalid\/v1/);
  assert.doesNotMatch(refused.errors, /sk-/);
});
