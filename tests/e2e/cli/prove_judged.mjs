// moa prove with judges, and with questions of several turns.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { calibration, createExperiment } from './experiment.mjs';
import { call, folder, start, test, textSoFar, until } from './support.mjs';

const ASKED_ARMS = 9;
const JUDGE = 'simulated:skilled/judy,correct=0.9,usd=2,first=5,speed=5000';

/** MT-Bench questions of two turns. */
function experiment(questions, more = {}) {
  const asked = Array.from({ length: questions }, (_, i) => (
    { question_id: i, category: 'math', turns: [calibration(2 * i), calibration(2 * i + 1)], ...more }));
  return createExperiment(asked, 'correct=0.2,repairs=0.3');
}

const linesOf = (file) => textSoFar(file).trimEnd().split('\n').slice(1).map((line) => JSON.parse(line));

test('prove: judges are registered with their words and their price', async () => {
  const made = experiment(4);
  const run = await made.planWith(['--judge', JUDGE, '--judge', JUDGE.replace('judy', 'jack')]);
  assert.equal(run.code, 0, run.errors);
  const plan = JSON.parse(run.output);
  assert.deepEqual(plan.judging.judges.map((judge) => judge.name), [JUDGE, JUDGE.replace('judy', 'jack')]);
  assert.match(plan.judging.instructions, /impartial judge/);
  assert.ok(plan.judging.likely_usd > 0 && plan.judging.likely_usd < plan.expected.cost_usd);
  assert.equal(plan.prices.length, 5);
  assert.match(plan.primary.rule, /win rate/);
  assert.match(run.errors, /if judges decide 65\.0% of the questions/);
  assert.match(run.errors, /for 2 judges/);
  // What makes no sense is refused; a judge that answers, too, is named.
  assert.match((await made.planWith(['--judge', JUDGE, '--expect', 'answer'])).errors, /not both/);
  assert.match((await made.planWith(['--judge', JUDGE, '--judge', JUDGE])).errors, /named twice/);
  assert.match((await made.planWith(['--judge', 'nobody'])).errors, /PROVIDER:MODEL/);
  assert.match((await made.planWith([])).errors, /--judge/);
  const own = JSON.parse(readFileSync(made.recipe, 'utf8')).layers[0].agents[0].model;
  assert.match((await made.planWith(['--judge', `simulated:${own}`])).errors, /would judge its own answers/);
  assert.match((await made.planWith(['--judge', JUDGE], 0.0001)).errors, /a win rate of 53\.0% takes/);
});

test('prove: judges on both turns, in both orders, and a report that asks nobody', async () => {
  const made = experiment(6);
  await made.planWith(['--judge', JUDGE, '--judge', JUDGE.replace('judy,correct=0.9', 'jack,correct=0.6,leans=0.5')]);
  const run = await call(made.run());
  assert.equal(run.code, 0, run.errors);
  assert.match(run.errors, /verdicts by judges/);
  const results = linesOf(made.results);
  assert.equal(results.length, ASKED_ARMS * 6);
  for (const line of results) assert.equal(line.later_turns.length, 1);
  const kept = linesOf(made.verdicts);
  assert.ok(kept.length > 0);
  const games = new Set(kept.map(({ contest, judge, order }) => `${contest} ${judge} ${order}`));
  assert.equal(games.size, kept.length);
  // Every game has its other order, and every judge the same games.
  for (const { contest, judge, order } of kept) assert.ok(games.has(`${contest} ${judge} ${order === 'ab' ? 'ba' : 'ab'}`));
  assert.ok(kept.some(({ contest }) => contest.endsWith('#2')));
  for (const { prompt } of kept) assert.doesNotMatch(JSON.stringify(prompt), /self-moa|recipe|cleo|ada/i);
  // The second turn is judged with the first.
  const second = kept.find(({ contest }) => contest.endsWith('#2'));
  assert.match(second.prompt[1].content, /Question 1\n[\s\S]*Question 2\n/);

  const report = await made.report();
  assert.equal(report.code, 0, report.errors);
  const result = JSON.parse(report.output);
  assert.equal(result.judging.all_arms.judges.length, 2);
  assert.ok(result.judging.all_arms.judges[1].first_shown_share > result.judging.all_arms.judges[0].first_shown_share);
  assert.equal(result.judging.all_arms.agreements.length, 1);
  assert.equal(result.judging.all_arms.not_judged, 0);
  assert.ok(Math.abs(result.judging.cost_usd - kept.reduce((sum, line) => sum + line.cost_usd, 0)) < 1e-9);
  assert.equal(result.arms[0].win_rate_against_recipe, 0.5);
  assert.equal(result.primary.questions, 6);
  // What judges cost is in no arm.
  const arms = result.arms.filter((arm) => !['self-consistency', 'no-aggregator'].includes(arm.name));
  assert.ok(Math.abs(arms.reduce((sum, arm) => sum + arm.cost_usd, 0) - results.reduce((sum, line) => sum + line.cost_usd, 0)) < 1e-9);
  assert.match(readFileSync(path.join(made.out, 'report.html'), 'utf8'), /I have looked at both answers/);

  const again = await call(made.run());
  assert.equal(again.code, 0, again.errors);
  assert.equal(linesOf(made.verdicts).length, kept.length);
});

test('prove: judged, killed at any moment, it goes on and pays for no verdict twice', async () => {
  const made = experiment(40);
  await made.planWith(['--judge', JUDGE]);
  let interrupted = 0;
  for (const [stopAt, signal] of [[60, 'SIGKILL'], [200, 'SIGINT'], [350, 'SIGKILL']]) {
    const run = start(made.run(['--parallel', '4']));
    await until('verdicts', () => textSoFar(made.verdicts).split('\n').length > stopAt || run.code !== null);
    run.child.kill(signal);
    await run.ended;
    const report = await made.report();
    assert.equal(report.code, 0, report.errors);
    const result = JSON.parse(report.output);
    const asked = result.arms.map((arm) => arm.questions);
    if (Math.min(...asked) < 40) interrupted += 1;
    // All arms have been asked, and judged on, nearly the same questions.
    assert.ok(Math.max(...asked) - Math.min(...asked) <= 4, asked.join(' '));
    const judged = [result.primary, ...result.exploratory].map((comparison) => comparison.questions);
    assert.ok(Math.max(...asked) - Math.min(...judged) <= 8, judged.join(' '));
  }
  assert.ok(interrupted > 0, 'the experiment was over before it could be stopped');
  const last = await call(made.run());
  assert.equal(last.code, 0, last.errors);
  const kept = linesOf(made.verdicts);
  assert.equal(new Set(kept.map(({ judge, prompt }) => `${judge} ${JSON.stringify(prompt)}`)).size, kept.length);
  assert.equal(JSON.parse((await made.report()).output).judging.all_arms.not_judged, 0);
});

test('prove: a changed verdict is refused', async () => {
  const made = experiment(3);
  await made.planWith(['--judge', JUDGE]);
  await call(made.run());
  const copy = path.join(made.folder, 'copy');
  cpSync(made.out, copy, { recursive: true });
  const file = path.join(copy, 'judgements.jsonl');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('[[A]]', '[[B]]').replace('"verdict":"first"', '"verdict":"second"'));
  assert.notEqual(readFileSync(file, 'utf8'), text);
  const report = await made.report(copy);
  assert.equal(report.code, 2);
  assert.match(report.errors, /judgements\.jsonl: line \d+ does not follow the line before it/);
});

test('prove: the budget of judged questions ends it before a question, and pays for judges', async () => {
  const made = experiment(30);
  await made.planWith(['--judge', JUDGE]);
  const plan = JSON.parse(readFileSync(made.plan, 'utf8'));
  // What it really costs, nearly; and a part of that.
  plan.expected.cost_usd = 0.6;
  plan.judging.likely_usd = 0.2;
  plan.stopping.budget_usd = 0.2;
  writeFileSync(made.plan, JSON.stringify(plan));
  const run = await call(made.run(['--parallel', '2']));
  assert.match(run.errors, /does not pay for another question/);
  const result = JSON.parse((await made.report()).output);
  const asked = new Set(result.arms.map((arm) => arm.questions));
  assert.equal(asked.size, 1);
  assert.ok([...asked][0] > 0 && [...asked][0] < 30);
  assert.equal(result.judging.all_arms.not_judged, 0);
  const spent = linesOf(made.results).reduce((sum, line) => sum + line.cost_usd, 0) + result.judging.cost_usd;
  assert.ok(spent <= plan.stopping.budget_usd, `${spent} of ${plan.stopping.budget_usd}`);
});

test('prove: several turns are checked one by one, where there is something to check', async () => {
  const even = '/is [0-9]{3}[02468][.]/';
  const made = experiment(8, { reference: [even, null] });
  const plan = await made.planWith(['--expect', 'reference']);
  assert.equal(plan.code, 0, plan.errors);
  assert.equal((await call(made.run())).code, 0);
  const recipe = linesOf(made.results).filter((line) => line.arm === 'recipe');
  assert.equal(recipe.length, 8);
  // The second turn has nothing to check: the recipe solves what its first answer does.
  const firsts = await Promise.all(recipe.map(async (line) => (await call(['replay', path.join(made.out, line.log)])).output));
  const right = firsts.filter((answer) => new RegExp(even.slice(1, -1)).test(answer)).length;
  const report = JSON.parse((await made.report()).output);
  assert.equal(report.arms[0].solved, right);
  assert.ok(right > 0 && right < 8, `${right} of 8`);
  assert.equal(report.missed_by_all.of, 8);
  // A command sees each turn with its number; one that accepts the first alone solves nothing.
  const commanded = experiment(3);
  await commanded.planWith(['--check', 'test "$MOA_TURN" = 1']);
  assert.equal((await call(commanded.run())).code, 0);
  assert.equal(JSON.parse((await commanded.report()).output).arms[0].solved, 0);
  const both = experiment(3);
  await both.planWith(['--check', 'test "$MOA_TURN" = 1 -o "$MOA_TURN" = 2']);
  assert.equal((await call(both.run())).code, 0);
  assert.equal(JSON.parse((await both.report()).output).arms[0].solved, 3);
  const unchecked = experiment(2, { reference: [null, null] });
  assert.match((await unchecked.planWith(['--expect', 'reference'])).errors, /no expected answer in its member reference/);
});
