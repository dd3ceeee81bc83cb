// A regression cannot hide: what is ten times as slow as its budget fails, whatever the machine.
import assert from 'node:assert/strict';
import test from 'node:test';
import { judge, rowsOf } from './judge.mjs';

/** A machine on which every share is exactly what is budgeted; `slower` times the budgets' one. */
function figures(slower = 1) {
  const values = new Map([['loopback.moa.ratio', 1 + 0.005 * slower], ['loopback.openai.ratio', 1 + 0.016 * slower],
    ['loopback.moa.cpu', 50 * slower], ['loopback.openai.cpu', 485 * slower], ['loopback.moa.memory', 15], ['loopback.openai.memory', 77]]);
  for (const shape of ['openai', 'together', 'groq']) {
    for (const [side, ns] of [['native', 300], ['wasm', 1000], ['peer', 2200]]) values.set(`event.${side}.${shape}`, ns * slower);
  }
  for (const side of ['native', 'wasm']) {
    for (const [name, value] of [[`line.${side}.64k`, 4], [`line.${side}.256k`, 5], [`view.${side}.answer_20k`, 1], [`view.${side}.answer_200k`, 1.1]]) {
      values.set(name, value * slower);
    }
  }
  for (const key of ['last_line', 'history', 'models', 'members']) {
    values.set(`linear.${key}.n`, 10 * slower).set(`linear.${key}.4n`, 60 * slower);
  }
  return values;
}
const failures = (values) => rowsOf(values).filter((row) => row.verdict === 'FAILED').length;
/** Ours in each share: what a regression would raise. */
const ours = [...figures().keys()].filter((name) => !/peer|loopback\.openai|64k|answer_20k|\.n$/.test(name));

test('what keeps its budget passes, on a slow machine, too', () => {
  assert.equal(failures(figures()), 0);
  assert.equal(failures(figures(7)), 0);
  assert.ok(rowsOf(figures()).filter((row) => row.isShare).every((row) => row.verdict === 'met'));
});

for (const name of ours) {
  test(`ten times as much of ${name} fails, half as much again does not`, () => {
    for (const slower of [1, 7]) {
      const values = figures(slower);
      const times = (factor) => {
        const base = name.endsWith('ratio') ? 1 : 0;
        return new Map([...values, [name, base + (values.get(name) - base) * factor]]);
      };
      assert.equal(failures(times(10)), 1);
      assert.equal(failures(times(1.5)), 0);
      assert.ok(rowsOf(times(1.5)).some((row) => row.isShare && row.verdict === 'MISSED'));
    }
  });
}

test('a share that was not measured fails, a figure without a peer does not', () => {
  const values = figures();
  values.delete('loopback.openai.cpu');
  assert.equal(failures(values), 1);
  assert.equal(judge(undefined, 300), '');
  assert.equal(judge(undefined, 0.1, true), 'FAILED');
  assert.equal(judge(NaN, 0.1, true), 'FAILED');
});

test('a budget without a peer is only missed', () => {
  assert.equal(judge(10 * 300, 300), 'MISSED');
  assert.equal(judge(300, 300), 'met');
});
