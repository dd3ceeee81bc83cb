// Turns the latency study's lines (standard input) into docs/latency.md, docs/latency.svg and the README's table; with --check it
// only says which of them are something else.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const strategies = {
  sequential: 'one after the other',
  barrier: 'all, wait for all',
  quorum: 'two thirds + 0.5 s',
  deadline: 'at most 10 s a layer',
  early_exit: 'early exit',
};
const troubles = {
  none: 'Nothing goes wrong',
  straggler: 'One straggler',
  failing: 'One failing provider',
  both: 'One straggler and one failing provider',
};

const rows = readFileSync(0, 'utf8').trimEnd().split('\n').map((line) => {
  const [trouble, layers, proposers, strategy, first50, first95, whole50, whole95, answered, used] = line.split('\t');
  return { trouble, layers: +layers, proposers: +proposers, strategy, first50: +first50, first95: +first95, whole50: +whole50, whole95: +whole95, answered: +answered, used: +used };
});
if (rows.length !== 120) throw new Error(`the study printed ${rows.length} lines, not 120`);
const find = (trouble, layers, proposers, strategy) =>
  rows.find((row) => row.trouble === trouble && row.layers === layers && row.proposers === proposers && row.strategy === strategy);
const shapes = [2, 3].flatMap((layers) => [3, 6, 12].map((proposers) => ({ layers, proposers })));
const seconds = (ms) => (ms < 9950 ? (ms / 1000).toFixed(1) : String(Math.round(ms / 1000)));

function table(trouble, part) {
  const head = `| layers × proposers | ${Object.values(strategies).join(' | ')} |\n|---|${'---:|'.repeat(5)}`;
  const lines = shapes.map(({ layers, proposers }) => {
    const cells = Object.keys(strategies).map((strategy) => {
      const row = find(trouble, layers, proposers, strategy);
      return `${seconds(row[`${part}50`])} / ${seconds(row[`${part}95`])}`;
    });
    return `| ${layers} × ${proposers} | ${cells.join(' | ')} |`;
  });
  return `${head}\n${lines.join('\n')}`;
}

/** What the waits cost: the share of a layer's answers that is built on. */
function usedTable() {
  const head = `| | layers × proposers | ${Object.values(strategies).join(' | ')} |\n|---|---|${'---:|'.repeat(5)}`;
  const lines = Object.entries(troubles).flatMap(([trouble, title]) => shapes.map(({ layers, proposers }) => {
    const cells = Object.keys(strategies).map((strategy) => `${Math.round(find(trouble, layers, proposers, strategy).used * 100)} %`);
    return `| ${title} | ${layers} × ${proposers} | ${cells.join(' | ')} |`;
  }));
  return `${head}\n${lines.join('\n')}`;
}

function page() {
  const parts = Object.entries(troubles).map(([trouble, title]) => `## ${title}

Time to the first token of the answer, seconds, median / 95th percentile:

${table(trouble, 'first')}

Time to the whole answer:

${table(trouble, 'whole')}
`);
  return `# Latency

\`tests/bench/latency/run\` makes this page, its picture and the table in the README: 400 runs of the real engine for each cell, in
virtual time, over seeded models of how models answer (\`tests/bench/latency/latency_model.hpp\` says which). No provider is called,
and the same seeds give the same figures.

What stands in the columns: *one after the other*, as the reference implementation's evaluation scripts call their proposers;
*all, wait for all*, as its other programs do; *two thirds + 0.5 s*: a layer is left half a second after two thirds of its answers are
there; *at most 10 s a layer*; *early exit*: further proposer layers are left out when the answers agree, which they do on every
second question here, so that it has something to leave out with three layers only.

The straggler is five times as late and as slow as it would be; the failing provider refuses every call with status 503, and is asked
again as often as the default limits say. Layers count the aggregator's.

${parts.join('\n')}
## What it costs

The share of the last proposer layer's answers that the final answer is built from, on average. What this does to its quality is not
measured here.

${usedTable()}
`;
}

// The picture: medians as dots, a line to the 95th percentile, on a logarithmic axis.
const width = 860;
const left = 190;
const right = 24;
const rowHeight = 17;
const groupGap = 20;
const top = 84;
const low = 5000;
const high = Math.max(...rows.map((row) => row.first95)) * 1.15;
const x = (ms) => left + ((width - left - right) * Math.log(Math.max(ms, low) / low)) / Math.log(high / low);
const text = (at, y, words, more = '') => `<text x="${at.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;

function picture() {
  const out = [];
  const height = top + shapes.length * (Object.keys(strategies).length * rowHeight + groupGap + 8) + 36;
  const ticks = [5, 10, 20, 50, 100, 200, 500].map((s) => s * 1000).filter((ms) => ms <= high);
  for (const tick of ticks) {
    out.push(`<line class="grid" x1="${x(tick).toFixed(1)}" x2="${x(tick).toFixed(1)}" y1="${top - 10}" y2="${height - 34}"/>`);
    out.push(text(x(tick), height - 16, `${tick / 1000} s`, 'class="small" text-anchor="middle"'));
  }
  out.push(text(16, 26, 'Time to the first token of the answer', 'class="title"'));
  out.push(text(left - 14, height - 16, 'logarithmic', 'class="small" text-anchor="end"'));
  const key = 50;
  out.push(`<circle class="calm" cx="22" cy="${key - 4}" r="6"/>`, text(34, key, 'nothing goes wrong, median', 'class="small"'));
  out.push(`<g class="barrier"><line x1="212" x2="236" y1="${key - 4}" y2="${key - 4}"/><circle cx="212" cy="${key - 4}" r="4.5"/></g>`);
  out.push(text(244, key, 'one straggler and one failing provider: median, line to the 95th percentile', 'class="small"'));
  let y = top;
  for (const { layers, proposers } of shapes) {
    out.push(text(16, y + 4, `${layers} layers, ${proposers} proposers`, 'class="group"'));
    y += groupGap - 2;
    for (const [strategy, name] of Object.entries(strategies)) {
      const bad = find('both', layers, proposers, strategy);
      const calm = find('none', layers, proposers, strategy);
      out.push(text(left - 14, y + 4, name, 'class="small" text-anchor="end"'));
      out.push(`<circle class="calm" cx="${x(calm.first50).toFixed(1)}" cy="${y}" r="6"/>`);
      out.push(`<g class="${strategy}"><line x1="${x(bad.first50).toFixed(1)}" x2="${x(bad.first95).toFixed(1)}" y1="${y}" y2="${y}"/>`
        + `<circle cx="${x(bad.first50).toFixed(1)}" cy="${y}" r="4.5"/></g>`);
      y += rowHeight;
    }
    y += 10;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Time to the first token by strategy, layers and number of proposers; the figures stand in docs/latency.md">
<style>
  svg { background: #fbfbfa; font: 13px Inter, system-ui, sans-serif; }
  text { fill: #1d232b; } .title { font-size: 17px; font-weight: 600; } .group { font-weight: 600; } .small { font-size: 12px; fill: #4d5662; }
  .grid { stroke: #dfe2e6; } g line { stroke-width: 2.5; stroke-linecap: round; } .calm { fill: #fbfbfa; stroke: #6a7480; stroke-width: 1.5; }
  .sequential { fill: #9a6700; stroke: #9a6700; } .barrier { fill: #3b5bdb; stroke: #3b5bdb; } .quorum { fill: #0b7a5c; stroke: #0b7a5c; }
  .deadline { fill: #9c36b5; stroke: #9c36b5; } .early_exit { fill: #c2410c; stroke: #c2410c; }
  @media (prefers-color-scheme: dark) {
    svg { background: #14171c; } text { fill: #e7eaee; } .small { fill: #aab3be; } .grid { stroke: #2a303a; } .calm { fill: #14171c; stroke: #8c96a3; }
    .sequential { fill: #e3b341; stroke: #e3b341; } .barrier { fill: #7c9cff; stroke: #7c9cff; } .quorum { fill: #3fcf9f; stroke: #3fcf9f; }
    .deadline { fill: #d08bf0; stroke: #d08bf0; } .early_exit { fill: #ff9a5c; stroke: #ff9a5c; }
  }
</style>
<rect class="paper" width="100%" height="100%" fill="none"/>
${out.join('\n')}
</svg>
`;
}

if (rows.some((row) => row.answered < 1)) console.error('Some runs of the study have no answer; they are in no figure.');
const begin = '<!-- latency: made by tests/bench/latency/run -->';
const end = '<!-- latency: end -->';
const readme = readFileSync('README.md', 'utf8');
const from = readme.indexOf(begin);
const to = readme.indexOf(end);
if (from < 0 || to < from) throw new Error('README.md has no place for the latency table');
const made = {
  'README.md': `${readme.slice(0, from + begin.length)}\n${table('both', 'first')}\n${readme.slice(to)}`,
  'docs/latency.md': page(),
  'docs/latency.svg': picture(),
};
if (process.argv[2] === '--check') {
  const differs = ([file, content]) => !existsSync(file) || readFileSync(file, 'utf8') !== content;
  const old = Object.entries(made).filter(differs).map(([file]) => file);
  for (const file of old) console.log(`${file} is not what the study yields: run tests/bench/latency/run`);
  console.log(`${3 - old.length} passed, ${old.length} failed`);
  process.exitCode = old.length > 0 ? 1 : 0;
} else {
  for (const [file, content] of Object.entries(made)) writeFileSync(file, content);
}
