// Every command of the terminal that has to do with a provider, its models, and what is kept of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formsIn, hitsIn, KEY, masksIn } from './forms.mjs';
import { models } from './provider.mjs';

const program = path.join(process.env.MOA_BUILD, 'moa');

/** The environment of a user who has this key for that provider. @param {string} home @param {string} origin */
export const environment = (home, origin) => ({
  PATH: process.env.PATH, TERM: 'xterm-256color', HOME: home, XDG_DATA_HOME: path.join(home, 'data'), XDG_CACHE_HOME: path.join(home, 'cache'),
  XDG_CONFIG_HOME: path.join(home, 'config'), MOA_TOGETHER_API_KEY: KEY, MOA_TOGETHER_ORIGIN: origin,
});

/** A recipe with one agent for each way in which the provider answers. @param {string} file */
export function writeRecipe(file) {
  writeFileSync(file, JSON.stringify({
    format: 'moa-recipe/1', name: 'Canary', defaults: { limits: { retries: 1 } },
    layers: [{ agents: models.map((model) => ({ provider: 'together', model })) }, { agents: [{ provider: 'together', model: 'in-text' }] }],
  }));
}

/** @param {Awaited<ReturnType<typeof import('./provider.mjs').startProvider>>} provider @param {string} home */
export async function* terminal(provider, home) {
  mkdirSync(home, { recursive: true });
  const env = environment(home, provider.origin);
  const recipe = path.join(home, 'recipe.json');
  writeRecipe(recipe);
  const at = ['--provider', `together=${provider.url}`];
  /** What it prints. */
  async function call(args, input = '') {
    const child = spawn(program, args, { env });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('latin1').on('data', (part) => { text += part; });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    await once(child, 'close');
    return text;
  }
  const log = path.join(home, 'run.jsonl');
  const questions = path.join(home, 'questions.jsonl');
  writeFileSync(questions, '{"question_id": 1, "turns": ["Which key?", "And again?"]}\n{"question_id": 2, "turns": ["What is it?"]}\n');
  const steps = {
    'run, plain': ['run', ...at, '--recipe', recipe, 'Which key?'],
    'run, JSON, recorded': ['run', ...at, '--recipe', recipe, '--json', '--record', log, 'Which key?'],
    'a key in the question': ['run', ...at, '--recipe', recipe, `Is ${KEY} a key?`],
    'run, resumed': ['run', ...at, '--resume', log],
    replay: ['replay', log],
    estimate: ['run', ...at, '--recipe', recipe, '--estimate', 'Which key?'],
    models: ['models', 'together', ...at],
    'models, JSON': ['models', 'together', ...at, '--json'],
    check: ['check', '--recipe', recipe, ...at],
    'check, JSON': ['check', '--recipe', recipe, ...at, '--json'],
    'a key as an argument': ['key', 'set', 'together', KEY],
    'history, list': ['history'],
    'history, JSON': ['history', '--json'],
    'history, searched': ['history', '--search', 'key'],
    'history, one file': ['history', 'export', path.join(home, 'all.jsonl')],
    evaluation: ['eval', ...at, '--recipe', recipe, '--format', 'mt-bench', '--questions', questions, '--out', path.join(home, 'answers.jsonl')],
    'a wrong option': ['run', `--api-key=${KEY}`, 'Why?'],
  };
  for (const [name, args] of Object.entries(steps)) {
    const text = await call(args);
    yield { shell: 'terminal', feature: name, bytes: text.length, masks: masksIn(text), hits: formsIn(text) };
  }
  const chat = await call(['chat', ...at, '--recipe', recipe], 'Which key?\nAnd again?\n');
  yield { shell: 'terminal', feature: 'chat', bytes: chat.length, masks: masksIn(chat), hits: formsIn(chat) };
  // A link is packed: what it holds is looked at.
  const [link] = /\b1\.[\w-]{100,}/.exec(await call(['share', 'last'])) ?? [''];
  const linked = await call(['open', link, '--json']);
  yield { shell: 'terminal', feature: 'a run as a link', bytes: linked.length, masks: masksIn(linked),
    hits: linked.includes('run.started') ? formsIn(linked) : ['no run in it'] };
  const asked = readFileSync(log, 'utf8');
  yield { shell: 'terminal', feature: 'the run log was written', bytes: asked.length, hits: asked.includes('run.finished') ? [] : ['no run.finished'] };
  const found = hitsIn(home);
  yield { shell: 'terminal', feature: `${found.files} files of its home`, bytes: found.bytes, masks: found.masks, hits: found.hits };
}
