// A run of 3 layers x 6 agents over loopback HTTP: wall time over the critical path, CPU time and memory of `moa`, and the
// official openai SDK in Node beside it. usage: loopback.mjs MOA_PROGRAM
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startProvider } from "./provider.mjs";

const exec = promisify(execFile);
const moa = process.argv[2];
const sizes = [6, 6, 1];
const folder = await mkdtemp(path.join(tmpdir(), "moa-bench-"));
const provider = await startProvider();

const agent = { provider: "custom", model: "m" };
const recipe = {
  format: "moa-recipe/1",
  name: "bench",
  layers: [{ agents: [{ ...agent, repeat: 6 }] }, { agents: [{ ...agent, repeat: 6 }] }, { agents: [agent] }],
};
const recipeFile = path.join(folder, "recipe.json");
const usageFile = path.join(folder, "usage");
await writeFile(recipeFile, JSON.stringify(recipe));

// GNU time: user and system seconds, peak resident kilobytes.
const timed = (command) => exec("/usr/bin/time", ["-f", "%U %S %M", "-o", usageFile, ...command], { maxBuffer: 1 << 26 });
async function usage() {
  const [user, system, kilobytes] = (await readFile(usageFile, "utf8")).trim().split("\n").at(-1).split(" ").map(Number);
  return { cpuMs: (user + system) * 1000, megabytes: kilobytes / 1024 };
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
async function measure(name, once) {
  const ratios = [];
  const cpus = [];
  const memories = [];
  for (let round = 0; round < 5; ++round) {
    provider.reset();
    const wall = await once();
    ratios.push(wall / provider.criticalPath(sizes));
    const { cpuMs, megabytes } = await usage();
    cpus.push(cpuMs);
    memories.push(megabytes);
  }
  console.log(`loopback.${name}.ratio\t${median(ratios).toFixed(4)}`);
  console.log(`loopback.${name}.cpu\t${median(cpus).toFixed(0)}`);
  console.log(`loopback.${name}.memory\t${median(memories).toFixed(1)}`);
}

await measure("moa", async () => {
  const { stdout } = await timed([
    moa, "run", "--json", "--recipe", recipeFile, "--provider", `custom=${provider.url}`, "--parallel", "custom=0", "What is it?",
  ]);
  const last = JSON.parse(stdout.trim().split("\n").at(-1));
  if (last.status !== "complete") throw new Error(`the run ended ${last.status}`);
  return last.total_ms;
});
const peer = fileURLToPath(new URL("peer.mjs", import.meta.url));
await measure("openai", async () => {
  const { stdout } = await timed([process.execPath, peer, provider.url, sizes.join(",")]);
  return JSON.parse(stdout).wall;
});

provider.close();
await rm(folder, { recursive: true });
