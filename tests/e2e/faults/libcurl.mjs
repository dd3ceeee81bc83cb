// The cases through the command line: libcurl against moa simulate.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { table } from './cases.mjs';

const moa = path.join(process.env.MOA_BUILD, 'moa');
const folder = mkdtempSync(path.join(os.tmpdir(), 'moa-faults-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const environment = (more) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_API_KEY$/.test(name))),
  ...more,
});

/** moa simulate with these faults; `address` is its base URL, `log()` a line for every request that has ended. */
export async function startProvider(rules) {
  const { pace } = table;
  const child = spawn(moa, ['simulate', '--verbose', '--exact', '--tokens-per-second', '0', '--seed', pace.seed,
    '--first-token-ms', pace.first_token_ms, '--answer-tokens', pace.answer_tokens,
    ...rules.flatMap((rule) => ['--fault', rule])], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let notes = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { notes += text; });
  child.stdout.setEncoding('utf8').on('data', (text) => { output += text; });
  while (!output.includes('\n')) {
    if (child.exitCode !== null) throw new Error('moa simulate did not start');
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  const ended = once(child, 'exit');
  return {
    address: output.split('\n')[0],
    log: () => notes,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}

function recipe(model) {
  const agent = (name) => ({ provider: 'local', model: name });
  const { connect_ms, first_token_ms, idle_ms, total_ms, retries } = table.limits;
  return {
    format: 'moa-recipe/1',
    name: 'Fault',
    defaults: { ...table.parameters, limits: { connect_ms, first_token_ms, idle_ms, total_ms, retries } },
    layers: [{ agents: [{ ...agent(table.model), repeat: table.proposers }] }, { agents: [agent(model)] }],
  };
}

/** What the run log tells of the node. */
function outcome(log, node) {
  const found = { run: 'none', state: 'none', finish: '', text: '', attempts: 0, error: '' };
  for (const line of log.trimEnd().split('\n')) {
    const event = JSON.parse(line);
    if (event.event === 'run.finished') found.run = event.status;
    if (event.node !== node) continue;
    if (event.event === 'node.text') found.text += event.text;
    if (event.event !== 'node.state') continue;
    if (event.state === 'waiting') found.text = '';
    found.state = event.state;
    found.finish = event.finish || '';
    found.attempts = event.attempt || found.attempts;
    found.error = event.error?.kind || '';
  }
  return found;
}

/** Runs one case at this base URL. */
export async function run(one, baseUrl) {
  const file = path.join(folder, `${one.model.replace(/\W/g, '-')}.json`);
  writeFileSync(file, JSON.stringify(recipe(one.model)));
  const child = spawn(moa, ['run', '--json', '--recipe', file, '--provider', `local=${baseUrl}`, table.question],
    { env: environment({ MOA_LOCAL_API_KEY: 'sk-test-fault' }), stdio: ['ignore', 'pipe', 'pipe'], timeout: 60000, killSignal: 'SIGKILL' });
  let log = '';
  let words = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { log += text; });
  child.stderr.setEncoding('utf8').on('data', (text) => { words += text; });
  await once(child, 'close');
  if (!log) throw new Error(words);
  return outcome(log, one.node);
}
