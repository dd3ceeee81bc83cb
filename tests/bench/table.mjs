// Reads `name<TAB>value` lines and prints the table: figure, budget, met or missed. The last line is `N passed, N failed`, of
// the shares (judge.mjs).
import os from 'node:os';
import { createInterface } from 'node:readline';
import { rowsOf, tolerance } from './judge.mjs';

const figures = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [name, value] = line.split('\t');
  // Of a figure that was measured several times the least counts: the rest of it is what the machine did meanwhile.
  if (value !== undefined) figures.set(name, Math.min(figures.get(name) ?? Infinity, Number(value)));
}

const rows = rowsOf(figures);
const cells = rows.map(({ what, value, unit, budget, verdict }) => [
  what,
  Number.isFinite(value) ? `${value} ${unit}` : 'not measured',
  budget === undefined ? '' : `${budget} ${unit}`,
  verdict,
]);
const head = ['what', 'figure', 'budget', ''];
const width = [0, 1, 2].map((i) => Math.max(...[head, ...cells].map((row) => row[i].length)));
const print = (row) => console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(width[i]) : i < 3 ? cell.padStart(width[i]) : cell)).join('  ').trimEnd());
console.log(`Measured on ${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}:`);
print(head);
cells.forEach(print);
const shares = rows.filter((row) => row.isShare);
const failed = shares.filter((row) => row.verdict === 'FAILED').length;
if (failed > 0) console.log(`FAILED: more than ${tolerance} times the budgeted share of what the peer took in this run, or not measured.`);
console.log(`${shares.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
