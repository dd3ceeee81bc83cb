// Pictures of the report of an experiment with models of known skill. Arguments: folder for the pictures, themes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../browser/support.mjs';

const [folder, themes] = process.argv.slice(2);
const moa = path.join(process.env.MOA_BUILD ?? 'build/native', 'moa');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'moa-report-'));
const inside = (name) => path.join(scratch, name);
const run = (args) => execFileSync(moa, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: process.env.PATH, HOME: scratch } });

const QUESTIONS = 120;
const agent = (name, skill) => ({ provider: 'simulated', label: name, model: `skilled/${name},${skill},usd=2,first=400,speed=40` });
const recipe = (name, layers) => {
  writeFileSync(inside(`${name}.json`), JSON.stringify({ format: 'moa-recipe/1', name, layers }));
  return inside(`${name}.json`);
};
const question = (i) => `Calibration question ${i}: which number belongs to it?`;
try {
  const sage = recipe('Sage', [{ agents: [agent('sage', 'correct=1')] }]);
  const answers = Array.from({ length: QUESTIONS }, (_, i) => Number(/is (\d+)/.exec(run(['run', '--recipe', sage, question(i)]))[1]));
  writeFileSync(inside('questions.jsonl'), answers.map((answer, i) => `${JSON.stringify({ id: i, question: question(i), answer })}\n`).join(''));
  const mixed = recipe('Three and one', [
    { agents: [agent('ada', 'correct=0.62,common=0.3'), agent('bert', 'correct=0.55,common=0.3'), agent('cleo', 'correct=0.6,common=0.3')] },
    { agents: [agent('dora', 'correct=0.6,repairs=0.5,spoils=0.05')] },
  ]);
  writeFileSync(inside('plan.json'), run(['prove', 'plan', '--questions', inside('questions.jsonl'), '--recipe', mixed, '--budget', '50', '--expect', 'answer']));
  run(['prove', 'run', inside('plan.json'), '--questions', inside('questions.jsonl'), '--out', inside('experiment')]);
  run(['prove', 'report', inside('experiment')]);
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  for (const colorScheme of themes.split(' ')) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(inside('experiment/report.html')).href);
    await page.screenshot({ path: path.join(folder, `report-${colorScheme}.png`) });
  }
  await browser.close();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
