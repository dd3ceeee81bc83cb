// Every fault in three ways - virtual time, libcurl, the page - and one table of what came of it. A cell that differs from the
// expected outcome is marked and fails. Arguments: words of the names of the cases to run.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, serveSite } from '../browser/support.mjs';
import { withLimit } from '../trial.mjs';
import { addresses } from './addresses.mjs';
import { checkStops, rules as stopRules } from './cancel.mjs';
import { cases, cell, expectedCell } from './cases.mjs';
import { run as runLibcurl, startProvider } from './libcurl.mjs';
import { openTab } from './page.mjs';

const logs = fileURLToPath(new URL('../../../build/logs/', import.meta.url));
const TABS = 4;
const PROCESSES = 6;

const words = process.argv.slice(2);
const chosen = cases.filter((one) => words.length === 0 || words.some((word) => one.name.includes(word)));

// Far above what the longest case takes.
const LIMIT = 90000;

/** Runs `work` on every case, so many at once; gives the cells by the case's name. */
async function column(some, workers, work) {
  const left = [...some];
  const cells = new Map();
  await Promise.all(Array.from({ length: workers }, async (_, worker) => {
    for (let one = left.shift(); one; one = left.shift()) {
      try {
        cells.set(one.name, cell(await withLimit(work(one, worker), LIMIT, 'The run')));
      } catch (error) {
        cells.set(one.name, `error: ${error.message}`);
      }
    }
  }));
  return cells;
}

function virtualTime() {
  const program = path.join(process.env.MOA_BUILD, 'bin', 'fault_column');
  const lines = execFileSync(program, { encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd().split('\n').map((line) => JSON.parse(line));
  return new Map(lines.map((line) => [line.name, cell(line)]));
}

/** A provider of its own for each column: a rule that holds for the first attempts counts them. */
async function withProvider(some, use) {
  const provider = await startProvider([...some.filter((one) => !one.address).map((one) => one.rule), ...stopRules]);
  const places = await addresses();
  try {
    return await use((one) => (one.address ? places[one.address] : provider.address), provider);
  } finally {
    await provider.stop();
  }
}

const libcurl = (some) => withProvider(some, (place) => column(some, PROCESSES, (one) => runLibcurl(one, place(one))));

/** `stops`: whether a run is stopped at any moment, too. */
const inPage = (some, stops) => withProvider(some, async (place, provider) => {
  const site = await serveSite();
  const browser = await launch();
  try {
    const tabs = await Promise.all(Array.from({ length: TABS }, () => openTab(browser, site.address)));
    const cells = await column(some, TABS, (one, tab) => tabs[tab].run(one, place(one)));
    return { cells, stops: stops && await checkStops(tabs[0], provider) };
  } finally {
    await browser.close();
    await site.close();
  }
});

const begin = Date.now();
const [curlCells, { cells: pageCells, stops }] = await Promise.all([libcurl(chosen), inPage(chosen, true)]);
const coreCells = virtualTime();

// What differs is run once more; what then is as expected was flaky.
const flaky = [];
function takeAgain(way, cells, again, wanted) {
  for (const [name, found] of again) {
    if (found !== expectedCell(wanted(name))) continue;
    flaky.push(`flaky: ${name}, ${way} (${cells.get(name)})`);
    cells.set(name, found);
  }
}
const byName = new Map(chosen.map((one) => [one.name, one]));
const differing = (cells, member) => chosen.filter((one) => cells.get(one.name) !== expectedCell(one[member]));
const curlAgain = differing(curlCells, 'expected');
if (curlAgain.length > 0) takeAgain('libcurl', curlCells, await libcurl(curlAgain), (name) => byName.get(name).expected);
const pageAgain = differing(pageCells, 'page');
if (pageAgain.length > 0 || stops.faults.length > 0) {
  const again = await inPage(pageAgain, stops.faults.length > 0);
  takeAgain('page', pageCells, again.cells, (name) => byName.get(name).page);
  if (again.stops && again.stops.faults.length === 0) flaky.push(...stops.faults.splice(0).map((fault) => `flaky: ${fault}`));
}

let failed = 0;
const rows = chosen.map((one) => {
  const row = [
    [coreCells.get(one.name), expectedCell(one.expected)],
    [curlCells.get(one.name), expectedCell(one.expected)],
    [pageCells.get(one.name), expectedCell(one.page)],
  ].map(([found, expected]) => {
    if (found === expected) return found;
    failed += 1;
    return `!! ${found} (expected ${expected})`;
  });
  return [one.name, ...row];
});
const head = ['fault', 'virtual time', 'libcurl', 'page'];
const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at].length)));
const lines = [head, ...rows].map((row) => row.map((text, at) => text.padEnd(widths[at])).join('  ').trimEnd());
lines.push('', 'Each cell: run, node, finish reason, text that is kept, attempts, kind of error.');
lines.push(`${chosen.length} cases of ${new Set(chosen.map((one) => one.fault)).size} faults, ${failed} cells differ, ${((Date.now() - begin) / 1000).toFixed(0)} s`);
lines.push(`A run stopped at ${stops.checked} moments in the page: ${stops.faults.length} did not end at once`, ...stops.faults);
const text = lines.join('\n');
console.log([text, ...flaky].join('\n'));
mkdirSync(logs, { recursive: true });
writeFileSync(path.join(logs, 'fault-table.txt'), `${text}\n`);
const wrong = failed + stops.faults.length;
console.log(`${chosen.length * 3 + stops.checked - wrong} passed, ${wrong} failed`);
process.exit(wrong > 0 ? 1 : 0);
