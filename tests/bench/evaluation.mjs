// moa eval over loopback, 100 questions of 19 calls at a provider that takes 16 at once: wall time over the bound that the
// provider sets. Beside it the official openai package with the same limit, and the reference implementation's way: 16
// processes that each ask one proposer after another. And 805 questions in virtual time. usage: evaluation.mjs MOA_PROGRAM
import { execFile } from "node:child_process";
import http from "node:http";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const exec = promisify(execFile);
const moa = process.argv[2];
const folder = await mkdtemp(path.join(tmpdir(), "moa-bench-"));
const [questions, layers, proposers, atOnce, answerMs] = [100, 3, 6, 16, 100];
const calls = questions * (layers * proposers + 1);

// Every answer takes the same time from the request on, so the bound is plain: all calls, so many at once.
const busy = { now: 0, most: 0, calls: 0 };
const event = (delta, finish = null) =>
  `data: ${JSON.stringify({ object: "chat.completion.chunk", model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const server = http.createServer((request, response) => {
  if (request.method === "GET") return response.writeHead(404).end(); // asks for its models, which is no call
  busy.now += 1;
  busy.calls += 1;
  busy.most = Math.max(busy.most, busy.now);
  request.resume();
  response.socket.setNoDelay(true);
  setTimeout(() => {
    busy.now -= 1;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(`${event({ content: "An answer of a few words." })}${event({}, "stop")}data: [DONE]\n\n`);
  }, answerMs);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/v1`;

const layersOf = (provider, model) => [
  ...Array.from({ length: layers }, () => ({ agents: [{ provider, model, repeat: proposers }] })), { agents: [{ provider, model }] },
];
const file = async (name, text) => {
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
};
const set = (count) => Array.from({ length: count }, (_, id) => `${JSON.stringify({ id, prompt: `What is ${id} * 23?` })}\n`).join("");
const recipe = (provider, model) => JSON.stringify({ format: "moa-recipe/1", name: "bench", layers: layersOf(provider, model) });

async function measured(name, command) {
  Object.assign(busy, { now: 0, most: 0, calls: 0 });
  const usageFile = path.join(folder, "usage");
  const { stdout } = await exec("/usr/bin/time", ["-f", "%e %M", "-o", usageFile, ...command], { maxBuffer: 1 << 26 });
  const [seconds, kilobytes] = (await readFile(usageFile, "utf8")).trim().split("\n").at(-1).split(" ").map(Number);
  return { name, stdout, seconds, megabytes: kilobytes / 1024 };
}
function tellRatio({ name, seconds }) {
  if (busy.calls !== calls || busy.most > atOnce) throw new Error(`${name}: ${busy.calls} calls, ${busy.most} at once`);
  console.log(`evaluation.${name}.ratio\t${((seconds * 1000) / ((calls * answerMs) / atOnce)).toFixed(3)}`);
}

const evalOf = (out, more) => [moa, "eval", "--format", "jsonl", "--out", path.join(folder, out), ...more];
tellRatio(await measured("moa", evalOf("loopback", [
  "--questions", await file("q100", set(questions)), "--recipe", await file("loopback.json", recipe("custom", "m")),
  "--provider", `custom=${url}`, "--parallel", `custom=${atOnce}`,
])));
const peer = fileURLToPath(new URL("evaluation_peer.mjs", import.meta.url));
for (const way of ["limited", "sequential"]) {
  tellRatio(await measured(way, [process.execPath, peer, url, way, questions, layers, proposers, atOnce].map(String)));
}
server.close();

const simulated = await file("simulated.json", recipe("simulated", "sim/atlas-70b"));
const sizes = [];
for (const count of [805, 1610]) {
  sizes.push(await measured("virtual", evalOf(`virtual-${count}`, ["--questions", await file(`q${count}`, set(count)), "--recipe", simulated])));
}
console.log(`evaluation.virtual.seconds\t${sizes[0].seconds}`);
console.log(`evaluation.virtual.memory\t${sizes[0].megabytes.toFixed(1)}`);
console.log(`evaluation.virtual.growth\t${(sizes[1].megabytes - sizes[0].megabytes).toFixed(1)}`);
await rm(folder, { recursive: true });
