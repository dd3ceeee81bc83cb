// Kills of the command line: in the middle of a run, of the run that resumes it, of an import, and of a rename.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { assertPaidOnce, callsOf, costOfKill, readLog } from './ledger.mjs';
import { aggregator, answerOf, proposers } from './provider.mjs';

const program = path.join(process.env.MOA_BUILD, 'moa');
/** A whole run with its start takes about this many milliseconds. */
export const RUN_MS = 700;

/** A home of its own, of a user who has a key for this provider. */
export function newHome(scratch, provider) {
  const home = mkdtempSync(path.join(scratch, 'home-'));
  const recipe = path.join(home, 'recipe.json');
  const agent = (model) => ({ provider: 'together', model });
  writeFileSync(recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Kills', layers: [{ agents: proposers.map(agent) }, { agents: [agent(aggregator)] }] }));
  const env = { PATH: process.env.PATH, HOME: home, TERM: 'dumb', XDG_DATA_HOME: path.join(home, 'data'), XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_CONFIG_HOME: path.join(home, 'config'), MOA_TOGETHER_API_KEY: 'sk-test-kills', MOA_TOGETHER_ORIGIN: provider.origin };
  return { home, recipe, env };
}

function start(args, env) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const run = { child, output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => { run.output += text; });
  child.stderr.setEncoding('utf8').on('data', (text) => { run.errors += text; });
  run.ended = once(child, 'close').then(([code, signal]) => Object.assign(run, { code: code ?? signal }));
  return run;
}
const call = (args, env) => start(args, env).ended;

/** Ends it after `delay`; answers when, or Infinity where it had ended by itself. */
async function killAfter(run, delay) {
  await Promise.race([pause(delay), run.ended]);
  const at = run.child.exitCode === null ? performance.now() : Infinity;
  run.child.kill('SIGKILL');
  await run.ended;
  return at;
}

/** The history of this home: its one conversation, or none. */
export function keptIn(env) {
  const folder = path.join(env.XDG_DATA_HOME, 'moa', 'history');
  const [id] = existsSync(folder) ? readdirSync(folder) : [];
  const file = id && path.join(folder, id, '1.jsonl');
  return { id, log: file && existsSync(file) ? readFileSync(file, 'utf8') : '' };
}

/** Resumes what is there to its end, and holds the calls against what had finished. */
export async function resume({ env }, provider, mark) {
  const { id, log } = keptIn(env);
  const before = callsOf(provider, mark);
  const { done } = readLog(log);
  const run = await call(['run', '--resume', id, '--provider', `together=${provider.url}`], env);
  // Where the last record had arrived, too, there is nothing to resume.
  if (!/the run is finished/.test(run.errors)) {
    assert.equal(run.code, 0, run.errors);
    assert.equal(run.output.trim(), answerOf(mark, aggregator).trim());
  }
  assertPaidOnce(provider, mark, done, before);
  const after = readLog(keptIn(env).log);
  for (const model of [...proposers, aggregator]) assert.equal(after.texts[model], answerOf(mark, model), `the log's text of ${model}`);
  const now = callsOf(provider, mark);
  return { again: [...done].reduce((sum, model) => sum + now[model] - before[model], 0) };
}

/** A kill before anything was written has cost nothing: no call was made. */
export function nothingPaid(provider, mark) {
  const paid = Object.values(callsOf(provider, mark)).reduce((sum, calls) => sum + calls, 0);
  assert.equal(paid, 0, 'calls were made of which nothing is kept');
  return { lost: 0, unread: 0, finished: 0, unfinished: 0, again: 0 };
}

/** What the kill has cost, and that what is there can be finished. */
export async function recovered(home, provider, mark, killedAt) {
  const { id, log } = keptIn(home.env);
  if (!id || log === '') return nothingPaid(provider, mark);
  const { done, lost, unread } = costOfKill(log, provider, mark, killedAt);
  const { again } = await resume(home, provider, mark);
  return { lost, unread, finished: done.size, unfinished: proposers.length + 1 - done.size, again };
}

const runArgs = (home, provider, mark) => ['run', '--recipe', home.recipe, '--provider', `together=${provider.url}`, `Explain ${mark.replace('-', ' ')}.`];

/** In the middle of a run: before its start, between two records, and within one. */
export async function killedRun({ scratch, provider, mark, random }) {
  const home = newHome(scratch, provider);
  const run = start(runArgs(home, provider, mark), home.env);
  return recovered(home, provider, mark, await killAfter(run, random() * RUN_MS));
}

/** The same, and the run that resumes it is killed as well. */
export async function killedResume({ scratch, provider, mark, random }) {
  const home = newHome(scratch, provider);
  await killAfter(start(runArgs(home, provider, mark), home.env), 100 + random() * (RUN_MS - 200));
  const { id, log } = keptIn(home.env);
  if (!id) return nothingPaid(provider, mark);
  const { done } = readLog(log);
  const before = callsOf(provider, mark);
  await killAfter(start(['run', '--resume', id, '--provider', `together=${provider.url}`], home.env), random() * RUN_MS);
  assertPaidOnce(provider, mark, done, before);
  const finished = readLog(keptIn(home.env).log).done;
  for (const model of done) assert.ok(finished.has(model), `${model} had finished and is lost`);
  const { again } = await resume(home, provider, mark);
  return { finished: finished.size, unfinished: proposers.length + 1 - finished.size, again };
}

/** A log that ends within a record: it is cut at a byte of its last one, as a kill or a power cut leaves it. */
export async function tornRecord({ scratch, provider, mark, random }) {
  const home = newHome(scratch, provider);
  await killAfter(start(runArgs(home, provider, mark), home.env), 150 + random() * (RUN_MS - 200));
  const { id, log } = keptIn(home.env);
  if (!id) return nothingPaid(provider, mark);
  const last = log.trimEnd().lastIndexOf('\n') + 1;
  // At least the first record stays: without it there is nothing to resume.
  const cut = Math.max(log.indexOf('\n') + 2, last + Math.floor(random() * (log.length - last)));
  writeFileSync(path.join(home.env.XDG_DATA_HOME, 'moa', 'history', id, '1.jsonl'), log.slice(0, cut));
  const { done } = readLog(log.slice(0, cut));
  const { again } = await resume(home, provider, mark);
  return { finished: done.size, unfinished: proposers.length + 1 - done.size, again };
}

const CONVERSATIONS = 40;

/** One file with many conversations, for the imports. */
export async function historyFile(scratch, provider) {
  const { env, home } = newHome(scratch, provider);
  const runs = await call(['run', '--simulate', '--speed', '1000', '--json', 'Why is the sky blue?'], env);
  const folder = path.join(env.XDG_DATA_HOME, 'moa', 'history');
  for (let i = 0; i < CONVERSATIONS; i++) {
    const id = `20260101-0000${String(i).padStart(2, '0')}-000`;
    mkdirSync(path.join(folder, id), { recursive: true });
    writeFileSync(path.join(folder, id, '1.jsonl'), runs.output);
  }
  const file = path.join(home, 'all.jsonl');
  const saved = await call(['history', 'export', file], env);
  assert.equal(saved.code, 0, saved.errors);
  return file;
}

const exported = async ({ env, home }) => {
  const file = path.join(home, 'again.jsonl');
  const saved = await call(['history', 'export', file], env);
  assert.equal(saved.code, 0, saved.errors);
  // Its first line says when it was written.
  return readFileSync(file, 'utf8').split('\n').slice(1);
};

/** In the middle of a save: what was imported is whole, and importing again brings the rest and doubles nothing. */
export async function killedImport({ scratch, provider, random, file }) {
  const home = newHome(scratch, provider);
  await killAfter(start(['history', 'import', file], home.env), 5 + random() * 60);
  const list = await call(['history', '--json'], home.env);
  assert.ok([0, 4].includes(list.code) || /empty/.test(list.errors), list.errors);
  const there = list.output.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  for (const { id } of there) assert.doesNotMatch((await call(['history', 'show', id], home.env)).output, /cannot be read|interrupted/);
  const again = await call(['history', 'import', file], home.env);
  assert.equal(again.code, 0, again.errors);
  const lines = await exported(home);
  assert.deepEqual([...lines].sort(), readFileSync(file, 'utf8').split('\n').slice(1).sort());
  return { finished: there.length, unfinished: CONVERSATIONS - there.length };
}

/** In the middle of a rename: the title is the old or the new one, and nothing else has changed. */
export async function killedRename({ scratch, provider, random, file }) {
  const home = newHome(scratch, provider);
  assert.equal((await call(['history', 'import', file], home.env)).code, 0);
  const ids = readdirSync(path.join(home.env.XDG_DATA_HOME, 'moa', 'history')).sort();
  await call(['history', 'rename', ids[0], 'The old title'], home.env);
  await killAfter(start(['history', 'rename', ids[0], 'The new title'], home.env), random() * 15);
  const list = await call(['history'], home.env);
  const rows = list.output.split('\n').filter((line) => /^\d/.test(line));
  assert.equal(rows.length, ids.length);
  assert.match(rows.find((row) => row.startsWith(ids[0])), /The (old|new) title$/);
  const renamed = await call(['history', 'rename', ids[0], 'The newest title'], home.env);
  assert.equal(renamed.code, 0, renamed.errors);
  return { finished: rows.length, unfinished: 0 };
}
