// Reads `name<TAB>value` lines and prints the table: figure, budget, met or missed. The budgets are the ones of
// ARCHITECTURE.md; they are lowered when code gets faster, never raised to fit.
import os from "node:os";
import { createInterface } from "node:readline";

const figures = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [name, value] = line.split("\t");
  if (value !== undefined) figures.set(name, Number(value));
}

const rows = [];
const at = (name) => figures.get(name);
function row(what, value, unit, budget) {
  if (value === undefined) return rows.push([what, "not measured", "", ""]);
  rows.push([what, `${value} ${unit}`, budget === undefined ? "" : `${budget} ${unit}`, budget === undefined ? "" : value <= budget ? "met" : "MISSED"]);
}

/// One figure over another.
const ratio = (one, other, digits = 2) => Number((at(one) / at(other)).toFixed(digits)) || undefined;

/// What a budget is of the peer's figure on the machine the budgets were set on.
const share = (budget, peer) => Number((budget / peer).toFixed(3));

row("page download, brotli, without fonts", at("page.total"), "KB", 350);
for (const shape of ["openai", "together", "groq"]) {
  row(`one streamed event, native (${shape})`, at(`event.native.${shape}`), "ns", 300);
  row(`one streamed event, wasm in Node (${shape})`, at(`event.wasm.${shape}`), "ns", 1000);
  row("  eventsource-parser + JSON.parse, same process", at(`event.peer.${shape}`), "ns");
  // The budgets' machine took 2.2 us for that: a slower one is told by its peer.
  row("  native over that", ratio(`event.native.${shape}`, `event.peer.${shape}`, 3), "", share(0.3, 2.2));
}
for (const [name, key] of [["native", "native"], ["wasm in Node", "wasm"]]) {
  row(`one byte of a 256 KB event in pieces of four, ${name}`, at(`line.${key}.256k`), "ns");
  // Linear: a byte of it costs what one of a 64 KB event does; the rest is measuring noise and cache.
  row("  the one of 256 KB over one of 64 KB", ratio(`line.${key}.256k`, `line.${key}.64k`), "", 1.25);
}
row("peak memory of a decoder over a stream of 16 MB", at("memory.stream"), "KB", 64);
row("memory of a run beyond its text, at its end", at("memory.run.end"), "texts", 2);
row("  at its peak", at("memory.run.peak"), "texts", 2);
row("last proposal to aggregator's request, native", at("handover.native"), "us", 1000);
row("last proposal to aggregator's request, wasm", at("handover.wasm"), "us", 2000);
row("3 x 6 run over loopback, wall / critical path", at("loopback.moa.ratio"), "", 1.005);
row("  official openai SDK in Node", at("loopback.openai.ratio"), "");
const beyond = (name) => at(name) - 1;
row("  beyond the critical path, moa over the SDK", Number((beyond("loopback.moa.ratio") / beyond("loopback.openai.ratio")).toFixed(3)) || undefined, "", share(0.005, 0.016));
row("  CPU time of moa", at("loopback.moa.cpu"), "ms", 50);
row("  official openai SDK in Node", at("loopback.openai.cpu"), "ms");
row("  moa over the SDK", ratio("loopback.moa.cpu", "loopback.openai.cpu", 3), "", share(50, 485));
row("  peak memory of moa", at("loopback.moa.memory"), "MB", 15);
row("  official openai SDK in Node", at("loopback.openai.memory"), "MB");
row("  moa over the SDK", ratio("loopback.moa.memory", "loopback.openai.memory", 3), "", share(15, 77));
for (const [side, median, p99] of [["native", 0.5], ["wasm", 2, 4]]) {
  row(`view, 100 nodes streaming, ${side}, median`, at(`view.${side}.streaming.median`), "ms", median);
  row("  99th percentile", at(`view.${side}.streaming.p99`), "ms", p99);
  row(`view, 240 nodes in overview, ${side}, median`, at(`view.${side}.overview.median`), "ms", median);
  row("  99th percentile", at(`view.${side}.overview.p99`), "ms", p99);
  row("  edges in it", at(`view.${side}.overview.edges`), "");
  row(`view, ${at(`view.${side}.edges.edges`)} edges, ${side}, median`, at(`view.${side}.edges.median`), "ms", median);
  row("  99th percentile", at(`view.${side}.edges.p99`), "ms", p99);
}
row("view when nothing changes, frames wanted", at("view.native.idle_frames"), "", 0);
for (const side of ["native", "wasm"]) {
  row(`answer of 200 KB growing by 2,000 tokens a second, a frame, ${side}`, at(`view.${side}.answer_200k`), "ms");
  row("  one of 20 KB", at(`view.${side}.answer_20k`), "ms");
  // Independent of the length: a tenth more is measuring noise.
  row("  the one over the other", ratio(`view.${side}.answer_200k`, `view.${side}.answer_20k`), "", 1.1);
}
row("page, navigation to the first interactive frame, Chromium", at("page.cold_start"), "ms");
row("chunk to pixel, refreshes of the screen, Chromium, worst", at("page.chunk_refreshes_max"), "", 1);
row("  from its arrival to the end of drawing, median", at("page.chunk_ms"), "ms");

const width = [0, 1, 2].map((i) => Math.max(...rows.map((cells) => cells[i].length), ["what", "figure", "budget"][i].length));
const print = (cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(width[i]) : i < 3 ? cell.padStart(width[i]) : cell)).join("  ").trimEnd());
console.log(`Measured on ${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}:`);
print(["what", "figure", "budget", ""]);
rows.forEach(print);
