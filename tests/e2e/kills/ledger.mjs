// What a killed program had kept, held against what its provider had sent it by then.
import assert from 'node:assert/strict';
import { aggregator, answerOf, proposers } from './provider.mjs';

/** The texts and the finished nodes of a run log whose last line may be torn, by model. @param {string} log */
export function readLog(log) {
  const models = new Map();
  const texts = {};
  const done = new Set();
  for (const line of log.split('\n')) {
    let event;
    try {
      event = JSON.parse(line);
    } catch {
      continue;
    }
    for (const { id, model } of (event.nodes ?? []).flat()) models.set(id, model);
    const model = models.get(event.node);
    // A node that is called again begins anew.
    if (event.state === 'waiting') texts[model] = '';
    if (event.event === 'node.text') texts[model] = (texts[model] ?? '') + event.text;
    if (event.state === 'done') done.add(model);
  }
  return { texts, done };
}

/** Milliseconds of text that had been sent and are not in the log. Text that nobody sent, or with a hole, is an error. */
function lostOf(text, { sentAt }, whole, killedAt) {
  assert.ok(whole.startsWith(text), `kept is what nobody sent: ${text.slice(-80)}`);
  const kept = text.split(' ').length - 1;
  return kept < sentAt.length ? Math.max(0, killedAt - sentAt[kept]) : 0;
}

/** What one kill cost: `lost` milliseconds of text, `unread` milliseconds of an answer that was whole at its provider and is not finished here. */
export function costOfKill(log, provider, mark, killedAt) {
  const { texts, done } = readLog(log);
  const cost = { done, lost: 0, unread: 0 };
  for (const model of [...proposers, aggregator]) {
    const entry = provider.entry(mark, model);
    cost.lost = Math.max(cost.lost, lostOf(texts[model] ?? '', entry, answerOf(mark, model), killedAt));
    if (!done.has(model) && entry.wholeAt < killedAt) cost.unread = Math.max(cost.unread, killedAt - entry.wholeAt);
  }
  return cost;
}

/** Calls of each model so far. */
export const callsOf = (provider, mark) => Object.fromEntries([...proposers, aggregator].map((model) => [model, provider.entry(mark, model).calls]));

/** The finished nodes were not called again since `before`. */
export function assertPaidOnce(provider, mark, done, before) {
  const now = callsOf(provider, mark);
  for (const model of done) assert.equal(now[model], before[model], `${model} had finished and was called again`);
}

/** One row of the table: the longest, the median and the sum of what its kills cost. */
export function rowOf(name, kills) {
  const of = (member) => kills.map((kill) => kill[member] ?? 0).sort((a, b) => a - b);
  const middle = (list) => list[Math.floor(list.length / 2)] ?? 0;
  const sum = (list) => list.reduce((all, one) => all + one, 0);
  return { name, kills: kills.length, finished: sum(of('finished')), unfinished: sum(of('unfinished')), lost: [middle(of('lost')), of('lost').at(-1) ?? 0],
    unread: of('unread').at(-1) ?? 0, again: sum(of('again')) };
}
