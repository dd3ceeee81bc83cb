// The kill table: how often each writer was killed, what was there afterwards, what was lost, and what was called again, counted at
// the provider. What of it is a promise is asserted; milliseconds are told. The last line is `N passed, N failed`.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { tally } from '../trial.mjs';
import { rowOf } from './ledger.mjs';
import { crashedPages } from './page.mjs';
import { startProvider } from './provider.mjs';
import { historyFile, killedImport, killedRename, killedResume, killedRun, tornRecord } from './terminal.mjs';
import { killedWindow, startDisplay } from './window.mjs';

const [kills = 200, crashes = 50] = process.argv.slice(2).map(Number);
const AT_ONCE = 3;
const scratch = mkdtempSync(path.join(os.tmpdir(), 'moa-kills-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Moments and bytes of the kills, the same each time. */
function seeded(seed) {
  let state = seed;
  return () => { // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const provider = await startProvider();
const display = await startDisplay();
const file = await historyFile(scratch, provider);
const rows = [];
const tests = tally();
let number = 0;

async function many(times, kill) {
  const costs = [];
  let left = times;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (left-- > 0) {
      const mark = `kill-${++number}`;
      try {
        costs.push(await kill({ scratch, provider, mark, random: seeded(number), file, display }));
      } catch (error) {
        error.message = `${mark}: ${error.message}`;
        throw error;
      }
    }
  }));
  return costs;
}

const writers = {
  'terminal, a run': [0.45, killedRun],
  'terminal, a run and the one that resumes it': [0.15, killedResume],
  'terminal, within a record': [0.1, tornRecord],
  'terminal, an import': [0.1, killedImport],
  'terminal, a rename': [0.1, killedRename],
  'window, a run': [0.1, killedWindow],
};
for (const [name, [share, kill]] of Object.entries(writers)) {
  const times = Math.max(1, Math.round(kills * share));
  await tests.run(`${times} kills: ${name}`, async () => {
    rows.push(rowOf(name, await many(times, kill)));
  }, { limit: 400000 });
}
await tests.run(`${crashes} crashes of the page's renderer`, async () => {
  rows.push(rowOf('page, a run', await crashedPages({ provider, crashes, random: seeded(1) })));
}, { limit: 600000 });

const ms = (value) => value.toFixed(0).padStart(6);
console.log(`${'killed'.padEnd(46)} kills  kept whole  to do  text lost, median and longest ms  unread ms  called again`);
for (const { name, kills: times, finished, unfinished, lost, unread, again } of rows) {
  console.log(`${name.padEnd(46)} ${String(times).padStart(5)}  ${String(finished).padStart(10)}  ${String(unfinished).padStart(5)}  ${ms(lost[0])} ${ms(lost[1])}${' '.repeat(20)} ${ms(unread)}  ${String(again).padStart(12)}`);
}
const passed = await tests.end();
await Promise.all([provider.close(), display.close()]);
process.exit(passed ? 0 : 1);
