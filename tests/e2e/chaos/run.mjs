// Runs against aimock with its chaos modes, many at a time. Its chances come from a seed, so that every time about the same
// happens; which run meets which fault depends on who asks first.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { call, folder, runTests, test } from '../cli/support.mjs';
import { check, read } from './truth.mjs';

const totalRuns = 500;
const atOnce = 12;
const retries = 1;
// Far above what any of these runs takes: what is still going then hangs.
const hangMs = 60000;

let state = 20261124;
Math.random = () => { // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const answers = { 1: 'Rayleigh scattering: short waves go further astray, says aimock. 🙂', 2: 'The sky is blue — the synthesis of aimock.' };
const agent = { provider: 'mock', model: 'gpt-4o' };
const recipe = path.join(folder, 'chaos.json');
writeFileSync(recipe, JSON.stringify({
  format: 'moa-recipe/1',
  defaults: { limits: { connect_ms: 20000, first_token_ms: 20000, idle_ms: 1000, total_ms: 40000, retries } },
  layers: [{ agents: [{ ...agent, repeat: 3 }] }, { agents: [agent] }],
}));

/** Chaos of the whole server, and what the proposers' streams are like. */
const worlds = {
  latency: { chaos: { latencyMs: 60 } },
  'malformed JSON': { chaos: { malformedRate: 0.3 } },
  disconnects: { chaos: { disconnectRate: 0.4 } },
  'streams cut short': { stream: { chunkSize: 4, truncateAfterChunks: 7 } },
  'streams broken off': { stream: { chunkSize: 4, latency: 15, disconnectAfterMs: 100 } },
  'rate limits': { chaos: { rateLimitRate: 0.35 } },
  'server errors': { chaos: { dropRate: 0.35 } },
  everything: { chaos: { dropRate: 0.08, malformedRate: 0.08, rateLimitRate: 0.1, disconnectRate: 0.1, latencyMs: 20 } },
};

async function startMock({ chaos, stream }) {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  mock.addFixture({ match: { systemMessage: /Responses from models/ }, response: { content: answers[2] } });
  mock.addFixture({ match: { userMessage: /sky/ }, response: { content: answers[1] }, ...stream });
  if (chaos) mock.setChaos(chaos);
  await mock.start();
  return mock;
}

const count = (counts, name) => { counts[name] = (counts[name] ?? 0) + 1; };
const tell = (counts) => Object.entries(counts).sort().map(([name, times]) => `${name} ${times}`).join(', ');
const totals = { statuses: {}, errors: {}, requests: 0 };

async function oneRun(mock, number, counts) {
  const question = `Why is the sky blue? (${number})`;
  const running = call(['run', '--json', '--recipe', recipe, '--provider', `mock=${mock.url}/v1`, '--parallel', 'mock=0', question]);
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`run ${number} hangs`)), hangMs); });
  const run = await Promise.race([running, late]).finally(() => clearTimeout(timer));
  const asked = (entry) => entry.body?.messages?.some(({ content }) => content === question);
  const requests = mock.getRequests().filter(asked).length;
  try {
    const log = read(run.output);
    check(log, { code: run.code, requests, answers, retries });
    count(counts.statuses, log.last.status);
    for (const node of log.nodes) {
      if (node.error) count(counts.errors, node.error.kind);
    }
    counts.requests += requests;
  } catch (error) {
    error.message = `run ${number}: ${error.message}\n${run.output}${run.errors}`;
    throw error;
  }
}

async function manyRuns(mock, runs, counts) {
  let next = 0;
  const workers = Array.from({ length: atOnce }, async () => {
    while (next < runs) await oneRun(mock, ++next, counts);
  });
  await Promise.all(workers);
}

const names = Object.keys(worlds);
for (const [index, name] of names.entries()) {
  const runs = Math.floor(totalRuns / names.length) + (index < totalRuns % names.length ? 1 : 0);
  test(`${runs} runs against aimock: ${name}`, async () => {
    const mock = await startMock(worlds[name]);
    const counts = { statuses: {}, errors: {}, requests: 0 };
    try {
      await manyRuns(mock, runs, counts);
    } finally {
      await mock.stop();
    }
    for (const part of ['statuses', 'errors']) {
      for (const [key, times] of Object.entries(counts[part])) totals[part][key] = (totals[part][key] ?? 0) + times;
    }
    totals.requests += counts.requests;
    console.log(`      ${tell(counts.statuses)}; ${counts.requests} requests; errors: ${tell(counts.errors) || 'none'}`);
  });
}
test('the runs met every fault', async () => {
  console.log(`      ${tell(totals.statuses)}; ${totals.requests} requests; errors: ${tell(totals.errors)}`);
  for (const kind of ['network', 'bad_response', 'rate_limited', 'server_error', 'interrupted']) {
    if (!totals.errors[kind]) throw new Error(`no node failed with ${kind}`);
  }
  for (const status of ['complete', 'degraded', 'failed']) {
    if (!totals.statuses[status]) throw new Error(`no run ended ${status}`);
  }
});

await runTests(process.argv[2]);
