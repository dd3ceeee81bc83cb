// The scripted provider: several providers of a recipe at once, on loopback, each model with a pace of its own.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { scripted } from './texts.mjs';
import { textOf } from '../request_text.mjs';

// Milliseconds to the first token, and between two words.
const PACE = {
  'openai/gpt-oss-120b': [260, 9],
  'meta-llama/Llama-3.3-70B-Instruct-Turbo': [430, 16],
  'deepseek-ai/DeepSeek-V4-Pro': [620, 20],
  'moonshotai/Kimi-K2.6': [780, 26],
  'Qwen/Qwen3.5-9B': [300, 14],
  'qwen3:8b': [350, 32],
  'gemma3:12b': [520, 34],
  'mistral-small:24b': [700, 38],
  'Qwen/Qwen3-235B-A22B-Instruct-2507-tput': [340, 13],
};
const PRICES = {
  'openai/gpt-oss-120b': [0.15, 0.6],
  'meta-llama/Llama-3.3-70B-Instruct-Turbo': [0.88, 0.88],
  'deepseek-ai/DeepSeek-V4-Pro': [0.6, 1.7],
  'moonshotai/Kimi-K2.6': [0.5, 2.8],
  'Qwen/Qwen3.5-9B': [0.1, 0.15],
  'Qwen/Qwen3-235B-A22B-Instruct-2507-tput': [0.2, 0.6],
  'google/gemma-4-31B-it': [0.2, 0.5],
  'zai-org/GLM-5.2': [0.6, 2.2],
};
const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization, content-type' };

const words = (text) => text.match(/\s*\S{1,12}/gu) ?? [];
const tokens = (text) => Math.ceil(text.length / 4);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

function json(response, status, value, headers = {}) {
  response.writeHead(status, { ...CORS, 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
}

const priced = Object.entries(PRICES).map(([id, [input, output]]) =>
  ({ id, type: 'chat', context_length: 131072, pricing: { input, output } }));

async function stream(response, asked) {
  const { text, think } = scripted(asked.model, asked.messages);
  const [first, gap] = PACE[asked.model] ?? [400, 15];
  const pieces = [...words(think).map((piece) => ({ reasoning: piece })), ...words(text).map((piece) => ({ content: piece }))];
  const begin = performance.now();
  response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' });
  for (const [i, delta] of pieces.entries()) {
    await pause(begin + first + i * gap - performance.now());
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`);
  }
  const prompt_tokens = tokens(asked.messages.map((message) => message.content).join('\n'));
  response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
    usage: { prompt_tokens, completion_tokens: tokens(think + text) } })}\n\n`);
  response.end('data: [DONE]\n\n');
}

/** Starts it. `refused`: words of model ids that refuse with a rate limit, or "all"; `list`: what it says that it has. */
export async function startScripted({ refused = [], list = priced } = {}) {
  const server = createServer(async (request, response) => {
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    if (request.method === 'GET') return json(response, 200, list);
    const body = await textOf(request);
    if (body === null) return;
    const asked = JSON.parse(body);
    if (refused.some((word) => word === 'all' || asked.model.includes(word))) {
      await pause(300);
      return json(response, 429, { error: { message: 'Rate limit reached: 60 requests a minute.', type: 'rate_limit_error' } },
        { 'Retry-After': '1' });
    }
    return stream(response, asked);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${server.address().port}/v1`, close: () => server.close() };
}
