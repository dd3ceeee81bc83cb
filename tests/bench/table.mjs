// Reads `name<TAB>value` lines and prints the table: figure, budget, met or missed. The budgets are the ones of
// ARCHITECTURE.md; they are lowered when code gets faster, never raised to fit.
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

row("page download, brotli, without fonts", at("page.total"), "KB", 350);
for (const shape of ["openai", "together", "groq"]) {
  row(`one streamed event, native (${shape})`, at(`event.native.${shape}`), "ns", 300);
  row(`one streamed event, wasm in Node (${shape})`, at(`event.wasm.${shape}`), "ns", 1000);
  row(`  eventsource-parser + JSON.parse, same process`, at(`event.peer.${shape}`), "ns");
}
const ratio = (one, other) => Number((at(one) / at(other)).toFixed(2)) || undefined;
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
row("  CPU time of moa", at("loopback.moa.cpu"), "ms", 50);
row("  official openai SDK in Node", at("loopback.openai.cpu"), "ms");
row("  peak memory of moa", at("loopback.moa.memory"), "MB", 15);
row("  official openai SDK in Node", at("loopback.openai.memory"), "MB");
row("view, 100 nodes streaming, native, median", at("view.native.median"), "ms", 0.5);
row("view, 100 nodes streaming, wasm, median", at("view.wasm.median"), "ms", 2);
row("view, 100 nodes streaming, wasm, p99", at("view.wasm.p99"), "ms", 4);
row("view when nothing changes, frames wanted", at("view.native.idle_frames"), "", 0);
row("frame after an append to an answer of 200 KB, native", at("view.native.append_200k"), "ms", 0.5);
row("  to one of 20 KB", at("view.native.append_20k"), "ms");
// Independent of the length: a tenth more is measuring noise.
row("  the one over the other", ratio("view.native.append_200k", "view.native.append_20k"), "", 1.1);

const width = [0, 1, 2].map((i) => Math.max(...rows.map((cells) => cells[i].length), ["what", "figure", "budget"][i].length));
const print = (cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(width[i]) : i < 3 ? cell.padStart(width[i]) : cell)).join("  ").trimEnd());
print(["what", "figure", "budget", ""]);
rows.forEach(print);
