// What the benches' figures are worth: each beside its budget. The budgets are the ones of docs/testing.md; they are lowered
// when code gets faster, never raised to fit.
//
// A missed budget is only shown: machines differ by more than code does. A share is one of what a peer took in the same run, on
// the same machine: worse than twice its budget is no noise, and fails.

/** How many times its budget a share may be. */
export const tolerance = 2;

/** The verdict on a figure. A share that was not measured fails, too: else a bench that is broken would be a good one. */
export function judge(value, budget, isShare = false) {
  const measured = Number.isFinite(value);
  if (isShare && !(value <= tolerance * budget)) return 'FAILED';
  if (budget === undefined || !measured) return '';
  return value <= budget ? 'met' : 'MISSED';
}

/** What a budget is of the peer's figure on the machine the budgets were set on. */
const shareOf = (budget, peer) => Number((budget / peer).toFixed(3));

/** The table's rows, from a map of figures by name: { what, value, unit, budget, verdict }. */
export function rowsOf(figures) {
  const rows = [];
  const at = (name) => figures.get(name);
  const row = (what, value, unit, budget) => rows.push({ what, value, unit, budget, verdict: judge(value, budget) });
  const round = (value, digits) => (Number.isFinite(value) ? Number(value.toFixed(digits)) : undefined);
  /** One figure over another of the same run. */
  const share = (what, one, other, budget, digits = 3) => {
    const value = other > 0 ? round(one / other, digits) : undefined;
    rows.push({ what, value, unit: '', budget, verdict: judge(value, budget, true), isShare: true });
  };
  const beyond = (name) => at(name) - 1;

  row('page download, brotli, without fonts', at('page.total'), 'KB', 350);
  row('  before the first frame', at('page.first'), 'KB', 300);
  for (const shape of ['openai', 'together', 'groq']) {
    row(`one streamed event, native (${shape})`, at(`event.native.${shape}`), 'ns', 300);
    row(`one streamed event, wasm in Node (${shape})`, at(`event.wasm.${shape}`), 'ns', 1000);
    row('  eventsource-parser + JSON.parse, same process', at(`event.peer.${shape}`), 'ns');
    // The budgets' machine took 2.2 us for that: a slower one is told by its peer.
    share('  native over that', at(`event.native.${shape}`), at(`event.peer.${shape}`), shareOf(0.3, 2.2));
    share('  wasm over that', at(`event.wasm.${shape}`), at(`event.peer.${shape}`), shareOf(1, 2.2));
  }
  for (const [name, key] of [['native', 'native'], ['wasm in Node', 'wasm']]) {
    row(`one byte of a 256 KB event in pieces of four, ${name}`, at(`line.${key}.256k`), 'ns');
    // Linear: a byte of it costs what one of a 64 KB event does; the rest is measuring noise and cache.
    share('  the one of 256 KB over one of 64 KB', at(`line.${key}.256k`), at(`line.${key}.64k`), 1.25, 2);
  }
  row('peak memory of a decoder over a stream of 16 MB', at('memory.stream'), 'KB', 64);
  row('memory of a run beyond its text, at its end', at('memory.run.end'), 'texts', 2);
  row('  at its peak', at('memory.run.peak'), 'texts', 2);
  row("last proposal to aggregator's request, native", at('handover.native'), 'us', 1000);
  row("last proposal to aggregator's request, wasm", at('handover.wasm'), 'us', 2000);
  row('3 x 6 run over loopback, wall / critical path', at('loopback.moa.ratio'), '', 1.005);
  row('  official openai SDK in Node', at('loopback.openai.ratio'), '');
  share('  beyond the critical path, moa over the SDK', beyond('loopback.moa.ratio'), beyond('loopback.openai.ratio'), shareOf(0.005, 0.016));
  row('  CPU time of moa', at('loopback.moa.cpu'), 'ms', 50);
  row('  official openai SDK in Node', at('loopback.openai.cpu'), 'ms');
  share('  moa over the SDK', at('loopback.moa.cpu'), at('loopback.openai.cpu'), shareOf(50, 485));
  row('  peak memory of moa', at('loopback.moa.memory'), 'MB', 15);
  row('  official openai SDK in Node', at('loopback.openai.memory'), 'MB');
  share('  moa over the SDK', at('loopback.moa.memory'), at('loopback.openai.memory'), shareOf(15, 77));
  row('moa eval, 100 questions of 19 calls over loopback, wall / what 16 calls at once allow', at('evaluation.moa.ratio'), '', 1.05);
  row('  official openai SDK in Node, same limit', at('evaluation.limited.ratio'), '');
  row('  16 workers that ask one proposer after another', at('evaluation.sequential.ratio'), '');
  row('moa eval, 805 questions of 19 calls in virtual time', at('evaluation.virtual.seconds'), 's', 10);
  row('  peak memory', at('evaluation.virtual.memory'), 'MB', 16);
  row('  more of it for twice the questions', at('evaluation.virtual.growth'), 'MB', 1);
  for (const [side, median, p99] of [['native', 0.5], ['wasm', 2, 4]]) {
    row(`view, 100 nodes streaming, ${side}, median`, at(`view.${side}.streaming.median`), 'ms', median);
    row('  99th percentile', at(`view.${side}.streaming.p99`), 'ms', p99);
    row(`view, 240 nodes in overview, ${side}, median`, at(`view.${side}.overview.median`), 'ms', median);
    row('  99th percentile', at(`view.${side}.overview.p99`), 'ms', p99);
    row('  edges in it', at(`view.${side}.overview.edges`), '');
    row(`view, ${at(`view.${side}.edges.edges`)} edges, ${side}, median`, at(`view.${side}.edges.median`), 'ms', median);
    row('  99th percentile', at(`view.${side}.edges.p99`), 'ms', p99);
  }
  row('view when nothing changes, frames wanted', at('view.native.idle_frames'), '', 0);
  for (const side of ['native', 'wasm']) {
    row(`answer of 200 KB growing by 2,000 tokens a second, a frame, ${side}`, at(`view.${side}.answer_200k`), 'ms');
    row('  one of 20 KB', at(`view.${side}.answer_20k`), 'ms');
    // Independent of the length: a tenth more is measuring noise.
    share('  the one over the other', at(`view.${side}.answer_200k`), at(`view.${side}.answer_20k`), 1.1, 2);
  }
  for (const [key, what] of [['brackets', '120 KB of nested brackets'], ['characters', '60,000 different characters'], ['large', 'an answer of 4 MB']]) {
    for (const side of ['native', 'wasm']) {
      row(`${what} at once, longest frame, ${side}`, at(`view.${side}.long.${key}`), 'ms', 8);
      row('  frames until all of it is laid out', at(`view.${side}.long.${key}.frames`), '');
    }
    row('  in Chromium, median', at(`page.long.${key}.median`), 'ms', 8);
    row('  longest, with all that the machine does meanwhile', at(`page.long.${key}.longest`), 'ms');
    row('  longest layout of the mirror, CPU', at(`page.long.${key}.layout`), 'ms', 8);
    row('  all of its layouts', at(`page.long.${key}.layouts`), 'ms');
    row('  longest task of its main thread', at(`page.long.${key}.task`), 'ms');
  }
  for (const [key, what] of [['last_line', 'last line of 16 MB of a log of 64 MB'], ['history', 'history of 10,000 conversations'],
    ['models', 'list of 100,000 models'], ['members', 'model with 100,000 members']]) {
    row(`${what}, native`, at(`linear.${key}.4n`), 'ms');
    // Linear: one of it costs what one of a quarter does; four times as much were quadratic.
    share('  one of it over one of a quarter', at(`linear.${key}.4n`) / 4, at(`linear.${key}.n`), 1.5, 2);
  }
  row('page, navigation to the first interactive frame, Chromium', at('page.cold_start'), 'ms');
  row('  over 1.6 Mbit/s and 150 ms', at('page.slow_start'), 'ms', 3000);
  row('  until all of the program is there', at('page.slow_whole'), 'ms');
  row('chunk to pixel, refreshes of the screen, Chromium, worst', at('page.chunk_refreshes_max'), '', 1);
  row('  from its arrival to the end of drawing, median', at('page.chunk_ms'), 'ms');
  for (const [name, what] of [['demo', 'demo'], ['hundred', '100 models at once']]) {
    row(`main thread computing while it streams, Chromium, ${what}`, at(`page.${name}.busy`), '%', 25);
    row('  frames a second', at(`page.${name}.rate`), '');
  }
  return rows;
}
