// One streamed event in wasm, next to eventsource-parser + JSON.parse in the same process, on the same bytes.
import { createRequire } from "node:module";
import { createParser } from "../e2e/node_modules/eventsource-parser/dist/index.js";

const factory = createRequire(import.meta.url)(process.argv[2]);
const wasm = await factory();
const event = wasm.cwrap("moa_bench_event", "string", ["string", "number"]);

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

// What a JavaScript client does with each piece of a body: decode, parse, read the delta, append.
function peerSeries(shape) {
  const encoder = new TextEncoder();
  const chunks = Array.from({ length: 5000 }, (_, i) => encoder.encode(event(shape, i)));
  const costs = [];
  for (let round = 0; round < 20; ++round) {
    let text = "";
    const parser = createParser({
      onEvent: (message) => {
        const delta = JSON.parse(message.data).choices[0]?.delta;
        if (typeof delta?.content === "string") text += delta.content;
      },
    });
    const decoder = new TextDecoder();
    for (let i = 0; i + 500 <= chunks.length; i += 500) {
      const begin = performance.now();
      for (let j = i; j < i + 500; ++j) parser.feed(decoder.decode(chunks[j], { stream: true }));
      costs.push(((performance.now() - begin) * 1e6) / 500);
    }
    if (text.length < 5000) throw new Error("the peer read nothing");
  }
  return median(costs);
}

// As for ours: the quietest of five series.
const peerCost = (shape) => Math.min(...Array.from({ length: 5 }, () => peerSeries(shape)));

for (const shape of ["openai", "together", "groq"]) {
  console.log(`event.wasm.${shape}\t${wasm.ccall("moa_bench_event_ns", "number", ["string"], [shape]).toFixed(1)}`);
  console.log(`event.peer.${shape}\t${peerCost(shape).toFixed(1)}`);
}
for (const size of [64, 256]) {
  console.log(`line.wasm.${size}k\t${wasm.ccall("moa_bench_line_byte_ns", "number", ["number"], [size * 1024]).toFixed(2)}`);
}
console.log(`handover.wasm\t${wasm.ccall("moa_bench_handover_us", "number", [], []).toFixed(1)}`);
