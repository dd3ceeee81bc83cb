// Chunks as each provider documents its own: what a piece of text, of reasoning, an end and the counts look like.

const words = [
  'The', ' answer', ' is', '\n\n', ' **bold**', ' "quoted"', ' grün', ' value', ' of', ' 42', ',', ' then', ' 漢字', '.', ' 👩‍🚀', ' \\frac{1}{2}',
  '\t', ' <b>', ' שלום', ' ‍', '  ', ' data: x', '{"a":1}', ' [DONE]', '\u2028', ' é', '<', '/', '0',
];
const ends = ['stop', 'stop', 'stop', 'length', 'content_filter', 'eos', 'COMPLETE', 'end_turn', 'MAX_TOKENS', 'Something_New'];

const choice = (delta, finish = null) => ({ index: 0, delta, logprobs: null, finish_reason: finish });
const chunk = (model, choices, rest = {}) => ({ id: 'chatcmpl-C9zq1mH2', object: 'chat.completion.chunk', created: 1790000000, model, choices, ...rest });

/** Each: how text and reasoning come, whether counts come in x_groq, and what every chunk carries besides. */
const shapes = {
  openai: { rest: { service_tier: 'default', system_fingerprint: 'fp_56', obfuscation: 'a8Zq' } },
  azure: { first: { choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: [{ prompt_index: 0 }] } },
  groq: { reasoning: (text) => ({ reasoning: text, channel: 'analysis' }), groqUsage: true, rest: { x_groq: null } },
  together: { text: (text) => ({ token_id: 1234, role: 'assistant', content: text, tool_calls: null }), twice: true, rest: { usage: null } },
  deepseek: { text: (text) => ({ content: text, reasoning_content: null }), reasoning: (text) => ({ content: null, reasoning_content: text }) },
  openrouter: {
    reasoning: (text) => ({ role: 'assistant', content: '', reasoning: text, reasoning_details: [{ type: 'reasoning.text', text, format: 'unknown', index: 0 }] }),
    details: true,
    rest: { provider: 'DeepInfra' },
    usage: { cost: 0.0000123, is_byok: false },
  },
  details: { reasoning: (text) => ({ reasoning_details: [{ type: 'reasoning.summary', summary: text }] }) },
  mistral: {
    text: (text) => ({ content: [{ type: 'text', text }] }),
    reasoning: (text) => ({ content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] }),
  },
  llamacpp: { text: (text) => ({ content: text }), reasoning: (text) => ({ reasoning_content: text }), rest: { timings: { predicted_ms: 12.5 } } },
  ollama: { reasoning: (text) => ({ role: 'assistant', content: '', reasoning: text }), rest: { system_fingerprint: 'fp_ollama' } },
  vllm: { escaped: true, finishWithText: true },
};
export const shapeNames = Object.keys(shapes);

/** The chunks of one answer, and what a reader should make of them. */
export function makeAnswer(random, name) {
  const shape = shapes[name];
  const model = `${name}/model`;
  const make = (delta, finish) => {
    const made = chunk(model, [choice(delta, finish)], shape.rest);
    if (shape.twice && typeof delta.content === 'string') made.choices[0].text = delta.content;
    return made;
  };
  const asText = shape.text ?? ((text) => ({ content: text }));
  const chunks = [];
  const expected = { text: '', reasoning: '', finish: '', usage: null };
  if (shape.first) chunks.push(shape.first);
  if (random.chance(0.6)) chunks.push(make({ role: 'assistant', content: '' }));
  if (shape.reasoning && random.chance(0.6)) {
    for (let i = 1 + random.below(6); i > 0; --i) {
      const text = random.pick(words);
      expected.reasoning += text;
      chunks.push(make(shape.reasoning(text)));
    }
  }
  const finish = random.pick(ends);
  const count = 1 + random.below(25);
  for (let i = 0; i < count; ++i) {
    // The first piece is a word: what only looks like a tag at the start of an answer has tests of its own.
    const text = i === 0 ? 'So' : random.pick(words);
    expected.text += text;
    const last = shape.finishWithText && i + 1 === count;
    chunks.push(make(asText(text), last ? finish : undefined));
  }
  if (random.chance(0.1)) chunks.push({ type: 'keepalive' });
  if (!shape.finishWithText) chunks.push(make({}, finish));
  expected.finish = finish;
  if (random.chance(0.7)) {
    const usage = { prompt_tokens: random.below(1000), completion_tokens: 1 + random.below(1000) };
    expected.usage = usage;
    const whole = { queue_time: 0.01, ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens, ...shape.usage };
    if (shape.groqUsage) chunks.at(-1).x_groq = { id: 'req_1', usage: whole };
    else if (random.chance(0.5)) chunks.push(chunk(model, [], { ...shape.rest, usage: whole }));
    else chunks.at(-1).usage = whole;
  }
  return { chunks, expected, escaped: shape.escaped === true };
}
