// moa eval: shards, money, references, and other servers.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { scratch, readLines, write, timeless, simulated, twoTurns, oneTurn, recipeOf } from './eval_support.mjs';
import { slowProvider } from './slow_provider.mjs';
import { call, onTerminal, start, startServer, stopServer, test } from './support.mjs';

test('eval: shards, by value and by environment, merge into what one call gives; gaps, doubles and mixtures are refused', async () => {
  const dir = scratch();
  const questions = write(path.join(dir, 'q.jsonl'), twoTurns(8));
  const args = (out, ...more) => ['eval', '--format', 'mt-bench', '--questions', questions, '--out', path.join(dir, out), ...simulated, ...more];
  const part = (i) => path.join(dir, `part-${i}.jsonl`);
  assert.equal((await call(args('one.jsonl'))).code, 0);
  assert.equal((await call(args('part-1.jsonl', '--shard', '1/3'))).code, 0);
  assert.equal((await call(args('part-2.jsonl', '--shard'), { env: { SLURM_ARRAY_TASK_ID: '5', SLURM_ARRAY_TASK_MIN: '4', SLURM_ARRAY_TASK_COUNT: '3' } })).code, 0);
  assert.equal((await call(args('part-3.jsonl', '--shard', '3'), { env: { JOB_COMPLETION_INDEX: '2' } })).code, 0);
  const merged = path.join(dir, 'merged.jsonl');
  const merge = await call(['eval', 'merge', part(3), part(1), part(2), '--out', merged]);
  assert.equal(merge.code, 0, merge.errors);
  assert.deepEqual(timeless(readLines(merged)), timeless(readLines(path.join(dir, 'one.jsonl'))));
  const refused = async (parts, words) => {
    const run = await call(['eval', 'merge', ...parts, '--out', path.join(dir, 'not-there')]);
    assert.equal(run.code, 2);
    assert.match(run.errors, words);
    assert.ok(!existsSync(path.join(dir, 'not-there')));
  };
  await refused([part(1), part(2)], /part 3 of 3 is missing/);
  await refused([part(1), part(2), part(2)], /both part 2 of 3/);
  assert.equal((await call(args('other.jsonl', '--shard', '3/3', '--system', 'Be brief.'))).code, 0);
  await refused([part(1), part(2), path.join(dir, 'other.jsonl')], /differ in the recipe/);
  const lines = readFileSync(part(2), 'utf8').split('\n');
  writeFileSync(part(2), lines.slice(1).join('\n'));
  await refused([part(1), part(2), part(3)], /part-2.jsonl lacks answers/);
  writeFileSync(part(2), [lines[0], ...lines].join('\n'));
  await refused([part(1), part(2), part(3)], /answered already/);
  await refused([part(1), merged], /number of parts/);
});

test('eval: the spend cap holds over all questions and calls of the command', async () => {
  const dir = scratch();
  const server = await slowProvider();
  const model = 'm/priced';
  server.models = [{ id: model, type: 'chat', context_length: 8192, pricing: { input: 1000, output: 1000 } }];
  const questions = write(path.join(dir, 'q.jsonl'), oneTurn(40));
  const out = path.join(dir, 'out');
  const recipe = write(path.join(dir, 'priced.json'), [{ format: 'moa-recipe/1', name: 'priced', layers: [{ agents: [{ provider: 'together', model }] }] }]);
  const provided = ['--provider', `together=${server.url}`];
  assert.equal((await call(['models', ...provided])).code, 0);
  const common = ['eval', '--format', 'jsonl', '--questions', questions, '--recipe', recipe, ...provided];
  const estimate = await call([...common, '--estimate']);
  const likely = Number(/Cost\s+\$([\d.]+)/.exec(estimate.output)[1]);
  assert.ok(likely > 0, estimate.output);
  const spent = () => readdirSync(`${out}.runs`).reduce((sum, name) => sum + readLines(path.join(`${out}.runs`, name)).at(-1).cost_usd, 0);
  const cap = likely / 40 * 1.7;  // answers are shorter than is likely: more than one is affordable, and not all
  const args = [...common, '--out', out, '--max-cost'];
  const run = await call([...args, cap.toFixed(4)]);
  assert.equal(run.code, 4, run.errors);
  assert.match(run.errors, /raise it and repeat/);
  const answered = readLines(out).length;
  assert.ok(answered > 0 && answered < 40, `${answered}`);
  assert.ok(spent() > 0 && spent() <= cap, `${spent()} of ${cap}`);
  // What earlier calls have spent counts.
  assert.equal((await call([...args, spent().toFixed(4)])).code, 4);
  assert.equal(readLines(out).length, answered);
  assert.equal((await call([...args, (likely * 2).toFixed(4)])).code, 0);
  assert.equal(readLines(out).length, 40);
  await server.close();
});

test('eval: published answers stand in for the first layer', async () => {
  const dir = scratch();
  const server = await slowProvider();
  const given = ['One?', 'Two?\n'];
  const entries = (generator) => given.map((instruction) => ({ instruction, output: `${generator} says ${instruction}`, generator }));
  const file = (name, values) => { writeFileSync(path.join(dir, name), JSON.stringify(values)); return path.join(dir, name); };
  const questions = file('q.json', given.map((instruction) => ({ instruction })));
  const references = [file('a.json', entries('model-a').reverse()), file('b.json', entries('model-b'))];
  const out = path.join(dir, 'out.json');
  const run = await call(['eval', '--format', 'alpaca', '--questions', questions, '--out', out, '--recipe', recipeOf(dir),
    '--provider', `slow=${server.url}`, '--references', references.join(',')]);
  assert.equal(run.code, 0, run.errors);
  assert.deepEqual(server.requests.map(({ body }) => body.model), ['last', 'last']);
  const asked = server.requests.find(({ body }) => body.messages.at(-1).content === 'Two?\n');
  const prompt = asked.body.messages.map((each) => each.content).join('\n');
  assert.ok(prompt.includes('1. model-a says Two?') && prompt.includes('2. model-b says Two?'), prompt);
  const short = await call(['eval', '--format', 'alpaca', '--questions', questions, '--out', path.join(dir, 'x'), '--recipe', recipeOf(dir),
    '--provider', `slow=${server.url}`, '--references', file('c.json', entries('model-c').slice(1))]);
  assert.match(short.errors, /model-c has no answer to question One\?/);
  await server.close();
});

test('eval: against moa simulate, and against aimock, over HTTP', async () => {
  const dir = scratch();
  const questions = write(path.join(dir, 'q.jsonl'), twoTurns(4));
  const server = await startServer(['simulate', '--first-token-ms', '20', '--tokens-per-second', '4000']);
  const recipe = recipeOf(dir, 'custom');
  const simulate = JSON.parse(readFileSync(recipe, 'utf8'));
  for (const layer of simulate.layers) for (const agent of layer.agents) agent.model = 'sim/atlas-70b';
  writeFileSync(recipe, JSON.stringify(simulate));
  const args = (out, url) => ['eval', '--format', 'mt-bench', '--questions', questions, '--out', path.join(dir, out), '--recipe', recipe, '--provider', `custom=${url}`];
  const run = await call(args('a.jsonl', server.address));
  await stopServer(server);
  assert.equal(run.code, 0, run.errors);
  assert.match(readLines(path.join(dir, 'a.jsonl'))[0].choices[0].turns[0], /17/);
  const mock = new LLMock({ port: 0 });
  mock.onMessage(/.*/, { content: 'A mocked answer.' });
  await mock.start();
  const second = await call(args('b.jsonl', `${mock.url}/v1`));
  await mock.stop();
  assert.equal(second.code, 0, second.errors);
  assert.deepEqual(readLines(path.join(dir, 'b.jsonl')).map((each) => each.choices[0].turns),
    Array(4).fill(['A mocked answer.', 'A mocked answer.']));
});

test('eval: a terminal shows one line that grows', async () => {
  const dir = scratch();
  const questions = write(path.join(dir, 'q.jsonl'), oneTurn(20));
  const run = await onTerminal(['eval', '--format', 'jsonl', '--questions', questions, '--out', path.join(dir, 'out'), ...simulated]).ended;
  assert.equal(run.code, 0);
  assert.match(run.output, /\[####################\] 20 of 20 answered; \$0/);
});
