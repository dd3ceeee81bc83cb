// The streams: an answer in a provider's shape, written as an event stream in all the ways that are allowed, at most
// one peculiarity on which clients may differ, and cut anywhere.
import { peculiarities } from './peculiarities.mjs';
import { Random } from './random.mjs';
import { makeAnswer, shapeNames } from './shapes.mjs';

/** JSON as servers write it: plain, with spaces, with escapes for all that is not ASCII. */
function json(random, value, escaped) {
  let text = JSON.stringify(value, null, random.chance(0.1) ? random.pick([' ', '  ']) : undefined);
  if (escaped || random.chance(0.1)) {
    text = text.replace(/[\u0080-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
  }
  return text;
}

/** One event as lines without their ends; the last one is empty. */
function event(random, data) {
  const lines = data.split('\n').map((line) => (random.chance(0.2) ? 'data:' : 'data: ') + line);
  if (random.chance(0.05)) lines.unshift(`id: ${random.below(100)}`);
  if (random.chance(0.05)) lines.unshift('retry: 3000');
  if (random.chance(0.05)) lines.splice(random.below(lines.length + 1), 0, ': comment');
  if (random.chance(0.03)) lines.push('unknown: field');
  if (random.chance(0.02)) lines.push('nocolon');
  if (random.chance(0.05)) lines.unshift(': OPENROUTER PROCESSING', '');
  return [...lines, ''];
}

function join(random, lines, style) {
  let text = '';
  for (const line of lines) text += line + (style === 'mixed' ? random.pick(['\n', '\r\n']) : style);
  return text;
}

function cut(random, bytes) {
  // Letter by letter only what is short: the clients copy all they hold for every piece.
  const longest = random.pick(bytes.length < 2500 ? [1, 3, 20, 100, 700] : [20, 100, 700, bytes.length]);
  const pieces = [];
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + random.below(longest);
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

export function makeStream(seed) {
  const random = new Random(seed);
  const shape = random.pick(shapeNames);
  const { chunks, expected, escaped } = makeAnswer(random, shape);
  const peculiarity = random.chance(0.5) ? random.pick(peculiarities) : null;
  const stream = { seed, shape, peculiarity: peculiarity?.name ?? '', expected, events: chunks, ending: ['[DONE]'], tail: null };
  peculiarity?.chunks?.(stream, random);
  const events = stream.events.map((each) => event(random, typeof each === 'string' ? each : json(random, each, escaped)));
  stream.ending.forEach((data) => events.push(event(random, data)));
  peculiarity?.lines?.(events, random);
  const style = random.pick(['\n', '\n', '\n', '\r\n', '\r', 'mixed']);
  let bytes = Buffer.from((random.chance(0.05) ? '\ufeff' : '') + join(random, events.flat(), style));
  if (peculiarity?.bytes) bytes = peculiarity.bytes(bytes, random);
  return { ...stream, style: JSON.stringify(style), bytes, pieces: cut(random, bytes) };
}
