// An experiment of moa prove with simulated models of known skill, and ways to call prove with it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, folder } from './support.mjs';

export const calibration = (number) => `Calibration question ${number}: which number belongs to it?`;

/** A folder with the `questions`, objects, and a recipe of two proposers and an aggregator with that skill; every plan has `options`. */
export function createExperiment(questions, aggregator, options = []) {
  const made = { folder: mkdtempSync(path.join(folder, 'prove-')) };
  const file = (name) => path.join(made.folder, name);
  made.questions = file('questions.jsonl');
  made.recipe = file('recipe.json');
  made.plan = file('plan.json');
  made.out = file('out');
  made.results = path.join(made.out, 'results.jsonl');
  made.verdicts = path.join(made.out, 'judgements.jsonl');
  const agent = (name, skill) => ({ provider: 'simulated', label: name, model: `skilled/${name},${skill},usd=2,first=5,speed=5000` });
  writeFileSync(made.questions, questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  writeFileSync(made.recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Two and one',
    layers: [{ agents: [agent('ada', 'correct=0.7'), agent('bert', 'correct=0.6')] }, { agents: [agent('cleo', aggregator)] }] }));
  made.planWith = async (more = [], budget = 50) => {
    const run = await call(['prove', 'plan', '--questions', made.questions, '--recipe', made.recipe, '--budget', `${budget}`, ...options, ...more]);
    if (run.code === 0) writeFileSync(made.plan, run.output);
    return run;
  };
  made.run = (more = []) => ['prove', 'run', made.plan, '--out', made.out, ...more];
  made.report = async (at = made.out) => call(['prove', 'report', at, '--json']);
  return made;
}
