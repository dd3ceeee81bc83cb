// moa against a real llama-server of one slot at $LLAMA_URL: what it says of itself, its queue, and the time it is expected to take.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, events, folder, runTests, start, test, textSoFar, until } from './support.mjs';

const at = ['--provider', `gpu=${process.env.LLAMA_URL}`];
const env = { XDG_CACHE_HOME: mkdtempSync(path.join(folder, 'llama-')) };
const listed = async () => JSON.parse((await call(['models', 'gpu', ...at, '--json'], { env })).output).models;

test('a server that still loads its model is waited for, and its list has the loaded context', async () => {
  const [model] = await listed();
  assert.ok(model.id);
  const recipe = path.join(folder, 'llama.json');
  const agent = { provider: 'gpu', model: model.id };
  writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Real', defaults: { max_tokens: 40 },
    layers: [{ agents: [{ ...agent, repeat: 6 }] }, { agents: [agent] }] }));
  const run = (more = []) => call(['run', '--recipe', recipe, ...at, ...more, 'Why is the sky blue?'], { env });
  const first = await run(['--json', '--seed', '3']);
  assert.notEqual(first.code, 4, first.errors);
  const log = events(first.output);
  assert.ok(log.filter((each) => each.state === 'waiting').every((each) => each.server_slots === 1), 'one slot');
  assert.ok((await listed())[0].context_length > 0, 'the loaded context');
  assert.notEqual((await run()).code, 4);
  const estimate = JSON.parse((await run(['--estimate', '--json'])).output).total.total_ms.likely;
  const took = events((await run(['--json'])).output).at(-1).total_ms;
  assert.ok(estimate < 2 * took && estimate > took / 2, `${estimate} ms expected, ${took} ms taken`);
});

test('a seed makes a run repeatable, and its repeats differ', async () => {
  const [model] = await listed();
  const run = async (seed) => {
    const made = await call(['run', '--json', '-m', `gpu/${model.id}`, '-n', '3', ...at, '--seed', String(seed), '--limit', 'retries=0', 'Name a colour.'], { env });
    const texts = ['1.1', '1.2', '1.3'].map((node) => events(made.output).filter((each) => each.event === 'node.text' && each.node === node).map((each) => each.text).join(''));
    assert.ok(texts.every((text) => text !== ''), made.errors);
    return texts;
  };
  const first = await run(5);
  assert.equal(new Set(first).size, 3, 'three proposals');
  assert.deepEqual(await run(5), first);
});

test('a run that is stopped gives its slot back, and is resumed from where it was', async () => {
  const [model] = await listed();
  const log = path.join(mkdtempSync(path.join(folder, 'stopped-')), 'run.jsonl');
  const run = start(['run', '-m', `gpu/${model.id}`, '-n', '2', ...at, '--record', log, 'Tell a long story.'], { env });
  await until('the second proposal', () => textSoFar(log).split('\n').some((line) => line.includes('"node.text"') && line.includes('"1.2"')));
  run.child.kill('SIGINT');
  await run.ended;
  assert.equal(run.code, 130, run.errors);
  const resumed = await call(['run', '--json', '--resume', log, '--limit', 'total=60'], { env });
  assert.notEqual(resumed.code, 4, resumed.errors);
  assert.equal(events(textSoFar(log)).filter((each) => each.node === '1.1' && each.state === 'waiting').length, 1, 'what had finished is not called again');
});

await runTests();
