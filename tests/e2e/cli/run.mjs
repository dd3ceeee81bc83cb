// moa run: answers, logs, degradation, keys, interruption.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { call, events, folder, moa, provider, start, startServer, stopServer, test, until } from './support.mjs';

const question = 'Why is the sky blue?';

test('a simulated run prints the answer alone on standard output', async () => {
  const run = await call(['run', '--simulate', '--speed', '20', 'What is 17 * 23?']);
  assert.equal(run.code, 0);
  assert.match(run.output, /391/);
  assert.doesNotMatch(run.output, /\x1b|Layer|atlas/);
  assert.match(run.errors, /no model is called/);
  assert.match(run.errors, /^1\.1 \S+: done after /m);
});

test('the question comes from words, from "-" and from a pipe', async () => {
  const asked = async (args, input) => {
    const run = await call(['run', '--simulate', '--speed', '50', '--json', ...args], { input });
    assert.equal(run.code, 0);
    return events(run.output)[0].messages.at(-1);
  };
  assert.deepEqual(await asked(['What', 'is', '2 + 2?']), { role: 'user', content: 'What is 2 + 2?' });
  assert.deepEqual(await asked(['-'], 'from\nstdin\n'), { role: 'user', content: 'from\nstdin' });
  assert.deepEqual(await asked([], 'from a pipe\n'), { role: 'user', content: 'from a pipe' });
});

test('the log is valid moa-run/1, its layers run side by side, and its replay prints the same answer', async () => {
  const file = path.join(folder, 'run.jsonl');
  const run = await call(['run', '--simulate', '--json', '--record', file, '--recipe', 'moa-3-simulated', question]);
  assert.equal(run.code, 0);
  assert.equal(readFileSync(file, 'utf8'), run.output);
  const log = events(run.output);
  const nodes = log[0].nodes.map((node) => node.id);
  const states = ['queued', 'waiting', 'thinking', 'streaming', 'done', 'failed', 'cancelled', 'skipped'];
  assert.equal(log[0].event, 'run.started');
  assert.equal(log[0].format, 'moa-run/1');
  assert.equal(nodes.length, 13);
  let latest = 0;
  const text = {};
  for (const event of log) {
    assert.ok(Number.isInteger(event.t) && event.t >= latest, `time goes on: ${JSON.stringify(event)}`);
    latest = event.t;
    if (event.event === 'node.state') assert.ok(states.includes(event.state) && nodes.includes(event.node));
    if (event.event === 'node.text') text[event.node] = (text[event.node] || '') + event.text;
  }
  const finished = log.at(-1);
  assert.equal(finished.event, 'run.finished');
  assert.equal(finished.status, 'complete');
  assert.equal(finished.answer, text['3.1']);
  assert.deepEqual(finished.missing, []);
  for (const layer of ['1.', '2.']) {
    // Somebody speaks again after somebody else of the layer has spoken.
    const speakers = log.filter((each) => each.event === 'node.text' && each.node.startsWith(layer)).map((each) => each.node);
    const turns = speakers.filter((node, i) => node !== speakers[i - 1]);
    assert.ok(turns.length > new Set(turns).size + 6, `layer ${layer} interleaves: ${turns}`);
  }
  const replay = await call(['replay', file]);
  assert.equal(replay.code, 0);
  assert.equal(replay.output, `${finished.answer}\n`.replace(/\n\n$/, '\n'));
  assert.equal((await call(['replay', '--json', '-'], { input: run.output })).output, run.output);
});

test('the same seed gives the same answer, whatever the pace', async () => {
  const answer = async (...more) => (await call(['run', '--simulate', '--seed', '7', ...more, question])).output;
  assert.equal(await answer('--speed', '20'), await answer('--speed', '40'));
});

test('one failing model: degraded, exit 3, the missing node named', async () => {
  const server = await provider((body) => (body.model.includes('Llama-3.3')
    ? { status: 500, error: 'this model is broken' } : { text: 'blue light scatters most' }));
  const run = await call(['run', '--provider', `together=${server.url}`, '--json', question]);
  await server.close();
  assert.equal(run.code, 3);
  const log = events(run.output);
  assert.equal(log.at(-1).status, 'degraded');
  assert.deepEqual(log.at(-1).missing, ['1.3']);
  assert.equal(log.at(-1).answer, 'blue light scatters most');
  const failure = log.find((each) => each.state === 'failed');
  assert.equal(failure.error.status, 500);
  assert.equal(failure.error.provider_words, 'this model is broken');
  assert.match(run.errors, /1\.3 Llama-3\.3-70B-Instruct-Turbo is missing/);
  assert.match(run.errors, /5 of 6/);
  const aggregator = server.requests.at(-1).body.messages;
  assert.equal(aggregator[0].content.match(/blue light scatters most/g).length, 5);
  assert.equal(aggregator.at(-1).content, question);
});

test('every model failing: no answer, exit 4, the reason said', async () => {
  const server = await provider(() => ({ status: 401, error: 'bad key' }));
  const run = await call(['run', '--provider', `together=${server.url}`, question]);
  await server.close();
  assert.equal(run.code, 4);
  assert.equal(run.output, '');
  assert.match(run.errors, /bad key/);
  const refused = await call(['run', '--provider', 'together=http://127.0.0.1:1/v1', question]);
  assert.equal(refused.code, 4);
  assert.match(refused.errors, /refused the connection/);
});

test('against aimock: the run completes with its text', async () => {
  const mock = new LLMock({ port: 0 });
  mock.addFixture({ match: { systemMessage: /Responses from models/ }, response: { content: 'The synthesis of aimock.' } });
  mock.onMessage(/sky/, { content: 'Rayleigh scattering, says aimock.' });
  await mock.start();
  try {
    const run = await call(['run', '--provider', `together=${mock.url}/v1`, '--json', question]);
    assert.equal(run.code, 0, run.errors);
    const log = events(run.output);
    assert.equal(log.at(-1).answer, 'The synthesis of aimock.');
    assert.equal(log.filter((each) => each.state === 'done').length, 7);
    const proposal = log.filter((each) => each.event === 'node.text' && each.node === '1.1').map((each) => each.text).join('');
    assert.equal(proposal, 'Rayleigh scattering, says aimock.');
  } finally {
    await mock.stop();
  }
});

test('wrong use ends with 2 and says what to do', async () => {
  const bad = path.join(folder, 'bad.json');
  writeFileSync(bad, '{"format":"moa-recipe/1","layers":[{"agents":[{"provider":"together"}]}]}');
  const cases = [
    [['run', '--simulate', '  '], /No question/],
    [['run', '--simulate', '--recipe', 'nonsense', 'hi'], /moa-lite-together/],
    [['run', '--simulate', '--recipe', bad, 'hi'], /layers\[0\]\.agents\[0\]\.model/],
    [['run', '--simulate', '--layers', '99', 'hi'], /--layers/],
    [['run', '--simulate', '--temperature', '9', 'hi'], /temperature/],
    [['run', '--simulate', '--wait', 'some', 'hi'], /--wait: "some" is not a wait policy: use all, .*4\/6\+2s/],
    [['run', '--simulate', '--wait', '3/5', 'hi'], /expects layers of 5 nodes; layer 1 of this recipe has 6/],
    [['run', '--simulate', '--wait', '7', 'hi'], /layers\[0\]\.wait\.count is 7; .* 1 to 6/],
    [['run', '--simulate', '--deadline', 'soon', 'hi'], /--deadline soon is not valid: use a time .*20s/],
    [['run', '--simulate', '--layers', '1', '--deadline', '5s', 'hi'], /need a proposer layer/],
    [['run', '--simulate', '--max-cost', '-1', 'hi'], /max_cost_usd is -1/],
    [['run', '--simulate', '--record', '/no/such/folder/x', 'hi'], /\/no\/such\/folder\/x/],
    [['run', '--provider', 'together', 'hi'], /NAME=BASE_URL/],
    [['run', '--provider', 'together=http://example.com/v1', 'hi'], /https/],
    [['run', '--provider', 'somebody=http://127.0.0.1:1/v1', 'hi'], /-m somebody\/MODEL/],
    [['run', 'hi'], /TOGETHER_API_KEY.*GROQ_API_KEY.*--simulate/],
    [['run', '--recipe', 'moa-lite-groq', 'hi'], /GROQ_API_KEY/],
    [['run', '--recipe', 'moa-lite-groq', '--provider', 'groq=https://proxy.invalid/v1', 'hi'], /MOA_GROQ_API_KEY/],
    [['run', '--nonsense', 'hi'], /nonsense/],
    [['nonsense'], /Unknown command nonsense/],
  ];
  for (const [args, message] of cases) {
    const run = await call(args);
    assert.equal(run.code, 2, `${args}: ${run.errors}`);
    assert.match(run.errors, message, String(args));
    assert.equal(run.output, '', String(args));
  }
});

test('--wait, --deadline and --max-cost are in the recipe that runs', async () => {
  const run = await call(['run', '--simulate', '--speed', '50', '--json', '--recipe', 'moa-3-simulated', '--wait', '4/6+2s',
    '--deadline', '20s', '--max-cost', '0.5', question]);
  assert.ok([0, 3].includes(run.code), run.errors);
  const { recipe } = events(run.output)[0];
  const wait = { count: 4, grace_ms: 2000, deadline_ms: 20000 };
  assert.deepEqual(recipe.layers.map((layer) => layer.wait), [wait, wait, undefined]);
  assert.equal(recipe.max_cost_usd, 0.5);
});

test('--estimate says tokens, cost and time for each node, and calls nothing', async () => {
  const server = await provider(() => ({ text: 'fine' }));
  const args = ['run', '--estimate', '--recipe', 'moa-3-mixed', '--provider', `together=${server.url}`];
  const table = await call([...args, question]);
  assert.equal(table.code, 0, table.errors);
  assert.equal(server.requests.length, 0);
  assert.match(table.output, /^1\.1 +\d+ +\d+ +\$0\.\d+ .*gpt-oss-120b/m);
  assert.match(table.output, /^likely +\d+ +\d+ +\$0\.\d+/m);
  const json = JSON.parse((await call([...args, '--json', question])).output);
  assert.equal(json.nodes.length, 13);
  assert.equal(json.nodes.filter((node) => node.critical).length, 3);
  const sum = json.nodes.reduce((all, node) => all + node.prompt_tokens.likely, 0);
  assert.ok(Math.abs(sum - json.total.prompt_tokens.likely) <= json.nodes.length);
  assert.ok(json.total.total_ms.low < json.total.total_ms.likely && json.total.total_ms.likely < json.total.total_ms.high);
  await server.close();
});

test('after a run its time stands beside the estimate, and what was measured counts for the next one', async () => {
  const server = await startServer(['simulate', '--any-model', '--first-token-ms', '20', '--tokens-per-second', '400']);
  const args = ['--recipe', 'single-together', '--provider', `together=${server.address}`];
  const before = JSON.parse((await call(['run', '--estimate', '--json', ...args, question])).output);
  assert.equal(before.nodes[0].measured, false);
  const run = await call(['run', ...args, question]);
  assert.equal(run.code, 0, run.errors);
  assert.match(run.errors, /^Took .* \(estimated .*, up to .*\)/m);
  const after = JSON.parse((await call(['run', '--estimate', '--json', ...args, question])).output);
  assert.equal(after.nodes[0].measured, true);
  await stopServer(server);
});

test('a key goes to its own origin only, and into no output', async () => {
  const server = await provider(() => ({ text: 'fine' }));
  const file = path.join(folder, 'keys.jsonl');
  const args = ['run', '--provider', `together=${server.url}`, '--json', '--overwrite', '--record', file, question];
  const general = await call(args, { env: { TOGETHER_API_KEY: 'sk-general-secret' } });
  assert.equal(general.code, 0);
  assert.ok(server.requests.length === 7 && server.requests.every((each) => !each.headers.authorization));
  server.requests.length = 0;
  const own = await call(args, { env: { TOGETHER_API_KEY: 'sk-general-secret', MOA_TOGETHER_API_KEY: 'sk-own-secret' } });
  assert.equal(own.code, 0);
  assert.ok(server.requests.every((each) => each.headers.authorization === 'Bearer sk-own-secret'));
  assert.ok(server.requests.every((each) => each.headers['accept-encoding'] === 'identity' && !each.headers.expect));
  const written = general.output + general.errors + own.output + own.errors + readFileSync(file, 'utf8');
  assert.doesNotMatch(written, /secret/);
  assert.doesNotMatch(JSON.stringify(server.requests.map((each) => [each.url, each.body])), /secret/);
  await server.close();
});

test('a redirect is not followed with the key', async () => {
  const elsewhere = await provider(() => ({ text: 'stolen' }));
  const { createServer } = await import('node:http');
  const moved = createServer((request, response) => {
    response.writeHead(307, { Location: `${elsewhere.url}/chat/completions` }).end();
  });
  await new Promise((resolve) => moved.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${moved.address().port}/v1`;
  const run = await call(['run', '--provider', `together=${url}`, question], { env: { MOA_TOGETHER_API_KEY: 'k' } });
  assert.equal(run.code, 4);
  assert.equal(elsewhere.requests.length, 0);
  moved.closeAllConnections();
  moved.close();
  await elsewhere.close();
});

test('SIGINT ends the run cleanly: connections closed, log finished, partial answer kept, exit 130', async () => {
  const server = await provider((body) => (JSON.stringify(body.messages[0]).includes('Responses from models')
    ? { text: 'the beginning of an answer', hang: true } : { text: 'proposal' }));
  const run = start(['run', '--provider', `together=${server.url}`, '--json', question]);
  await until('the answer to begin', () => run.output.split('\n').slice(0, -1).some((line) => {
    const event = JSON.parse(line);
    return event.event === 'node.text' && event.node === '2.1';
  }));
  run.child.kill('SIGINT');
  await run.ended;
  assert.equal(run.code, 130);
  const last = events(run.output).at(-1);
  assert.equal(last.event, 'run.finished');
  assert.equal(last.status, 'cancelled');
  assert.match(last.answer, /^the beginning/);
  await until('the connection to be closed', () => server.closed === 1);
  await server.close();
});

test('a reader that goes away ends the run', async () => {
  // It goes when the last of six proposers has said its word: nothing more is written that could fail.
  const server = await provider(() => ({ text: 'endless', hang: true }));
  const reader = 'words=0; while read -r line; do echo "$line"; [[ $line != *node.text* ]] || ((++words < 6)) || break; done';
  const command = `${moa} run --provider together=${server.url} --json hello | { ${reader}; }`;
  const run = await call(['-c', `${command}; exit "\${PIPESTATUS[0]}"`], { command: 'bash' });
  assert.equal(events(run.output)[0].event, 'run.started');
  assert.equal(run.code, 130);
  await server.close();
});

test('--recipe FILE, --layers, --system and the other overrides reach the providers', async () => {
  const server = await provider(() => ({ text: 'fine' }));
  const file = path.join(folder, 'recipe.json');
  const shown = spawnSync(moa, ['recipes', '--show', 'moa-3-together'], { encoding: 'utf8' });
  writeFileSync(file, shown.stdout);
  const run = await call(['run', '--recipe', file, '--layers', '2', '--system', 'Be brief.', '--temperature', '0.3',
    '--max-tokens', '99', '--provider', `together=${server.url}`, question]);
  await server.close();
  assert.equal(run.code, 0);
  assert.equal(run.output, 'fine\n');
  assert.equal(server.requests.length, 7);
  for (const { body, url } of server.requests) {
    assert.equal(url, '/v1/chat/completions');
    assert.equal(body.temperature, 0.3);
    assert.equal(body.messages[0].role, 'system');
    assert.match(body.messages[0].content, /Be brief\./);
    assert.equal(body.stream, true);
  }
  assert.ok(server.requests.some((each) => each.body.max_tokens === 99));
  const nothing = path.join(folder, 'never-written');
  assert.equal((await call(['run', '--record', nothing, 'hi'])).code, 2);
  assert.ok(!existsSync(nothing), 'a refused run leaves no file');
});

test('--simulate with a recipe of models keeps its shape and calls none of them', async () => {
  const run = await call(['run', '--simulate', '--speed', '50', '--recipe', 'moa-lite-groq', '--json', question],
    { env: { GROQ_API_KEY: 'k' } });
  assert.equal(run.code, 0);
  const { nodes } = events(run.output)[0];
  assert.equal(nodes.length, 7);
  assert.ok(nodes.every((node) => node.provider === 'simulated'));
});
