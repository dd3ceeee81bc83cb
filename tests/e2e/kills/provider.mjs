// A provider whose every word is numbered and timed: what a killed program had been sent by then, and what it asked twice, is known here.
import { performance } from 'node:perf_hooks';
import { listen } from '../browser/support.mjs';
import { textOf } from '../request_text.mjs';

const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Access-Control-Allow-Methods': 'GET, POST' };
const WORDS = 30;
const PAUSE = 8; // milliseconds between two words
export const proposers = ['a', 'b', 'c'];
export const aggregator = 'final';

/** What this model answers to the question with this mark, word by word. */
const words = (mark, model) => Array.from({ length: WORDS }, (_, i) => `${mark}-${model}-${i} `);
export const answerOf = (mark, model) => words(mark, model).join('');

export async function startProvider() {
  /** By mark and model: how often it was asked, when each word was first sent, and when the first whole answer was. */
  const ledger = new Map();
  const entry = (mark, model) => {
    const name = `${mark} ${model}`;
    if (!ledger.has(name)) ledger.set(name, { calls: 0, sentAt: [], wholeAt: Infinity });
    return ledger.get(name);
  };
  const server = await listen(async (request, response) => {
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    const text = await textOf(request);
    if (text === null) return;
    if (request.method === 'GET') {
      return response.writeHead(200, { ...CORS, 'Content-Type': 'application/json' })
        .end(JSON.stringify({ data: [...proposers, aggregator].map((id) => ({ id })) }));
    }
    const { model, messages } = JSON.parse(text);
    // The question stands last; an aggregator's references hold marks, too.
    const mark = /kill \d+/.exec(messages.at(-1).content)[0].replace(' ', '-');
    const told = entry(mark, model);
    told.calls += 1;
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' });
    const chunk = (delta, finish = null) => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    for (const [i, word] of words(mark, model).entries()) {
      if (response.destroyed) return;
      response.write(chunk({ content: word }));
      told.sentAt[i] ??= performance.now();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    if (response.destroyed) return;
    response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
    told.wholeAt = Math.min(told.wholeAt, performance.now());
  });
  return { url: `${server.origin}/v1`, origin: server.origin, ledger, entry, close: server.close };
}
