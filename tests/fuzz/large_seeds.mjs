// Writes inputs of the sizes and depths that a server, or a file, can have: JSON nested, with many members, with long texts,
// and all of that as the body of an answer. usage: node tests/fuzz/large_seeds.mjs FOLDER (with a folder in it per target)
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
const KB = 1024;
// Depths that a reader may bear or not, and sizes up to the most that a target is given (tests/fuzz/run).
const depths = [200, 4000, 50000];
const sizes = [32 * KB, 1000 * KB];
const isLarge = (value) => value.length > 100 * KB;

const repeat = (text, bytes) => text.repeat(Math.max(1, Math.floor(bytes / text.length)));
const many = (bytes, item) => {
  const items = [];
  for (let length = 0, i = 0; length < bytes; ++i) {
    items.push(item(i));
    length += items.at(-1).length + 1;
  }
  return items.join(',');
};
const within = (depth, open, close, core) => open.repeat(depth) + core + close.repeat(depth);

/** JSON by name. */
const values = {};
for (const depth of depths) {
  values[`arrays-${depth}`] = within(depth, '[', ']', '');
  values[`arrays-open-${depth}`] = '['.repeat(depth);
  values[`objects-${depth}`] = within(depth, '{"a":', '}', '1');
  values[`errors-${depth}`] = within(depth, '{"error":', '}', '"x"');
  values[`messages-${depth}`] = within(depth, '{"error":{"message":', '}}', '"x"');
  values[`details-${depth}`] = within(depth, '{"detail":[', ']}', '1');
  values[`mixed-${depth}`] = within(depth, '[{"a":[', ']}]', '1');
}
for (const bytes of sizes) {
  const name = `${bytes / KB}k`;
  values[`members-${name}`] = `{${many(bytes, (i) => `"m${i}":${i}`)}}`;
  values[`alike-${name}`] = `{${many(bytes, () => '"error":1')}}`;
  values[`numbers-${name}`] = `[${many(bytes, (i) => String(i))}]`;
  values[`objects-in-a-row-${name}`] = `[${many(bytes, (i) => `{"id":"m${i}"}`)}]`;
  values[`string-${name}`] = JSON.stringify(repeat('word ', bytes));
  values[`escapes-${name}`] = `"${repeat('\\u00e9', bytes)}"`;
  values[`number-${name}`] = repeat('9', bytes);
}

/** What else stands around a value, for each target. */
const wraps = {
  deltas: [
    (value) => value,
    (value) => `{"choices":[{"index":0,"delta":{"content":${value}}}]}`,
    (value) => `{"choices":[{"index":0,"delta":{"content":"a"},"logprobs":${value}}]}`,
    (value) => `{"error":${value}}`,
    (value) => `{"choices":${value}}`,
  ],
  errors: [(value) => value, (value) => `{"error":${value}}`, (value) => `{"error":{"message":${value}}}`, (value) => `{"detail":${value}}`],
  models: [(value) => value, (value) => `{"data":${value}}`, (value) => `{"data":[{"id":"m","pricing":${value}}]}`],
  sse: [(value) => `data: ${value}\n\n`, (value) => `event: error\ndata: ${value}\n\n`],
  // The bytes at the end choose limit, status and type: an event stream, and one body of JSON.
  responses: [
    (value) => `data: {"choices":[{"delta":{"content":${value}}}]}\n\ndata: [DONE]\n\n\0\0\0`,
    (value) => `data: {"error":${value}}\n\n\0\0\0`,
    (value) => `{"choices":[{"message":{"content":"a"},"logprobs":${value}}]}\x01\0\0`,
    (value) => `{"error":${value}}\x01\x04\x01\0`,
  ],
  recipes: [
    (value) => value,
    (value) => `{"format":"moa-recipe/1","name":${value},"layers":[]}`,
    (value) => `{"format":"moa-recipe/1","defaults":{"parameters":{"x":${value}}},"layers":[{"agents":[{"provider":"a","model":"b"}]}]}`,
  ],
  kept_files: [
    (value) => value,
    (value) => `{"format":"moa-setup/1","provider":"simulated","shape":"moa-lite","proposers":${value}}`,
    (value) => `{"format":"moa-setup/1","provider":"simulated","shape":"moa-lite","recipe":${value}}`,
    (value) => `{"format":"moa-experience/1","models":${value}}`,
    (value) => `{"id":"20261124-133304-017","turns":${value}}`,
  ],
  question_sets: [(value) => value, (value) => `[{"instruction":${value}},{"id":1,"prompt":"a","x":${value}}]`],
  run_logs: [(value) => `${value}\n`, (value) => `{"t":0,"event":"run.started","format":"moa-run/1","recipe":${value}}\n`],
};

for (const [target, around] of Object.entries(wraps)) {
  const into = path.join(folder, target);
  mkdirSync(into, { recursive: true });
  for (const [name, value] of Object.entries(values)) {
    // A large one in one place: where a value stands is tried with the smaller ones.
    const some = isLarge(value) ? around.slice(0, 1) : around;
    some.forEach((wrap, i) => writeFileSync(path.join(into, `large-${name}-${i}`), wrap(value)));
  }
}
// Formulas: groups in each other, and as long as one is read.
mkdirSync(path.join(folder, 'tex'), { recursive: true });
const formulas = {
  groups: within(13, '{', '}', repeat('x_1+', 3 * KB)),
  fractions: within(12, '\\frac{1}{', '}', repeat('x_1+', 3 * KB)),
  fences: within(13, '\\left(a\\middle|', '\\right)', repeat('x_1+', 3 * KB)),
  matrices: within(14, '\\begin{aligned}a&', '\\end{aligned}', repeat('x&y\\\\', 3 * KB)),
  cells: repeat('&\\\\', 4 * KB),
  accents: repeat('\\overbrace{\\hat x}', 4 * KB),
  deep: within(50000, '{', '}', 'x'),
  long: repeat('\\sqrt', 1000 * KB),
};
for (const [name, text] of Object.entries(formulas)) writeFileSync(path.join(folder, 'tex', `large-${name}`), text);
// Markdown that could take more than its length: brackets, marks and blocks around each other, or without an end.
mkdirSync(path.join(folder, 'markdown'), { recursive: true });
const around = (open, close, bytes) => within(Math.floor(bytes / (open.length + close.length)), open, close, 'a');
for (const bytes of [120 * KB, 1000 * KB]) {
  const texts = {};
  for (const [i, part] of ['[', '[](', '[a](', '![', '**_', '*a **b ', '~~a ~b ', '<', '`', 'a`b``', '$a ', '$$a$b', '\\(a ', '|', '&', '# h\n', '---\n',
    '- item\n', '> a\n', '```\n', 'a|b\n', '[a]: x\n', '[r]: x\n\nsee [r]\n\n', 'https://a.b/c ', 'abcdefgh', '\u4e2d', '\u202b', '\n', '\t'].entries()) {
    texts[`part-${i}`] = repeat(part, bytes);
  }
  for (const [i, [open, close]] of [['[', ']'], ['[\n', ']\n'], ['[', '](x)'], ['![', '](x)'], ['[', '][a]'], ['~a ', ' a~'], ['~~a ', ' a~~'], ['*a ', ' a*'],
    ['>', ''], ['- ', '']].entries()) {
    texts[`around-${i}`] = around(open, close, bytes);
  }
  texts.sparse = `|${'a|'.repeat(120)}\n|${'-|'.repeat(120)}\n${repeat('|\n', bytes)}`;
  texts.table = `|a|b|\n|-|-|\n${repeat('|c|**d**|\n', bytes)}`;
  texts.code = `\`\`\`cpp\n${repeat('int main() { return 0; }\n', bytes)}`;
  texts.line = `\`\`\`js\n${repeat("`${'a", bytes)}`;
  for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, 'markdown', `large-${name}-${bytes / KB}k`), text);
}
// Events that are many, or long in pieces.
for (const bytes of [32 * KB, 512 * KB]) {
  const name = `${bytes / KB}k`;
  const streams = {
    events: repeat('data: {"choices":[{"delta":{"content":"word "}}]}\n\n', bytes),
    lines: `${repeat('data: x\n', bytes)}\n`,
    comments: repeat(': keep-alive\n\n', bytes),
    field: `data: ${repeat('x', bytes)}`,
    newlines: repeat('\n', bytes),
  };
  for (const [kind, text] of Object.entries(streams)) {
    writeFileSync(path.join(folder, 'sse', `large-${kind}-${name}`), text);
    writeFileSync(path.join(folder, 'responses', `large-${kind}-${name}`), `${text}\0\0\0`);
  }
}
