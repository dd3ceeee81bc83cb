// What the tests of moa eval share: sets of questions, a recipe, and files of lines.
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folder, textSoFar } from './support.mjs';

export const scratch = () => mkdtempSync(path.join(folder, 'eval-'));
export const readLines = (file) => textSoFar(file).split('\n').filter(Boolean).map((line) => JSON.parse(line));
export function write(file, values) {
  writeFileSync(file, values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  return file;
}
/** What may differ from call to call. */
export const timeless = (answers) => answers.map(({ tstamp, ...rest }) => rest);

export const simulated = ['--recipe', 'moa-lite-simulated'];
export const twoTurns = (count) => Array.from({ length: count }, (_, i) => ({
  question_id: 81 + i, category: ['writing', 'math', 'stem'][i % 3], turns: [`What is ${i} + 17?`, `And ${i} * 23?`],
}));
export const oneTurn = (count) => Array.from({ length: count }, (_, i) => ({ id: i, prompt: `What is ${i} + 17?` }));

/** Three proposers and an aggregator, each of another model, so that a request tells whose it is. */
export function recipeOf(dir, provider = 'slow') {
  const agents = (names) => names.map((model) => ({ provider, model }));
  return write(path.join(dir, 'recipe.json'), [{
    format: 'moa-recipe/1', name: 'small', layers: [{ agents: agents(['p1', 'p2', 'p3']) }, { agents: agents(['last']) }],
  }]);
}
