// How end-to-end tests are counted: what passes, fails, is flaky, or hangs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { tally } from './trial.mjs';

async function outcome(body, options) {
  const lines = [];
  const tests = tally((line) => lines.push(line));
  await tests.run('a click', body, options);
  await tests.end();
  return { ...tests.counts, text: lines.join('\n') };
}

test('a test that passes runs once', async () => {
  let runs = 0;
  const { passed, failed, text } = await outcome(async () => { runs += 1; });
  assert.deepEqual([passed, failed, runs], [1, 0, 1]);
  assert.doesNotMatch(text, /flaky/);
});

test('a test that fails once is flaky, with its reason', async () => {
  let runs = 0;
  const { passed, failed, text } = await outcome(async () => {
    runs += 1;
    if (runs === 1) throw new Error('the pointer was late');
  });
  assert.deepEqual([passed, failed, runs], [1, 0, 2]);
  assert.match(text, /^flaky: a click$/m);
  assert.match(text, /the pointer was late/);
});

test('a test that fails twice has failed, and is not run a third time', async () => {
  let runs = 0;
  const { passed, failed, text } = await outcome(async () => { throw new Error(`reason ${runs += 1}`); });
  assert.deepEqual([passed, failed, runs], [0, 1, 2]);
  assert.match(text, /^FAILED {2}a click$/m);
  assert.match(text, /reason 1[^]*reason 2/);
  assert.doesNotMatch(text, /^flaky/m);
});

test('a test that hangs fails, and what it left is closed', async () => {
  let closed = 0;
  const { failed, text } = await outcome(() => new Promise(() => {}), { limit: 20, after: async () => { closed += 1; } });
  assert.equal(failed, 1);
  assert.equal(closed, 2);
  assert.match(text, /did not end within 0\.02 s/);
});

test('what has failed is run again when all others have ended', async () => {
  const order = [];
  const tests = tally(() => {});
  await tests.run('a click', async () => {
    order.push('click');
    if (order.length === 1) throw new Error('the pointer was late');
  });
  await tests.run('a key', async () => { order.push('key'); });
  assert.equal(await tests.end(), true);
  assert.deepEqual(order, ['click', 'key', 'click']);
  assert.deepEqual(tests.counts, { passed: 2, failed: 0 });
});
