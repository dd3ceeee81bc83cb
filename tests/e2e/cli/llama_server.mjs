// moa against a real llama-server of one slot at $LLAMA_URL: what it says of itself, its queue, and the time it is expected to take.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, events, folder, runTests, test } from './support.mjs';

const at = ['--provider', `gpu=${process.env.LLAMA_URL}`];
const env = { XDG_CACHE_HOME: mkdtempSync(path.join(folder, 'llama-')) };
const listed = async () => JSON.parse((await call(['models', 'gpu', ...at, '--json'], { env })).output).models;

test('a server that still loads its model is waited for, and its list has the loaded context', async () => {
  const [model] = await listed();
  assert.ok(model.id);
  const recipe = path.join(folder, 'llama.json');
  const agent = { provider: 'gpu', model: model.id };
  writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Real', defaults: { max_tokens: 100 },
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

await runTests();
