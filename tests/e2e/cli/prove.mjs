// moa prove: registered, run, stopped and gone on with, reported without a key, and refused once a file was changed.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { calibration, createExperiment } from './experiment.mjs';
import { call, folder, start, test, textSoFar, until } from './support.mjs';

const QUESTIONS = 24;
/** Questions whose answers a regular expression checks. */
function experiment(questions = QUESTIONS) {
  const asked = Array.from({ length: questions }, (_, i) => ({ id: `q${i}`, question: calibration(i), answer: '/is [0-9]{3}[02468][.]/' }));
  return createExperiment(asked, 'repairs=0.2', ['--expect', 'answer']);
}

const lines = (file) => textSoFar(file).split('\n').length - 1;

test('prove: a plan says everything beforehand, and the same twice', async () => {
  const made = experiment();
  const first = await made.planWith();
  assert.equal(first.code, 0, first.errors);
  const plan = JSON.parse(first.output);
  assert.deepEqual(plan.arms.map((arm) => arm.name), ['recipe', 'single-ada', 'single-bert', 'single-cleo', 'best-of-n',
    'self-moa', 'self-consistency', 'without-ada', 'without-bert', 'ranker', 'no-aggregator']);
  assert.equal(plan.primary.baseline, 'self-moa');
  assert.equal(plan.questions.count, QUESTIONS);
  assert.match(plan.questions.sha256, /^[0-9a-f]{64}$/);
  assert.match(plan.stopping.rule, /not looked at/);
  assert.equal(plan.prices.length, 3);
  assert.ok(plan.expected.detectable_difference > 0.2);
  assert.equal((await made.planWith()).output, first.output);
});

test('prove: a plan that cannot be paid for is refused with the numbers', async () => {
  const made = experiment();
  const poor = await made.planWith([], 0.001);
  assert.equal(poor.code, 2);
  assert.equal(poor.output, '');
  assert.match(poor.errors, /24 questions in 11 arms are likely to cost \$\d.*more than the budget of \$0\.0010/);
  assert.match(poor.errors, /a difference of 3\.0 points takes 2,617 questions and about \$/);
  assert.match((await made.planWith(['--baseline', 'nobody'])).errors, /The arms are recipe, single-ada/);
  writeFileSync(made.questions, '{"id": 1, "question": "Calibration question 1: which?"}\n');
  assert.match((await made.planWith()).errors, /no expected answer in its member answer/);
});

test('prove: a whole experiment, reported without a key', async () => {
  const made = experiment();
  await made.planWith();
  const run = await call(made.run());
  assert.equal(run.code, 0, run.errors);
  assert.equal(lines(path.join(made.out, 'results.jsonl')), 1 + 9 * QUESTIONS);
  const report = await made.report();
  assert.equal(report.code, 0, report.errors);
  const result = JSON.parse(report.output);
  assert.equal(result.format, 'moa-report/1');
  assert.equal(result.primary.questions, QUESTIONS);
  assert.equal(result.primary.baseline, 'Self-MoA of cleo');
  assert.ok(Math.abs(result.primary.arm_cost_usd / result.primary.baseline_cost_usd - 1) < 0.15, report.output);
  for (const arm of result.arms) assert.equal(arm.questions, QUESTIONS, arm.name);
  assert.equal(result.missed_by_all.of, QUESTIONS);
  const written = readdirSync(made.out);
  for (const name of ['report.html', 'report.txt', 'report.json', 'arms.csv', 'questions.csv', 'quality-cost.svg', 'quality-time.svg']) {
    assert.ok(written.includes(name), name);
  }
  const before = readFileSync(path.join(made.out, 'report.html'), 'utf8');
  await made.report();
  assert.equal(readFileSync(path.join(made.out, 'report.html'), 'utf8'), before);
  const again = await call(made.run());
  assert.match(again.errors, /^0 runs|moa: 0 runs/m);
  assert.equal(lines(path.join(made.out, 'results.jsonl')), 1 + 9 * QUESTIONS);
});

test('prove: the numbers are those of the answers', async () => {
  const made = experiment();
  const agent = (name, more) => ({ provider: 'simulated', label: name, model: `skilled/${name},${more},usd=2,first=5,speed=5000` });
  const write = (layers) => writeFileSync(made.recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Known', layers }));
  // What is right, from a model that always is.
  write([{ agents: [agent('sage', 'correct=1')] }]);
  const question = (i) => `Calibration question ${i}: which number belongs to it?`;
  const answers = await Promise.all(Array.from({ length: 12 }, async (_, i) => (
    Number(/is (\d+)/.exec((await call(['run', '--recipe', made.recipe, question(i)])).output)[1]))));
  writeFileSync(made.questions, answers.map((answer, i) => `${JSON.stringify({ id: i, question: question(i), answer })}\n`).join(''));
  // One proposer knows everything, the others and the aggregator nothing; but the aggregator recognises what is right.
  write([{ agents: [agent('ada', 'correct=1'), agent('bert', 'correct=0')] }, { agents: [agent('cleo', 'correct=0')] }]);
  await made.planWith();
  assert.equal((await call(made.run())).code, 0);
  const result = JSON.parse((await made.report()).output);
  assert.match(result.sentences[0], /^The recipe is better than Self-MoA of cleo by 100\.0 points/);
  assert.deepEqual([result.primary.wrong_to_right, result.primary.right_to_wrong], [12, 0]);
  const share = Object.fromEntries(result.arms.map((arm) => [arm.name, arm.share]));
  assert.deepEqual({ ...share, 'no-aggregator': null }, { 'recipe': 1, 'single-ada': 1, 'single-bert': 0, 'single-cleo': 0, 'best-of-n': 0,
    'self-moa': 0, 'self-consistency': 0, 'without-ada': 0, 'without-bert': 1, 'ranker': 1, 'no-aggregator': null });
  assert.equal(result.missed_by_all.questions, 0);
  // The single model that knows everything is on the front, and the recipe, which is as good for more, is not.
  assert.deepEqual(result.arms.filter((arm) => arm.on_front).map((arm) => arm.name), ['single-ada']);
});

test('prove: without prices there is no equal money', async () => {
  const made = experiment();
  writeFileSync(made.recipe, JSON.stringify({ format: 'moa-recipe/1', name: 'Two and one', layers: [
    { agents: [{ provider: 'ollama', model: 'a' }, { provider: 'openai', model: 'unheard-of' }] }, { agents: [{ provider: 'openai', model: 'unheard-of' }] }] }));
  const plan = await made.planWith();
  assert.equal(plan.code, 2);
  assert.match(plan.errors, /No price is known of unheard-of/);
});

test('prove: killed and stopped at any moment, it goes on, and ends like one that was not', async () => {
  const made = experiment(150);
  await made.planWith();
  const results = path.join(made.out, 'results.jsonl');
  let interrupted = 0;
  for (const [stopAt, signal] of [[50, 'SIGKILL'], [300, 'SIGINT'], [600, 'SIGKILL'], [900, 'SIGTERM']]) {
    const run = start(made.run(['--parallel', '4']));
    await until('results', () => lines(results) > stopAt || run.code !== null);
    run.child.kill(signal);
    await run.ended;
    if (lines(results) < 1 + 9 * 150) interrupted += 1;
    // A stop at any time leaves a comparison over the same questions.
    const report = await made.report();
    assert.equal(report.code, 0, report.errors);
    const asked = JSON.parse(report.output).arms.map((arm) => arm.questions);
    assert.ok(Math.max(...asked) - Math.min(...asked) <= 4, asked.join(' '));
  }
  assert.ok(interrupted > 0, 'the experiment was over before it could be stopped');
  const last = await call(made.run());
  assert.equal(last.code, 0, last.errors);
  assert.equal(lines(results), 1 + 9 * 150);
  const places = readFileSync(results, 'utf8').trimEnd().split('\n').slice(1).map((line) => {
    const { question, arm } = JSON.parse(line);
    return `${arm} ${question}`;
  });
  assert.equal(new Set(places).size, places.length);
});

test('prove: a model that fails half-way counts as wrong, and is asked again by the next call', async () => {
  const made = experiment();
  const recipe = JSON.parse(readFileSync(made.recipe, 'utf8'));
  recipe.layers[0].agents[0].model = 'skilled/ada,correct=1,usd=2,first=5,speed=5000,fails-from=16';
  writeFileSync(made.recipe, JSON.stringify(recipe));
  await made.planWith();
  const results = path.join(made.out, 'results.jsonl');
  const run = await call(made.run());
  assert.equal(run.code, 3, run.errors);
  assert.match(run.errors, /16 runs gave no answer/); // ada alone, and the recipe with none but ada
  const report = JSON.parse((await made.report()).output);
  const ada = report.arms.find((arm) => arm.name === 'single-ada');
  assert.deepEqual([ada.questions, ada.unanswered], [QUESTIONS, 8]);
  assert.ok(ada.solved <= 16);
  assert.equal(report.arms[0].unanswered, 0); // the recipe goes on without it
  const before = lines(results);
  assert.equal((await call(made.run())).code, 3);
  assert.equal(lines(results), before + 16);
  assert.deepEqual(JSON.parse((await made.report()).output).arms.map((arm) => arm.unanswered), report.arms.map((arm) => arm.unanswered));
});

test('prove: what was changed is refused by its name', async () => {
  const made = experiment();
  await made.planWith(['--limit', '4']);
  await call(made.run());
  const copies = [
    ['plan.json', (text) => text.replace('"seed": 1', '"seed": 2'), /another plan, or the plan was changed/],
    ['questions.jsonl', (text) => text.replace('q1', 'q0x'), /not the questions file of the plan/],
    ['results.jsonl', (text) => text.replace('"answered":true', '"answered":false'), /results\.jsonl: line 3 does not follow/],
  ];
  const [log] = readdirSync(path.join(made.out, 'runs', 'recipe'));
  copies.push([`runs/recipe/${log}`, (text) => text.replaceAll('The answer', 'My answer'), /was changed after the run/]);
  for (const [name, change, told] of copies) {
    const copy = path.join(made.folder, `copy-${name.replaceAll('/', '-')}`);
    cpSync(made.out, copy, { recursive: true });
    const file = path.join(copy, name);
    const text = readFileSync(file, 'utf8');
    assert.notEqual(change(text), text, name);
    writeFileSync(file, change(text));
    const report = await made.report(copy);
    assert.equal(report.code, 2, name);
    assert.match(report.errors, told);
  }
  await made.planWith(['--limit', '5']);
  const other = await call(made.run());
  assert.equal(other.code, 2);
  assert.match(other.errors, /is of another experiment, or the plan was changed/);
});

test('prove: the budget ends it before a question, and all arms have the same', async () => {
  const made = experiment();
  await made.planWith();
  const plan = JSON.parse(readFileSync(made.plan, 'utf8'));
  plan.expected.cost_usd = 0.05;
  plan.stopping.budget_usd = 0.03;
  writeFileSync(made.plan, JSON.stringify(plan));
  const run = await call(made.run(['--parallel', '2']));
  assert.equal(run.code, 0, run.errors);
  assert.match(run.errors, /does not pay for another question/);
  const result = JSON.parse((await made.report()).output);
  const asked = new Set(result.arms.map((arm) => arm.questions));
  assert.equal(asked.size, 1);
  assert.ok([...asked][0] > 2 && [...asked][0] < QUESTIONS, [...asked].join());
  assert.ok(result.arms.filter((arm) => !['self-consistency', 'no-aggregator'].includes(arm.name))
    .reduce((sum, arm) => sum + arm.cost_usd, 0) <= 0.03);
  assert.match(result.sentences.join(' '), /not complete/);
});
