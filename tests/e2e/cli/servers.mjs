// moa simulate and moa serve, moa recipes and moa replay of what is not whole.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { call, events, folder, startServer, stopServer, test, until } from './support.mjs';

function get(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const ask = (model, content = 'Why is the sky blue?') =>
  JSON.stringify({ model, stream: true, messages: [{ role: 'user', content }] });

test('simulate: moa run over HTTP gives what the embedded provider gives', async () => {
  const server = await startServer(['simulate', '--any-model', '--first-token-ms', '20', '--tokens-per-second', '2000']);
  const recipe = path.join(folder, 'http.json');
  const shown = JSON.parse((await call(['recipes', '--show', 'moa-3-simulated'])).output);
  for (const layer of shown.layers) for (const agent of layer.agents) agent.provider = 'local';
  writeFileSync(recipe, JSON.stringify(shown));
  const run = await call(['run', '--recipe', recipe, '--provider', `local=${server.address}`, '--json', 'What is 17 * 23?']);
  assert.equal(run.code, 0, run.errors);
  assert.match(events(run.output).at(-1).answer, /391/);
  assert.equal(events(run.output).filter((each) => each.state === 'done').length, 13);
  await stopServer(server, 'SIGTERM');
  assert.equal(server.code, 0);
});

test('simulate: six nodes of one model adapt to what their server does not know, each with one more call', async () => {
  for (const fault of ['no-max-tokens', 'no-stream-options', 'no-temperature']) {
    const server = await startServer(['simulate', '--first-token-ms', '20', '--tokens-per-second', '2000', '--fault', fault]);
    const agent = { provider: 'local', model: 'sim/echo-8b' };
    const recipe = path.join(folder, 'one-model.json');
    writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'One model',
      defaults: { temperature: 0.7, max_tokens: 500, limits: { retries: 0 } }, layers: [{ agents: [{ ...agent, repeat: 6 }] }, { agents: [agent] }] }));
    const run = await call(['run', '--recipe', recipe, '--provider', `local=${server.address}`, '--json', 'What is 17 * 23?']);
    assert.equal(run.code, 0, run.errors);
    const calls = (node) => events(run.output).filter((each) => each.node === node && each.state === 'waiting').length;
    for (let i = 1; i <= 6; ++i) assert.ok(calls(`1.${i}`) <= 2, `${fault}: 1.${i} was called ${calls(`1.${i}`)} times`);
    assert.equal(calls('2.1'), 1, `${fault}: the aggregator knows`);
    await stopServer(server, 'SIGTERM');
  }
});

test('simulate: a hundred streams side by side', async () => {
  const server = await startServer(['simulate', '--exact', '--answer-tokens', '400', '--tokens-per-second', '50']);
  let begun = 0;
  let allBegan;
  const everybody = new Promise((resolve) => { allBegan = resolve; });
  await Promise.all(Array.from({ length: 100 }, () => new Promise((resolve, reject) => {
    const request = http.request(`${server.address}/chat/completions`, { method: 'POST', agent: false }, (response) => {
      // Each leaves only after all have begun, so that they must all run at one time.
      response.once('data', async () => {
        begun += 1;
        if (begun === 100) allBegan();
        await everybody;
        response.destroy();
        resolve();
      });
      response.on('end', () => reject(new Error('a stream ended before all had begun')));
      response.on('error', () => {});
    });
    request.on('error', reject);
    request.end(ask('sim/atlas-70b'));
  })));
  await stopServer(server);
  assert.equal(begun, 100);
});

test('simulate: a page of any origin may call it', async () => {
  const server = await startServer(['simulate']);
  const preflight = await get(`${server.address}/chat/completions`, { method: 'OPTIONS', headers: {
    Origin: 'https://page.example', 'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization,content-type' } });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers['access-control-allow-origin'], '*');
  assert.equal(preflight.headers['access-control-allow-headers'], 'authorization,content-type');
  assert.match(preflight.headers['access-control-allow-methods'], /POST/);
  const models = await get(`${server.address}/models`, { headers: { Origin: 'https://page.example' } });
  assert.equal(models.status, 200);
  assert.equal(models.headers['access-control-allow-origin'], '*');
  const unknown = await get(`${server.address}/chat/completions`, { method: 'POST', body: ask('no/such-model') });
  assert.equal(unknown.status, 404);
  assert.equal(unknown.headers['access-control-allow-origin'], '*');
  await stopServer(server);
});

test('simulate: it notices a client that goes away, and ends at once with streams open', async () => {
  const server = await startServer(['simulate', '--verbose', '--exact', '--tokens-per-second', '5']);
  const stream = () => new Promise((resolve) => {
    const request = http.request(`${server.address}/chat/completions`, { method: 'POST', agent: false }, (response) => {
      response.on('error', () => {});
      response.once('data', () => resolve(request));
    });
    request.on('error', () => {});
    request.end(ask('sim/atlas-70b'));
  });
  const first = await stream();
  first.destroy();
  await until('a note', () => /sim\/atlas-70b 200 closed by the client/.test(server.errors));
  await stream();
  const silent = net.connect(Number(new URL(server.address).port), '127.0.0.1');
  silent.on('error', () => {});
  await once(silent, 'connect');
  await stopServer(server);
  silent.destroy();
  assert.equal(server.code, 0);
});

test('simulate: faults by name, for some attempts and one model', async () => {
  const listed = await call(['simulate', '--list-faults']);
  assert.equal(listed.code, 0);
  assert.ok(listed.output.match(/^ {2}[a-z][a-z0-9-]+ +\S.+$/gm).length >= 40);
  const server = await startServer(['simulate', '--verbose', '--fault', 'status-500:1:1@sim/echo-8b', '--fault', 'reset-before-head@sim/atlas-70b']);
  const post = (model) => get(`${server.address}/chat/completions`, { method: 'POST', body: ask(model) });
  assert.equal((await post('sim/echo-8b')).status, 500);
  assert.equal((await post('sim/echo-8b')).status, 200);
  assert.equal((await post('sim/gale-12b')).status, 200);
  await assert.rejects(post('sim/atlas-70b'), { code: 'ECONNRESET' });
  await until('a note', () => /sim\/atlas-70b no head reset-before-head interrupted/.test(server.errors));
  await stopServer(server);
  for (const bad of ['no-such-fault', 'status-500:2', 'status-500:1:0']) {
    assert.equal((await call(['simulate', '--fault', bad])).code, 2, bad);
    assert.equal((await call(['run', '--simulate', '--fault', bad, 'Hello'])).code, 2, bad);
  }
  const real = await call(['run', '--provider', 'ollama=http://127.0.0.1:9/v1', '--recipe', 'moa-lite-together', '--fault', 'status-500', 'Hello'],
    { env: { TOGETHER_API_KEY: 'sk-test' } });
  assert.equal(real.code, 2);
  assert.match(real.errors, /--simulate/);
});

test('run: a fault of the embedded provider fails the run as its seed says', async () => {
  const run = () => call(['run', '--simulate', '--speed', '100', '--seed', '3', '--limit', 'retries=0', '--fault', 'status-401:0.5', '--json', 'What is 2 + 3?']);
  const failures = (log) => events(log).filter((each) => each.state === 'failed').map((each) => `${each.node} ${each.error.kind}`).sort();
  const first = failures((await run()).output);
  assert.ok(first.length > 0 && first.every((each) => each.endsWith('wrong_key')), String(first));
  assert.deepEqual(failures((await run()).output), first);
});

test('simulate and serve: bad places to listen', async () => {
  for (const args of [['simulate', '--host', '0.0.0.0'], ['simulate', '--port', '70000'], ['serve', '--dir', '/no/such']]) {
    const run = await call(args);
    assert.equal(run.code, 2, String(args));
    assert.notEqual(run.errors, '');
  }
  const server = await startServer(['simulate']);
  const taken = await call(['simulate', '--port', new URL(server.address).port]);
  assert.equal(taken.code, 2);
  assert.match(taken.errors, /in use/);
  await stopServer(server);
});

test('serve: types, packed variants, folders, and nothing outside the folder', async () => {
  const site = path.join(folder, 'site');
  mkdirSync(path.join(site, 'sub'), { recursive: true });
  const program = Buffer.from('\0asm'.repeat(500));
  const script = 'export const x = 1;\n'.repeat(200);
  writeFileSync(path.join(site, 'index.html'), '<p>hello</p>');
  writeFileSync(path.join(site, 'sub', 'index.html'), '<p>sub</p>');
  writeFileSync(path.join(site, 'moa.wasm'), program);
  writeFileSync(path.join(site, 'moa.wasm.br'), brotliCompressSync(program));
  writeFileSync(path.join(site, 'moa.js'), script);
  writeFileSync(path.join(site, 'moa.js.gz'), gzipSync(script));
  writeFileSync(path.join(site, 'empty.css'), '');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  const server = await startServer(['serve', '--dir', site]);
  const at = (name, headers) => get(new URL(name, server.address), { headers });

  const index = await at('/');
  assert.equal(index.status, 200);
  assert.equal(index.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(String(index.body), '<p>hello</p>');
  const plain = await at('/moa.wasm');
  assert.equal(plain.headers['content-type'], 'application/wasm');
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.deepEqual(plain.body, program);
  const packed = await at('/moa.wasm', { 'Accept-Encoding': 'gzip, deflate, br' });
  assert.equal(packed.headers['content-encoding'], 'br');
  assert.equal(packed.headers['content-type'], 'application/wasm');
  assert.deepEqual(packed.body, brotliCompressSync(program));
  const zipped = await at('/moa.js', { 'Accept-Encoding': 'gzip, br' });
  assert.equal(zipped.headers['content-encoding'], 'gzip');
  assert.deepEqual(zipped.body, gzipSync(script));
  const unpacked = await at('/moa.js', { 'Accept-Encoding': 'br' });
  assert.equal(unpacked.headers['content-encoding'], undefined);
  assert.equal(String(unpacked.body), script);
  assert.equal((await at('/moa.js', { 'If-None-Match': unpacked.headers.etag })).status, 304);
  assert.equal((await at('/empty.css')).headers['content-type'], 'text/css; charset=utf-8');
  const folderless = await at('/sub');
  assert.equal(folderless.status, 301);
  assert.equal(folderless.headers.location, '/sub/');
  assert.equal(String((await at('/sub/')).body), '<p>sub</p>');
  assert.equal((await at('/missing')).status, 404);

  // Paths as a client that does not tidy them would send them.
  const { port } = new URL(server.address);
  for (const target of ['/../secret.txt', '/%2e%2e/secret.txt', '/sub/../../secret.txt', '/..%2fsecret.txt', '//etc/passwd']) {
    const socket = net.connect(Number(port), '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    let answer = '';
    for await (const part of socket.setEncoding('utf8')) answer += part;
    assert.match(answer, /^HTTP\/1\.1 40[04]/, target);
    assert.doesNotMatch(answer, /secret|root:/, target);
  }
  await stopServer(server);
  assert.equal(server.code, 0);
});

test('serve: slow and foreign clients get nothing, and keep nothing from others', async () => {
  const site = path.join(folder, 'guarded');
  mkdirSync(site);
  writeFileSync(path.join(site, 'index.html'), '<p>hello</p>');
  const server = await startServer(['serve', '--dir', site]);
  const { port } = new URL(server.address);
  const slow = Array.from({ length: 700 }, () => {
    const socket = net.connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.on('connect', () => socket.write('GET / HTTP/1.1\r\nX-Slow: '));
    return socket;
  });
  const closed = Promise.all(slow.map((socket) => new Promise((resolve) => { socket.on('close', resolve); })));
  assert.equal((await get(server.address)).status, 200);
  // Those that stay silent, too, are let go of.
  for (const socket of slow) socket.resume();
  await closed;
  const page = await get(server.address);
  assert.equal(String(page.body), '<p>hello</p>');
  assert.match(page.headers['content-security-policy'], /frame-ancestors 'none'/);
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  assert.equal((await get(server.address, { headers: { Host: 'evil.example' } })).status, 421);
  assert.equal((await get(server.address, { headers: { Origin: 'https://evil.example' } })).status, 403);
  const posted = await get(server.address, { method: 'POST', body: 'x' });
  assert.equal(posted.status, 405);
  assert.equal(posted.headers.allow, 'GET, HEAD');
  await stopServer(server);
  assert.equal(server.code, 0);
});

test('what a provider or a log nests without end is answered in words', async () => {
  const deep = (levels, open, close) => open.repeat(levels) + '1' + close.repeat(levels);
  const bodies = [
    [400, `{"error":${deep(300000, '[', ']')}}`],
    [400, deep(300000, '{"error":', '}')],
    [200, `data: {"error":${deep(300000, '{"error":', '}')}}\n\n`],
    [200, `data: {"x":${deep(300000, '[', ']')},"choices":[{"index":0,"delta":{"content":"ok"}}]}\n\ndata: [DONE]\n\n`],
    [200, `{"choices":[{"message":{"content":"ok","x":${deep(300000, '[', ']')}}}]}`],
  ];
  const recipe = path.join(folder, 'nested.json');
  writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', layers: [{ agents: [{ provider: 'lab', model: 'a' }] }] }));
  for (const [status, body] of bodies) {
    const provider = http.createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        response.writeHead(status, { 'Content-Type': body.startsWith('data') ? 'text/event-stream' : 'application/json' });
        response.end(body);
      });
    });
    provider.listen(0, '127.0.0.1');
    await once(provider, 'listening');
    const run = await call(['run', '--provider', `lab=http://127.0.0.1:${provider.address().port}/v1`, '--recipe', recipe, '--limit', 'retries=0', 'x']);
    provider.closeAllConnections();
    provider.close();
    assert.equal(run.code, 4, `${status} ${body.slice(0, 40)}: ${run.code} ${run.errors.slice(-300)}`);
    assert.notEqual(run.errors, '');
  }
  const log = (inner) => `{"t":0,"event":"run.started","format":"moa-run/1","recipe":{"format":"moa-recipe/1","x":${inner},"layers":[{"agents":[{"provider":"simulated","model":"sim/echo-8b"}]}]},"messages":[{"role":"user","content":"Why?"}]}\n`;
  const many = `{${Array.from({ length: 40000 }, (_, i) => `"m${i}":0`).join(',')}}`;
  for (const [inner, words] of [[deep(100000, '[', ']'), /nested deeper/], [many, /more than 4096 members/]]) {
    const file = path.join(folder, 'hostile.jsonl');
    writeFileSync(file, log(inner));
    for (const args of [['replay', file], ['run', '--resume', file]]) {
      const run = await call(args);
      assert.equal(run.code, 2, `${args}: ${run.code} ${run.errors.slice(-300)}`);
      assert.match(run.errors, words);
    }
  }
});

test('recipes: the list, one as JSON, and the check of a file', async () => {
  const list = await call(['recipes']);
  assert.equal(list.code, 0);
  assert.match(list.output, /^moa-lite-together\n {2}.*\(6 \+ 1\)\n {2}layer 1: .*Llama/m);
  assert.match(list.output, /^== As published in 2024 \(models retired\) ==$/m);
  assert.match(list.output, /^moa-gpt-4o-2024\n {2}MoA with GPT-4o \(6 \+ 6 \+ 1\)\n.*WizardLM-2-8x22B \(retired\)/m);
  assert.match(list.output, /^ {2}retired: gpt-4o-2024-05-13: shut down by OpenAI on 2026-10-23\n {2}source: arXiv 2406\.04692$/m);
  assert.match(list.output, /^self-moa-seq-groq\n.*\n.*x6\n {2}aggregator, 3 at a time: .*\n {2}source: arXiv 2502\.00674$/m);
  const json = JSON.parse((await call(['recipes', '--json'])).output);
  assert.ok(json.length >= 21);
  assert.ok(json.every((each) => each.id && each.recipe.format === 'moa-recipe/1'));
  const shown = await call(['recipes', '--show', 'moa-3-groq']);
  assert.deepEqual(JSON.parse(shown.output), json.find((each) => each.id === 'moa-3-groq').recipe);
  const good = path.join(folder, 'good.json');
  writeFileSync(good, shown.output);
  const valid = await call(['recipes', good]);
  assert.equal(valid.code, 0);
  assert.match(valid.output, /valid/);
  const recipe = JSON.parse(shown.output);
  recipe.layers[0].agents[1].provider = 'nobody';
  const bad = path.join(folder, 'nobody.json');
  writeFileSync(bad, JSON.stringify(recipe));
  const invalid = await call(['recipes', bad]);
  assert.equal(invalid.code, 2);
  assert.match(invalid.errors, /nobody\.json: .*nobody/);
});

test('replay: a log cut off anywhere shows what is there, and what is no log is refused', async () => {
  const { output } = await call(['run', '--simulate', '--speed', '20', '--json', 'What is 17 * 23?']);
  const lines = output.trimEnd().split('\n');
  const cut = await call(['replay', '-'], { input: `${lines.slice(0, -2).join('\n')}\n{"t":12,"ev` });
  assert.equal(cut.code, 3);
  assert.match(cut.output, /391/);
  assert.match(cut.errors, /ends before the run does/);
  const early = await call(['replay', '-'], { input: lines.slice(0, 3).join('\n') });
  assert.equal(early.code, 4);
  const foreign = await call(['replay', '-'], { input: '{"hello":1}\n' });
  assert.equal(foreign.code, 2);
  assert.equal((await call(['replay', '/no/such/file'])).code, 2);
  const timed = await call(['replay', '-', '--speed', '50'], { input: output });
  assert.equal(timed.code, 0);
  assert.match(timed.output, /391/);
  assert.match(timed.errors, /1\.1 .*: done/);
});

test('help and version', async () => {
  assert.match((await call(['--version'])).output, /^moa \d+\.\d+\.\d+\n$/);
  const help = await call(['--help']);
  assert.equal(help.code, 0);
  for (const word of ['run', 'chat', 'recipes', 'replay', 'models', 'check', 'simulate', 'serve', 'Exit codes', 'TOGETHER_API_KEY']) {
    assert.ok(help.output.includes(word), word);
  }
  for (const command of ['run', 'chat', 'recipes', 'replay', 'models', 'check', 'simulate', 'serve']) {
    const own = await call([command, '--help']);
    assert.equal(own.code, 0);
    assert.ok(own.output.includes('--help'));
  }
});
