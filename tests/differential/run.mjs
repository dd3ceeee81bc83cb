// The same byte streams through our decoder and through the official clients: the same answer, or a difference that the
// table in peculiarities.mjs lists and explains. usage: run.mjs DECODER [COUNT [FIRST_SEED]]
import { execFileSync } from 'node:child_process';
import { clientNames, decodeBy } from './clients.mjs';
import { peculiarities } from './peculiarities.mjs';
import { makeStream } from './streams.mjs';

const [decoder, count = '1000', firstSeed = '1'] = process.argv.slice(2);

// Ours brings the words of all providers to OpenAI's; that is a difference by intention, and the same everywhere.
const ourWords = new Map([['eos', 'stop'], ['COMPLETE', 'stop'], ['end_turn', 'stop'], ['MAX_TOKENS', 'length']]);

function decodeByUs(streams) {
  const number = (value) => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    return four;
  };
  const input = streams.flatMap(({ pieces }) => [number(pieces.length), ...pieces.flatMap((piece) => [number(piece.length), piece])]);
  const output = execFileSync(decoder, { input: Buffer.concat(input), maxBuffer: 1 << 30, encoding: 'utf8' });
  const lines = output.split('\n').slice(0, -1).map((line) => JSON.parse(line));
  if (lines.length !== streams.length) throw new Error(`The decoder answered ${lines.length} times to ${streams.length} streams.`);
  return lines.map(({ text, reasoning, finish, usage, error }) => ({ text, reasoning, finish, usage, failed: error !== null }));
}

const differing = (a, b) => Object.keys(a).filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]));

const streams = Array.from({ length: Number(count) }, (_, i) => makeStream(Number(firstSeed) + i));
const ours = decodeByUs(streams);
const table = new Map(peculiarities.filter((each) => each.why).map((each) => [each.name, { ...each, seen: 0 }]));
const tally = Object.fromEntries(clientNames.map((name) => [name, { same: 0, explained: 0, failed: 0 }]));
let renamed = 0;
let intended = 0;

for (const [i, stream] of streams.entries()) {
  if (stream.peculiarity === '') {
    // The generator knows what it wrote: that all clients agree on something else would not be noticed otherwise.
    const wanted = { ...stream.expected, finish: ourWords.get(stream.expected.finish) ?? stream.expected.finish, failed: false };
    if (differing(ours[i], wanted).length === 0) ++intended;
    else console.log(`FAILED seed ${stream.seed} (${stream.shape}): not what was written\n  written ${JSON.stringify(wanted)}\n  ours    ${JSON.stringify(ours[i])}`);
  }
  for (const client of clientNames) {
    const theirs = await decodeBy(client, stream.pieces);
    if (ourWords.has(theirs.finish)) {
      theirs.finish = ourWords.get(theirs.finish);
      ++renamed;
    }
    const fields = differing(ours[i], theirs);
    const row = table.get(stream.peculiarity);
    if (fields.length === 0) {
      ++tally[client].same;
    } else if (row && (row.clients ?? clientNames).includes(client) && row.explains(client, ours[i], theirs)) {
      ++tally[client].explained;
      ++row.seen;
    } else {
      ++tally[client].failed;
      console.log(`FAILED seed ${stream.seed} (${stream.shape}, ${stream.peculiarity || 'plain'}, line ends ${stream.style}) against ${client}: ${fields.join(', ')}`);
      console.log(`  ours   ${JSON.stringify(ours[i])}\n  theirs ${JSON.stringify(theirs)}`);
    }
  }
}

console.log(`${streams.length} streams, ${streams.reduce((sum, { pieces }) => sum + pieces.length, 0)} pieces, against ${clientNames.join(', ')}`);
for (const [name, { same, explained, failed }] of Object.entries(tally)) console.log(`${name}: ${same} the same, ${explained} with a listed difference, ${failed} not explained`);
console.log(`finish reasons brought to one word: ${renamed}`);
for (const { name, seen, why } of table.values()) console.log(`${String(seen).padStart(5)}  ${name}: ${why}`);

const plain = streams.filter(({ peculiarity }) => peculiarity === '').length;
const unexplained = Object.values(tally).reduce((sum, { failed }) => sum + failed, 0);
// A row that no stream shows any more is out of date; few streams by hand need not show all.
const stale = streams.length < 1000 ? [] : [...table.values()].filter(({ seen }) => seen === 0);
for (const { name } of stale) console.log(`FAILED the listed difference "${name}" did not come up: the clients have changed, or the row is wrong`);
const failed = unexplained + (plain - intended) + stale.length;
console.log(`${streams.length * clientNames.length + intended - unexplained} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
