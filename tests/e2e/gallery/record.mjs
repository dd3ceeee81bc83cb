// Records the run logs that the gallery shows: record.mjs FOLDER. What answers is the scripted provider beside this file and,
// for the huge graph, the simulated one. animation.jsonl is what recorded-run.jsonl beside this file was made as.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { questions } from './texts.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const moa = path.join(process.env.MOA_BUILD ?? 'build/native', 'moa');
const folder = process.argv[2];
const scratch = await mkdtemp(path.join(tmpdir(), 'moa-gallery-'));
const env = { ...process.env, XDG_CACHE_HOME: scratch, XDG_CONFIG_HOME: scratch, XDG_DATA_HOME: scratch,
  TOGETHER_API_KEY: 'scripted', GROQ_API_KEY: 'scripted' };

/** Starts the scripted provider; gives its address and a function that ends it. */
async function provider(...refused) {
  const child = spawn(process.execPath, [path.join(here, 'provider.mjs'), ...refused], { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((resolve) => child.stdout.once('data', (line) => resolve(String(line).trim())));
  return { address, end: () => child.kill() };
}

/** Exit codes 3 and 4 tell of a degraded and a failed run, which are wanted here. */
function run(arguments_, wanted = [0]) {
  return new Promise((resolve, reject) => {
    execFile(moa, arguments_, { env }, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      if (wanted.includes(code)) resolve(stdout);
      else reject(new Error(`moa ${arguments_.join(' ')} ended with ${code}: ${stderr}`));
    }).stdin.end();
  });
}

async function record(name, question, { recipe = 'mixed', refused = [], code = 0, more = [] } = {}) {
  const { address, end } = await provider(...refused);
  // All of them are this machine's, which would be called one at a time.
  const at = ['together', 'groq', 'ollama'].flatMap((one) => ['--provider', `${one}=${address}`, '--parallel', `${one}=0`]);
  for (const one of ['together', 'groq']) await run(['models', one, '--provider', `${one}=${address}`]);
  await run(['run', '--no-history', '--recipe', path.join(here, `${recipe}.json`), ...at, ...more,
    '--overwrite', '--record', path.join(folder, `${name}.jsonl`), question], [code]);
  end();
}

/** Ten layers of 24 agents and an aggregator. */
async function recordHuge() {
  const models = ['atlas-70b', 'beacon-32b', 'cedar-8x22b', 'delta-r1', 'echo-8b', 'fjord-110b', 'gale-12b', 'harbor-72b'];
  const agents = Array.from({ length: 24 }, (_, i) => ({ provider: 'simulated', model: `sim/${models[i % models.length]}` }));
  const layers = [...Array.from({ length: 10 }, () => ({ agents })), { agents: [{ provider: 'simulated', model: 'sim/harbor-72b' }] }];
  const recipe = path.join(scratch, 'huge.json');
  await writeFile(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Ten layers', layers }));
  await run(['run', '--no-history', '--recipe', recipe, '--seed', '7', '--speed', '20',
    '--overwrite', '--record', path.join(folder, 'huge.jsonl'), 'Why is the sky blue?']);
}

await mkdir(folder, { recursive: true });
try {
  // One after another: a run's times are to be those of its models, not those of a busy machine.
  await record('complete', questions.solar.question);
  await record('animation', questions.solar.question,
    { recipe: 'lite', refused: ['Qwen3.5-9B'], code: 3, more: ['--limit', 'retries=1'] });
  await record('degraded', questions.solar.question, { refused: ['Qwen3.5-9B'], code: 3 });
  await record('failed', questions.solar.question, { refused: ['all'], code: 4, more: ['--limit', 'retries=1'] });
  await record('scripts', questions.scripts.question);
  await run(['run', '--no-history', '--recipe', 'moa-3-simulated', '--seed', '3', '--overwrite', '--record', path.join(folder, 'layers.jsonl'),
    'Why is the sky blue?']);
  await recordHuge();
} finally {
  await rm(scratch, { recursive: true, force: true });
}
