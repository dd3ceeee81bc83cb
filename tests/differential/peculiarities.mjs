// What may be odd about a stream, one at a time, and the table of the differences it may make. A peculiarity without
// `why` makes none: the official clients and we must agree on every field. One with it says for which clients, in which
// way, and why ours is right; `explains` holds the difference to exactly that.

const boom = { error: { message: 'The boiler room is on fire.', type: 'server_error', code: 500 } };
const between = (stream, random, added) => stream.events.splice(1 + random.below(stream.events.length), 0, ...added);
const piece = (content) => ({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const insertLines = (events, random, lines) => events.splice(random.below(events.length), 0, lines);
const encode = (bytes, from, to) => {
  const at = bytes.indexOf(Buffer.from(from));
  return at < 0 ? bytes : Buffer.concat([bytes.subarray(0, at), Buffer.from(to), bytes.subarray(at + Buffer.from(from).length)]);
};

/** Ours holds all of theirs and perhaps more. */
const oursGoesOn = (ours, theirs) =>
  ours.text.startsWith(theirs.text) &&
  ours.reasoning.startsWith(theirs.reasoning) &&
  (theirs.finish === '' || theirs.finish === ours.finish) &&
  (theirs.usage === null || JSON.stringify(theirs.usage) === JSON.stringify(ours.usage));
const theyBreak = (client, ours, theirs) => theirs.failed && !ours.failed && oursGoesOn(ours, theirs);
const theyOverlook = (client, ours, theirs) => ours.failed && !theirs.failed && oursGoesOn(theirs, ours);

export const peculiarities = [
  { name: 'error object', chunks: (stream, random) => between(stream, random, [boom]) },
  { name: 'error text', chunks: (stream, random) => between(stream, random, [{ error: 'overloaded' }]) },
  { name: 'null errors', chunks: (stream) => stream.events.forEach((each) => (each.error = null)) },
  { name: 'no end marker', chunks: (stream) => (stream.ending = []) },
  { name: 'words behind the end marker', chunks: (stream) => (stream.ending = ['[DONE] thank you']) },
  { name: 'events behind the end', chunks: (stream) => (stream.ending = ['[DONE]', JSON.stringify(piece('late')), '[DONE]']) },
  {
    name: 'odd chunks',
    chunks: (stream, random) => {
      const odd = [{}, null, [], 3, 'text', { choices: [] }, { choices: null }, { choices: [{}] }, { choices: [{ index: 0, delta: {} }] }, { choices: [{ delta: null }] }];
      for (let i = 0; i < 3; ++i) between(stream, random, [JSON.stringify(random.pick(odd))]);
    },
  },
  { name: 'invalid bytes', chunks: (stream, random) => between(stream, random, [piece('a\ue000b')]), bytes: (bytes) => encode(bytes, '\ue000', [0xff]) },
  { name: 'refusal', chunks: (stream) => (stream.events = [{ choices: [{ delta: { role: 'assistant', content: null, refusal: 'I will not.' }, finish_reason: 'stop' }] }]) },
  { name: 'message for delta', chunks: (stream) => (stream.events = [{ choices: [{ message: { role: 'assistant', content: 'All at once.' }, finish_reason: 'stop' }] }]) },
  {
    name: 'JSON heartbeat',
    lines: (events, random) => insertLines(events, random, ['data: {"type":"ping"}', '']),
  },

  {
    name: 'block of thinking',
    chunks: (stream) => {
      const first = stream.events.findIndex((each) => JSON.stringify(each).includes('"So"'));
      const as = (text) => JSON.parse(JSON.stringify(stream.events[first]).replaceAll('"So"', JSON.stringify(text)));
      stream.events.splice(first, 1, ...['<th', 'ink>\nHm', ', well.</thi', 'nk>', '\n\nSo'].map(as));
    },
    why: 'The clients hand on what the model wrote; reasoning in tags would go to the next layer as if it were the answer.',
    explains: (client, ours, theirs) =>
      theirs.text.replace(/^<think>\n(.*?)<\/think>\n\n/s, '') === ours.text && ours.reasoning === theirs.reasoning + 'Hm, well.',
  },
  {
    name: 'junk',
    lines: (events, random) => {
      const junk = ['{"choices":[', '{"a":NaN}', "{'a':1}", '{"a":"\u0001"}', '[1,2', '{"a":1}}'];
      insertLines(events, random, ['data: ' + random.pick(junk), '']);
    },
    why: 'The clients throw at an event that is no JSON. We fail as well, but keep what arrives behind it.',
    explains: (client, ours, theirs) => ours.failed && theirs.failed && oursGoesOn(ours, theirs),
  },
  {
    name: 'end marker behind spaces',
    chunks: (stream) => (stream.ending = ['  [DONE]']),
    why: 'The clients look for [DONE] at the first letter and try to read it as JSON elsewhere; the answer is whole all the same.',
    explains: theyBreak,
  },
  {
    name: 'only the end marker',
    chunks: (stream) => stream.events.forEach((each) => each.choices?.forEach((choice) => (choice.finish_reason = null))),
    why: 'The clients leave it to the program what [DONE] without a finish reason means; here it is "stop".',
    explains: (client, ours, theirs) => ours.finish === 'stop' && theirs.finish === '' && oursGoesOn(ours, theirs) && !ours.failed && !theirs.failed,
  },
  {
    name: 'last blank line missing',
    chunks: (stream) => (stream.ending = []),
    bytes: (bytes) => bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 10 && byte !== 13) + 1),
    why: 'The clients drop an event that no blank line ends, as the standard says; with it the last words or the counts would go.',
    explains: (client, ours, theirs) => !ours.failed && !theirs.failed && oursGoesOn(ours, theirs),
  },
  {
    name: 'cut off',
    bytes: (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
    why: 'As above; and a response with nothing in it is a failure, not an empty answer.',
    explains: (client, ours, theirs) => !theirs.failed && ours.failed === (ours.text + ours.reasoning === '') && oursGoesOn(ours, theirs),
  },
  {
    name: 'characters cut between events',
    chunks: (stream, random) => between(stream, random, [piece('\ue000'), piece('\ue001')]),
    bytes: (bytes) => encode(encode(bytes, '\ue000', [0xe6, 0xbc]), '\ue001', [0xa2]),
    why: 'The clients decode each event by itself and make two replacement characters of a letter that a server cut in two.',
    explains: (client, ours, theirs) => !theirs.failed && !ours.failed && theirs.text.replace('\ufffd\ufffd', '\u6f22') === ours.text,
  },
  {
    name: 'halves of a surrogate pair',
    chunks: (stream, random) => {
      const at = 1 + random.below(stream.events.length);
      stream.events.splice(at, 0, '{"choices":[{"delta":{"content":"\\ud83d"}}]}', '{"choices":[{"delta":{"content":"\\ude00"}}]}');
    },
  },
  {
    name: 'plain words',
    lines: (events, random) => insertLines(events, random, ['data: ' + random.pick(['Internal Server Error', 'undefined', ': PROCESSING', 'queued']), '']),
    why: 'The clients throw at them; they are what proxies make of keep-alives, and no chunk begins so.',
    explains: theyBreak,
  },
  {
    name: 'error event',
    lines: (events, random) => insertLines(events, random, ['event: error', 'data: ' + JSON.stringify(boom), '']),
    why: 'together-ai passes over every event that has a name, errors included.',
    clients: ['together-ai'],
    explains: theyOverlook,
  },
  {
    name: 'error event without a member "error"',
    lines: (events, random) => insertLines(events, random, ['event: error', 'data: {"message":"Too busy","code":503}', '']),
    why: 'The clients tell an error by its member "error"; Groq documents the name of the event as its sign.',
    explains: theyOverlook,
  },
  {
    name: 'error field',
    lines: (events, random) => insertLines(events, random, ['error: {"code":500,"message":"slot unavailable"}', '']),
    why: 'llama.cpp sent errors in mid-stream as a field of that name through 2025, which the standard ignores.',
    explains: theyOverlook,
  },
  {
    name: 'error in x_groq',
    chunks: (stream, random) => between(stream, random, [{ choices: [], x_groq: { id: 'r', error: 'over_capacity' } }]),
    why: 'Groq documents x_groq.error as the reason why a stream was stopped early; the clients hand it on unread.',
    explains: theyOverlook,
  },
  {
    name: 'error as finish reason',
    chunks: (stream, random) => between(stream, random, [{ choices: [{ index: 0, delta: {}, finish_reason: 'error' }] }]),
    why: 'OpenRouter ends an answer that failed behind it so; the clients hand it on as any other reason.',
    explains: (client, ours, theirs) => ours.failed && !theirs.failed && theirs.text.startsWith(ours.text) && theirs.reasoning.startsWith(ours.reasoning),
  },
  {
    name: 'flat error',
    chunks: (stream, random) => between(stream, random, [{ object: 'error', message: 'Model crashed', code: 500 }]),
    why: 'vLLM writes errors so; the clients take it for a chunk without choices.',
    explains: theyOverlook,
  },
  {
    name: 'named events',
    lines: (events) => events.forEach((lines) => lines.splice(lines.findIndex((line) => line.startsWith('data:')), 0, 'event: message')),
    why: 'together-ai passes over every event that has a name, even the default one.',
    clients: ['together-ai'],
    explains: (client, ours, theirs) => !ours.failed && theirs.text === '' && theirs.reasoning === '',
  },
  {
    name: 'event without data',
    lines: (events, random) => insertLines(events, random, ['event: ping', '']),
    why: 'An event without data is none (WHATWG), but openai and groq-sdk try to read it as JSON.',
    clients: ['openai', 'groq-sdk'],
    explains: theyBreak,
  },
  {
    name: 'heartbeat that is no JSON',
    lines: (events, random) => insertLines(events, random, ['event: ping', 'data: 2026-11-24 17:00', '']),
    why: 'openai and groq-sdk read the data of every event as JSON, whatever it is named.',
    clients: ['openai', 'groq-sdk'],
    explains: theyBreak,
  },
  {
    name: 'empty data',
    lines: (events, random) => insertLines(events, random, ['data:', '']),
    why: 'All three try to read nothing as JSON.',
    explains: theyBreak,
  },
  {
    name: 'nothing at all',
    chunks: (stream, random) => {
      stream.events = random.chance(0.5) ? [] : [{ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: 'stop' }] }];
      if (random.chance(0.5)) stream.ending = [];
    },
    why: 'The clients end without a word; here a response with nothing in it is a failure, not an empty answer.',
    explains: (client, ours, theirs) => ours.failed && !theirs.failed && theirs.text + theirs.reasoning === '',
  },
];
