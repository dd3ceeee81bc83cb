// Files from strangers: a valid one with each of its members made what nobody expects, and files that are none.

/** What a terminal obeys and a page might run: it must come out as something else. */
export const INJECTED = '\u001b]0;owned\u0007\u009b31m\u009d0;owned\u009c\u202e<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
/** Control characters and direction marks of it; newline and the colours of the program's own are not among them. */
export const OBEYED = /\u001b\]|\u0007|[\u0080-\u009f]|[\u202a-\u202e\u2066-\u2069]/;

const deep = (levels) => '['.repeat(levels) + ']'.repeat(levels);
const VALUES = {
  null: null, true: true, 'a negative number': -1, 'a huge number': 1e308, 'a fraction': 0.5, 'an empty text': '', 'a text that injects': INJECTED,
  'an empty list': [], 'a list of lists': [[[[]]]], 'an empty object': {}, 'an object with a list': { a: [1, INJECTED] }, 'an address': 'http://evil.invalid/v1',
};

/** The paths of all members and elements of a JSON value. */
function* paths(value, path = []) {
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    yield [...path, key];
    yield* paths(value[key], [...path, key]);
  }
}

/** The value with one member replaced; undefined leaves it out. */
function changed(value, path, replacement) {
  const copy = structuredClone(value);
  const owner = path.slice(0, -1).reduce((inner, key) => inner[key], copy);
  if (replacement === undefined) delete owner[path.at(-1)];
  else owner[path.at(-1)] = replacement;
  return copy;
}

/** Each member missing, and with a value of each other kind. @returns {Generator<[string, string]>} */
export function* mutations(value) {
  for (const path of paths(value)) {
    const name = path.join('.');
    yield [`${name} is missing`, JSON.stringify(changed(value, path, undefined))];
    for (const [what, replacement] of Object.entries(VALUES)) yield [`${name} is ${what}`, JSON.stringify(changed(value, path, replacement))];
  }
}

/** Files that are no JSON of any format, or far too much of it. @returns {[string, string | Buffer][]} */
export function noFiles(format) {
  return [
    ['nothing', ''],
    ['one byte', '{'],
    ['no text', Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x1b, 0x5d])],
    ['zeros', Buffer.alloc(100000)],
    ['a list 100,000 deep', deep(100000)],
    ['an object 100,000 deep', '{"a":'.repeat(100000)],
    ['the format 100,000 deep', `{"format":"${format}","layers":${deep(100000)},"nodes":${deep(100000)}}`],
    ['a text of 8 MB', JSON.stringify({ format, name: 'x'.repeat(8 << 20) })],
    ['100,000 members', JSON.stringify({ format, ...Object.fromEntries(Array.from({ length: 100000 }, (_, i) => [`m${i}`, i])) })],
    ['one member many times', `{${`"format":"${format}",`.repeat(50000)}"layers":[]}`],
    ['half a surrogate', `{"format":"${format}","name":"\\ud800","layers":[]}`],
    ['markup', '<html><script>window.ran=1</script></html>'],
  ];
}

export const recipe = {
  format: 'moa-recipe/1', name: 'Strange', defaults: { max_tokens: 100, temperature: 0.7, limits: { retries: 0, total_ms: 1000 } },
  layers: [
    { agents: [{ provider: 'together', model: 'a', repeat: 2, role: 'skeptic', system: 'Be brief.' }, { provider: 'groq', model: 'b' }], quorum: { answers: 1 } },
    { agents: [{ provider: 'together', model: 'c', seed: 3 }] },
  ],
};

/** A run log of a run in which something was answered, failed and was cut. One line each. */
export const log = [
  { t: 0, event: 'run.started', format: 'moa-run/1', recipe: { format: 'moa-recipe/1', name: 'Strange', layers: [{ agents: [{ provider: 'together', model: 'a' }, { provider: 'together', model: 'b' }] }, { agents: [{ provider: 'together', model: 'c' }] }] },
    messages: [{ role: 'user', content: 'Why?' }],
    nodes: [[{ id: '1.1', provider: 'together', model: 'a', label: 'a' }, { id: '1.2', provider: 'together', model: 'b', label: 'b' }], [{ id: '2.1', provider: 'together', model: 'c', label: 'c' }]] },
  { t: 1, event: 'node.state', node: '1.1', state: 'waiting', attempt: 1 },
  { t: 2, event: 'node.text', node: '1.1', text: 'Light.' },
  { t: 3, event: 'node.state', node: '1.1', state: 'done', finish: 'stop', usage: { prompt_tokens: 12, completion_tokens: 3, estimated: false }, cost_usd: 1e-5, ttft_ms: 1, total_ms: 2 },
  { t: 4, event: 'node.state', node: '1.2', state: 'failed', attempt: 1, error: { kind: 'rate_limited', status: 429, message: 'Too many.', hint: 'Wait.' }, total_ms: 4 },
  { t: 5, event: 'node.state', node: '2.1', state: 'waiting', attempt: 1 },
  { t: 6, event: 'node.text', node: '2.1', text: 'Blue.' },
  { t: 7, event: 'node.state', node: '2.1', state: 'done', finish: 'length', usage: { prompt_tokens: 40, completion_tokens: 6, estimated: false }, ttft_ms: 1, total_ms: 2 },
  { t: 8, event: 'run.finished', status: 'degraded', answer: 'Blue.', missing: ['1.2'], cut: ['2.1'] },
];
export const textOf = (lines) => `${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`;

/** The log with each member of each line made something else, lines twice, and in another order. @returns {Generator<[string, string]>} */
export function* logs() {
  for (const [i, line] of log.entries()) {
    for (const [what, text] of mutations(line)) yield [`line ${i + 1}: ${what}`, textOf(log.with(i, text))];
    yield [`line ${i + 1} twice`, textOf(log.toSpliced(i, 0, line))];
    yield [`line ${i + 1} is missing`, textOf(log.toSpliced(i, 1))];
    yield [`line ${i + 1} is damaged`, textOf(log.with(i, JSON.stringify(line).slice(0, -3)))];
  }
  yield ['ids twice', textOf(log.with(0, { ...log[0], nodes: [[log[0].nodes[0][0], log[0].nodes[0][0]], [log[0].nodes[0][0]]] }))];
  yield ['backwards', textOf(log.toReversed())];
}
