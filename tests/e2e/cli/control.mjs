// moa run: presets over HTTP, policies as a reader of the terminal sees them, resuming, and continuing now.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, events, folder, provider, start, startServer, stopServer, test, textSoFar, until } from './support.mjs';

const question = 'Why is the sky blue?';

/** A recipe file of these layers of models, all at the provider "together". */
function recipeFile(name, layers, more = {}, last = {}) {
  const file = path.join(folder, `${name}.json`);
  const made = layers.map((models) => ({ agents: models.map((model) => ({ provider: 'together', model })) }));
  Object.assign(made.at(-1), last);
  writeFileSync(file, JSON.stringify({ format: 'moa-recipe/1', name, ...more, layers: made }));
  return file;
}

const isAggregator = (body) => JSON.stringify(body.messages[0]).includes('Responses from models');

test('every preset runs against the simulated provider over HTTP', async () => {
  const server = await startServer(['simulate', '--any-model', '--first-token-ms', '5', '--tokens-per-second', '5000']);
  const presets = JSON.parse((await call(['recipes', '--json'])).output);
  const at = ['together', 'groq', 'openai', 'openrouter'].flatMap((name) => ['--provider', `${name}=${server.address}`]);
  assert.ok(presets.length >= 20);
  for (const { id, recipe } of presets) {
    const run = await call(['run', '--json', '--recipe', id, ...at, 'What is 17 * 23?']);
    assert.equal(run.code, 0, `${id}: ${run.errors}`);
    const log = events(run.output);
    assert.equal(log.at(-1).status, 'complete', id);
    assert.match(log.at(-1).answer, /391/, id);
    const { providers, ...asked } = log[0].recipe; // where they were moved to
    assert.deepEqual(asked, recipe, id);
    for (const moved of Object.values(providers ?? {})) assert.deepEqual(moved, { base_url: server.address }, id);
    if (id.startsWith('ranker-')) assert.ok(log.some((each) => each.event === 'node.chose'), id);
    if (id.startsWith('self-moa-seq-')) assert.equal(log.filter((each) => each.event === 'node.carried').length, 2, id);
    const replay = await call(['replay', '-'], { input: run.output });
    assert.equal(replay.output.trimEnd(), log.at(-1).answer.trimEnd(), id);
  }
  await stopServer(server);
});

test('an early exit is said, with what it saves, and leaves the calls out', async () => {
  const server = await provider(() => ({ text: 'air scatters blue light more than red light' }));
  const file = recipeFile('exiting', [['a', 'b'], ['c', 'd'], ['final']], { early_exit: { agreement: 0.9 } });
  const run = await call(['run', '--recipe', file, '--provider', `together=${server.url}`, question]);
  await server.close();
  assert.equal(run.code, 0, run.errors);
  assert.deepEqual(server.requests.map((each) => each.body.model).sort(), ['a', 'b', 'final']);
  assert.match(run.errors, /Layer 2 was skipped, because the answers of layer 1 have an agreement of 1\.00 \(threshold: 0\.90\)\. That saved about 2 calls, \d+ tokens/);
});

test('a ranker, a window, flagged and shortened references say what they have done', async () => {
  const long = 'stone '.repeat(300);
  const server = await provider((body) => {
    if (JSON.stringify(body.messages[0]).includes('choose the best one')) return { text: '2' };
    if (isAggregator(body)) return { text: 'a synthesis' };
    return { text: body.model === 'a' ? `${long}I ran the code.` : `${long}is ${body.model}` };
  });
  const run = async (name, last, more = {}) => {
    server.requests.length = 0;
    const file = recipeFile(name, [['a', 'b', 'c'], ['final']], more, last);
    return call(['run', '--recipe', file, '--provider', `together=${server.url}`, question]);
  };
  const ranked = await run('ranker', { aggregation: 'rank' });
  assert.equal(ranked.code, 0, ranked.errors);
  assert.match(ranked.output, /stone is b\n$/);
  assert.match(ranked.errors, /^2\.1 final: Selected: 1\.2 b\.$/m);
  assert.match(ranked.errors, /^1\.1 a: Flagged: It claims to have run something/m);
  const windowed = await run('window', { aggregation: 'window', window: 2 });
  assert.equal(windowed.output, 'a synthesis\n');
  assert.equal(server.requests.length, 5);
  assert.match(windowed.errors, /^2\.1 final: 1 of 2 calls answered\.$/m);
  const trimmed = await run('trim', { context_fit: 'trim_longest', context_tokens: 900, max_tokens: 100 });
  assert.equal(trimmed.code, 3);
  assert.match(trimmed.errors, /2\.1 final did not get all of its references\. The prompt needs about [\d,]+ tokens/);
  const refused = await run('refused', { context_fit: 'fail', context_tokens: 900, max_tokens: 100 });
  assert.equal(refused.code, 4);
  assert.equal(server.requests.length, 3);
  assert.match(refused.errors, /the context window leaves 800 for it/);
  const muted = await run('muted', {}, { mute_flagged: true });
  assert.equal(muted.code, 3);
  assert.match(muted.errors, /1\.1 a is missing: muted by the recipe's rule\./);
  assert.doesNotMatch(JSON.stringify(server.requests.at(-1).body), /ran the code/);
  await server.close();
});

test('a run that was killed goes on where it was: what had finished is not called again', async () => {
  let holding = true;
  const server = await provider((body) => ({ text: `by ${body.model}`, hang: holding && body.model === 'c' }));
  const file = recipeFile('killed', [['a', 'b', 'c'], ['final']]);
  const log = path.join(folder, 'killed.jsonl');
  const at = ['--provider', `together=${server.url}`];
  const run = start(['run', '--recipe', file, '--record', log, ...at, question]);
  const ended = () => textSoFar(log).split('\n').filter((line) => line.includes('"state":"done"')).length;
  await until('two answers in the log', () => server.requests.length === 3 && ended() === 2);
  run.child.kill('SIGKILL');
  await run.ended;
  writeFileSync(log, readFileSync(log, 'utf8').concat('{"t":99,"event":"node.te'));
  const models = () => server.requests.map((each) => each.body.model).sort();
  assert.deepEqual(models(), ['a', 'b', 'c']);
  holding = false;
  server.requests.length = 0;
  const resumed = await call(['run', '--resume', log, ...at]);
  assert.equal(resumed.code, 0, resumed.errors);
  assert.equal(resumed.output, 'by final\n');
  assert.deepEqual(models(), ['c', 'final']);
  assert.match(JSON.stringify(server.requests.at(-1).body.messages[0]), /1\. by a\\n2\. by b\\n3\. by c/);
  const replay = await call(['replay', log]);
  assert.equal(replay.output, 'by final\n');
  const again = await call(['run', '--resume', log, ...at]);
  assert.equal(again.code, 2);
  assert.match(again.errors, /the run is finished; nothing is left to run/);
  await server.close();
});

test('Ctrl+\\ continues with the answers that are there', async () => {
  const server = await provider((body) => ({ text: `by ${body.model}`, hang: body.model === 'c' }));
  const file = recipeFile('proceed', [['a', 'b', 'c'], ['final']]);
  const run = start(['run', '--json', '--recipe', file, '--provider', `together=${server.url}`, question]);
  const whole = () => run.output.split('\n').slice(0, -1).map((line) => JSON.parse(line));
  await until('two answers', () => whole().filter((each) => each.state === 'done').length === 2);
  run.child.kill('SIGQUIT');
  await run.ended;
  assert.equal(run.code, 3, run.errors);
  const log = events(run.output);
  assert.ok(log.some((each) => each.event === 'command' && each.command === 'proceed'));
  assert.deepEqual(log.filter((each) => each.event === 'node.marked').map((each) => [each.node, each.mark]), [['1.3', 'late']]);
  assert.equal(log.at(-1).answer, 'by final');
  assert.deepEqual(log.at(-1).missing, ['1.3']);
  await server.close();
});
