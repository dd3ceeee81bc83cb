// moa run against one thing that is wrong: each time what failed, the provider's own words in quotes, what to do.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import path from 'node:path';
import { call, events, folder, manyAtOnce, provider, start, test, until } from './support.mjs';

const recipe = path.join(folder, 'one.json');
writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'One',
  layers: [{ agents: [{ provider: 'local', model: 'acme/giant-70b' }] }] }));

/** Runs the recipe against a server of these bytes at `path`, with an address as it may be pasted. */
async function answered(path, pasted, elsewhere) {
  const asked = [];
  const http = createServer((request, response) => {
    if (request.method === 'GET') return manyAtOnce(response);
    asked.push(request.url);
    request.resume();
    if (request.url !== path) return elsewhere(response, request);
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    return response.end('data: {"choices":[{"index":0,"delta":{"content":"Fine."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const origin = `http://127.0.0.1:${http.address().port}`;
  const run = await call(['run', '--recipe', recipe, '--provider', `local=${origin}${pasted}`, '--limit', 'retries=0', 'Why?']);
  http.closeAllConnections();
  http.close();
  return { ...run, asked, origin };
}

/** Runs the recipe against a server that refuses every call. */
async function refused(status, error, headers = {}, more = []) {
  const asked = [];
  const http = createServer((request, response) => {
    if (request.method === 'GET') return manyAtOnce(response);
    asked.push(request.url);
    request.resume();
    return response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify({ error }));
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
  assert.match(run.errors, /The provider's rate limit is reached\. "Rate limit reached: 30 requests per minute" The provider asks for a wait of \d+ (s|ms)\./);
  const log = await refused(429, { message: 'slow down' }, { 'Retry-After': '1' }, ['--limit', 'retries=0', '--json']);
  const failure = events(log.output).find((each) => each.state === 'failed').error;
  assert.equal(failure.kind, 'rate_limited');
  assert.equal(failure.provider_words, 'slow down');
  assert.equal(failure.retry_after_ms, 1000);
  assert.match(failure.hint, /asks for a wait of 1 s/);
  const shown = await call(['replay', '-'], { input: log.output });
  assert.match(shown.errors, /"slow down" The provider asks for a wait of 1 s/, 'a replay tells the same');
});

test('run against a dead port', async () => {
  const run = await call(['run', '--recipe', recipe, '--provider', 'local=http://127.0.0.1:1/v1', '--limit', 'retries=0', 'Why?']);
  assert.equal(run.code, 4);
  assert.equal(run.output, '');
  assert.match(run.errors, /1\.1 giant-70b: .*refused the connection.* Check the network and the base URL\./);
});

const wrongPaths = {
  'a 404 of an interface': (response, { url }) => response.writeHead(404, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: { message: `Invalid URL (POST ${url})` } })),
  'a 404 in plain words': (response) => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found'),
  'a 404 page': (response) => response.writeHead(404, { 'Content-Type': 'text/html' }).end('<html><title>404 Not Found</title></html>'),
  'a 405': (response) => response.writeHead(405, { 'Content-Type': 'application/json' }).end('{"detail":"Method Not Allowed"}'),
  'a good status': (response, { url }) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: `Unexpected endpoint or method. (POST ${url})` })),
  'a good page': (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><html><title>Gateway</title></html>'),
};

for (const [kind, elsewhere] of Object.entries(wrongPaths)) {
  test(`a base URL without its version is called once more with it: ${kind}`, async () => {
    const run = await answered('/v1/chat/completions', '', elsewhere);
    assert.equal(run.code, 0, run.errors);
    assert.deepEqual(run.asked, ['/chat/completions', '/v1/chat/completions']);
    assert.ok(run.errors.includes(`local answers at ${run.origin}/v1`), run.errors);
    const nowhere = await answered('/api/chat/completions', '', elsewhere);
    assert.equal(nowhere.code, 4);
    assert.deepEqual(nowhere.asked, ['/chat/completions', '/v1/chat/completions']);
    assert.doesNotMatch(nowhere.errors, /does not offer this model|internal error|parameters of this agent|as the base URL/);
  });
}

test('a base URL is taken with the path that was pasted behind it', async () => {
  for (const pasted of ['/v1/chat/completions', '/v1/chat/completions/', '/v1//', '/v1/models']) {
    const run = await answered('/v1/chat/completions', pasted, wrongPaths['a 405']);
    assert.equal(run.code, 0, run.errors);
    assert.deepEqual(run.asked, ['/v1/chat/completions']);
  }
});

test('a redirect is told with where it leads, and not followed', async () => {
  const run = await answered('/elsewhere', '/v1', (response) => response.writeHead(307, { location: '/v1/chat/completions/?token=secret' }).end());
  assert.equal(run.code, 4);
  assert.equal(run.asked.length, 1);
  assert.match(run.errors, /The server redirects to \/v1\/chat\/completions\/ \(HTTP status 307\)/);
  assert.doesNotMatch(run.errors, /secret/);
});

test('a wait that only the words name is kept, and one of minutes is not waited for', async () => {
  let refusals = 0;
  const server = await provider(() => {
    refusals += 1;
    return refusals === 1 ? { status: 429, error: 'Please try again in 1.5s.' } : { text: 'Now.' };
  });
  const run = await call(['run', '--json', '--recipe', recipe, '--provider', `local=${server.url}`, 'Why?']);
  assert.equal(run.code, 0, run.errors);
  const held = events(run.output).find((each) => each.wait);
  assert.equal(held.error.retry_after_ms, 1500);
  assert.equal(server.requests.length, 2);
  await server.close();
  const long = await refused(429, { message: 'Please try again in 7m12s.' });
  assert.equal(long.asked.length, 1);
  assert.match(long.errors, /The provider asks for a wait of 8 min, which is longer than a run waits\./);
});

test('a server in the home network is called over http without a key, and refused one', async () => {
  const at = ['--provider', 'local=http://192.0.2.1:9/v1'];
  assert.match((await call(['run', '--recipe', recipe, ...at, 'Why?'])).errors, /a machine outside your own network/);
  const home = ['--provider', 'local=http://192.168.255.254:9/v1', '--limit', 'connect=0.2', '--limit', 'retries=0'];
  const keyless = await call(['run', '--recipe', recipe, ...home, 'Why?']);
  assert.equal(keyless.code, 4, 'it was called: nobody is there');
  const keyed = await call(['run', '--recipe', recipe, ...home, 'Why?'], { env: { MOA_LOCAL_API_KEY: 'sk-test-123' } });
  assert.equal(keyed.code, 2);
  assert.match(keyed.errors, /MOA_LOCAL_API_KEY is set, but http:\/\/192\.168\.255\.254:9 would receive it unencrypted/);
});

test('a dead proxy and one that wants a password are named', async () => {
  const run = (proxy) => call(['run', '--recipe', recipe, '--provider', 'local=https://models.invalid/v1', '--limit', 'retries=1', 'Why?'],
    { env: { HTTPS_PROXY: proxy, https_proxy: '', MOA_LOCAL_API_KEY: 'sk-test-123', no_proxy: '', NO_PROXY: '' } });
  const dead = await run('http://127.0.0.1:1');
  assert.match(dead.errors, /The proxy 127\.0\.0\.1:1 \(HTTPS_PROXY\) refused the connection: no proxy is listening there\./);
  let asked = 0;
  const proxy = createServer().on('connect', (request, socket) => {
    asked += 1;
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const locked = await run(`http://127.0.0.1:${proxy.address().port}`);
  proxy.close();
  assert.equal(asked, 1, 'asking again changes nothing');
  assert.match(locked.errors, /The proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) requires a user name and a password \(HTTP status 407\)/);
});

test('a proxy on the way to a server in the home network that wants a password is named, and asked once', async () => {
  let asked = 0;
  const proxy = createServer((request, response) => {
    if (request.method === 'POST') asked += 1;
    request.resume();
    response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="office"' }).end('Log in first.');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const run = await call(['run', '--recipe', recipe, '--provider', 'local=http://192.168.255.254:9/v1', '--limit', 'retries=2', 'Why?'],
    { env: { http_proxy: `http://127.0.0.1:${proxy.address().port}`, no_proxy: '', NO_PROXY: '', all_proxy: '' } });
  proxy.closeAllConnections();
  proxy.close();
  assert.equal(run.code, 4);
  assert.equal(asked, 1, 'asking again changes nothing');
  assert.match(run.errors, /The proxy 127\.0\.0\.1:\d+ \(http_proxy\) requires a user name and a password \(HTTP status 407\): set http_proxy to/);
});

test("an office's own certificate is trusted where the environment names it", async () => {
  const file = (name) => path.join(folder, name);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost', '-keyout', file('office.key'), '-out', file('office.pem')], { stdio: 'ignore' });
  const https = createSecureServer({ key: readFileSync(file('office.key')), cert: readFileSync(file('office.pem')) }, (request, response) => {
    request.resume();
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.end('data: {"choices":[{"index":0,"delta":{"content":"Fine."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  });
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
  const run = (env) => call(['run', '--recipe', recipe, '--provider', `local=https://localhost:${https.address().port}/v1`, '--limit', 'retries=0', 'Why?'],
    { env: { SSL_CERT_FILE: '', SSL_CERT_DIR: '', CURL_CA_BUNDLE: '', ...env } });
  const unknown = await run({});
  assert.equal(unknown.code, 4);
  assert.match(unknown.errors, /TLS: the certificate of localhost:\d+ is not trusted\. If your network inspects TLS, set SSL_CERT_FILE to the file of its certificate\./);
  for (const variable of ['SSL_CERT_FILE', 'CURL_CA_BUNDLE']) assert.equal((await run({ [variable]: file('office.pem') })).output, 'Fine.\n', variable);
  mkdirSync(file('certificates'), { recursive: true });
  copyFileSync(file('office.pem'), file('certificates/office.pem'));
  execFileSync('openssl', ['rehash', file('certificates')], { stdio: 'ignore' });
  assert.equal((await run({ SSL_CERT_DIR: file('certificates') })).output, 'Fine.\n', 'SSL_CERT_DIR');
  const missing = await run({ SSL_CERT_FILE: file('nowhere.pem') });
  assert.match(missing.errors, /TLS: could not read the certificates in SSL_CERT_FILE: /);
  https.close();
});

test("another provider's key that cannot be used stops nothing", async () => {
  const env = { OPENAI_API_KEY: 'two words' };
  assert.equal((await call(['run', '--simulate', '--speed', '100', 'Why?'], { env })).code, 0);
  assert.equal((await call(['models', 'simulated'], { env })).code, 0);
  assert.equal((await call(['check', '--recipe', 'moa-lite-simulated'], { env })).code, 0);
  const own = await call(['models', 'openai'], { env });
  assert.equal(own.code, 2);
  assert.match(own.errors, /The value of OPENAI_API_KEY is not an API key: it contains a space\./);
});

test("a provider's own key does not go where a pasted command says", async () => {
  const run = await call(['run', '--provider', 'together=https://evil.invalid/v1', 'Why?'], { env: { MOA_TOGETHER_API_KEY: 'sk-test-123' } });
  assert.equal(run.code, 2);
  assert.match(run.errors, /MOA_TOGETHER_API_KEY is set, but not for https:\/\/evil\.invalid: set MOA_TOGETHER_ORIGIN=https:\/\/evil\.invalid, or save a key/);
  const pasted = await provider(() => ({ text: 'Fine.' }));
  const ran = await call(['run', '--recipe', recipe, '--provider', `local=${pasted.url}`, 'Why?'], { env: { MOA_LOCAL_API_KEY: '"Bearer sk-test-123"' } });
  assert.equal(ran.code, 0, ran.errors);
  assert.equal(pasted.requests[0].headers.authorization, 'Bearer sk-test-123');
  await pasted.close();
});

test('keys that are typed where they do not belong are not repeated', async () => {
  const key = 'fieldkey0123456789ab';
  for (const args of [['key', 'set', 'together', key], ['key', 'set', key], ['run', `--api-key=${key}`, 'Why?'],
    ['run', '--recipe', `sk-${key}`, 'Why?'], ['run', '--resume', `sk-${key}`]]) {
    const run = await call(args);
    assert.equal(run.code, 2, args.join(' '));
    assert.doesNotMatch(run.output + run.errors, new RegExp(key), args.join(' '));
  }
});

test('a question is asked as it was typed, or refused where it is no text', async () => {
  const server = await provider(() => ({ text: 'Fine.' }));
  const ask = (args, input) => call(['run', '--recipe', recipe, '--provider', `local=${server.url}`, '--no-history', ...args], { input });
  for (const question of ['[1,2,3]', '["a", "b"]', '[Verse 1: la la]', '++', 'what does i ++ do']) {
    const run = await ask([question]);
    assert.equal(run.code, 0, run.errors);
    assert.equal(server.requests.at(-1).body.messages.at(-1).content, question);
  }
  await ask(['what', 'does', 'i', '++', 'do', 'with', '[a,b]']);
  assert.equal(server.requests.at(-1).body.messages.at(-1).content, 'what does i ++ do with [a,b]');
  const wide = await ask(['-'], Buffer.from('\uFEFFWas heißt 🙂?', 'utf16le'));
  assert.equal(wide.code, 0, wide.errors);
  assert.equal(server.requests.at(-1).body.messages.at(-1).content, 'Was heißt 🙂?');
  assert.match(wide.errors, /UTF-16/);
  const asked = server.requests.length;
  const latin = await ask(['-'], Buffer.from('caf\xe9 au lait', 'latin1'));
  assert.equal(latin.code, 2);
  assert.match(latin.errors, /The question is not UTF-8: byte 4 \(0xE9\)/);
  assert.equal(server.requests.length, asked, 'nothing was sent');
  await server.close();
});

test('endless standard input ends with a sentence', async () => {
  const run = start(['-c', `yes | ${JSON.stringify(path.join(process.env.MOA_BUILD, 'moa'))} run --simulate -`], { command: 'sh' });
  await run.ended;
  assert.equal(run.code, 2);
  assert.match(run.errors, /Standard input is longer than 64 MB/);
});

test('an answer that cannot be written is told', async () => {
  const run = start(['-c', `${JSON.stringify(path.join(process.env.MOA_BUILD, 'moa'))} run --simulate --speed 100 "$@" 'Why?' > /dev/full`], { command: 'sh' });
  await run.ended;
  assert.equal(run.code, 4);
  assert.match(run.errors, /Could not write to standard output: No space left on device\./);
});

test('a run log that was asked for and cannot be written is told, and is a failure', async () => {
  const run = await call(['run', '--simulate', '--speed', '100', '--record', '/dev/full', 'Why?']);
  assert.equal(run.code, 4);
  assert.match(run.errors, /\/dev\/full.*No space left on device/);
  assert.notEqual(run.output, '');
});

test('what arrived while the program was stopped counts before limits are judged', async () => {
  let response;
  const http = createServer((request, answer) => {
    if (request.method === 'GET') return manyAtOnce(answer);
    request.resume();
    response = answer;
    answer.writeHead(200, { 'Content-Type': 'text/event-stream' });
    answer.write('data: {"choices":[{"index":0,"delta":{"content":"Begun"}}]}\n\n');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const run = start(['run', '--json', '--recipe', recipe, '--provider', `local=http://127.0.0.1:${http.address().port}/v1`, '--limit', 'idle=2', '--no-history', 'Why?']);
  await until('text', () => run.output.includes('Begun'));
  run.child.kill('SIGSTOP');
  const stopped = Date.now();
  response.end('data: {"choices":[{"index":0,"delta":{"content":", and done."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  await until('more than the idle limit', () => Date.now() - stopped > 3000);
  run.child.kill('SIGCONT');
  await run.ended;
  http.close();
  assert.equal(run.code, 0, run.errors);
  assert.equal(events(run.output).at(-1).answer, 'Begun, and done.');
});

test('a key that the provider quotes reaches neither the screen nor the log', async () => {
  for (const key of ['csk-0123456789abcdef', 'correct-horse-battery-staple', '123e4567-e89b-12d3-a456-426614174000']) {
    const quoting = await provider((body, request) => ({ status: 401, error: `No such key: ${request.headers.authorization}` }));
    const run = await call(['run', '--json', '--recipe', recipe, '--provider', `local=${quoting.url}`, 'Why?'], { env: { MOA_LOCAL_API_KEY: key } });
    await quoting.close();
    assert.match(run.output, /No such key: Bearer \[key\]/);
    assert.ok(!(run.output + run.errors).includes(key), key);
    const saying = await provider((body, request) => ({ text: `It is ${request.headers.authorization}.` }));
    const said = await call(['run', '--recipe', recipe, '--provider', `local=${saying.url}`, 'Why?'], { env: { MOA_LOCAL_API_KEY: key } });
    await saying.close();
    assert.equal(said.output, 'It is Bearer [key].\n');
  }
});
