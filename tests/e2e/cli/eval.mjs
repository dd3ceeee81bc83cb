// moa eval: formats, failures, resumption.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scratch, readLines, write, timeless, simulated, twoTurns, oneTurn, recipeOf } from './eval_support.mjs';
import { slowProvider } from './slow_provider.mjs';
import { call, start, test, textSoFar, until } from './support.mjs';

test('eval: mt-bench answers both turns, in question order, as FastChat reads them', async () => {
  const dir = scratch();
  const questions = write(path.join(dir, 'question.jsonl'), twoTurns(5));
  const out = path.join(dir, 'moa.jsonl');
  const run = await call(['eval', '--format', 'mt-bench', '--questions', questions, '--out', out, ...simulated]);
  assert.equal(run.code, 0, run.errors);
  const answers = readLines(out);
  assert.deepEqual(answers.map((each) => each.question_id), [81, 82, 83, 84, 85]);
  for (const answer of answers) {
    assert.deepEqual(Object.keys(answer), ['question_id', 'answer_id', 'model_id', 'choices', 'tstamp']);
    assert.equal(answer.model_id, 'moa-lite-simulated');
    assert.deepEqual(answer.choices.map((each) => each.index), [0]);
    assert.equal(answer.choices[0].turns.length, 2);
  }
  assert.match(answers[3].choices[0].turns[0], /20/);
  assert.match(answers[3].choices[0].turns[1], /69/);
  // The second turn was asked with the first one and its answer.
  const log = readLines(path.join(`${out}.runs`, '000004-2.jsonl'));
  assert.deepEqual(log[0].messages.map((each) => each.role), ['user', 'assistant', 'user']);
  assert.equal(log[0].messages[1].content, answers[3].choices[0].turns[0]);
  // FastChat takes every .jsonl of the folder for a model.
  assert.deepEqual(readdirSync(dir).filter((name) => name.endsWith('.jsonl')).sort(), ['moa.jsonl', 'question.jsonl']);
});

test('eval: alpaca is one JSON array, with each instruction to the byte', async () => {
  const dir = scratch();
  const instructions = ['Plain?', ' leading', 'trailing\n', 'a\r\n\r\n\tb  c', 'ü 漢 😀 \u00a0 "quoted" \\ / \u0001'];
  const questions = path.join(dir, 'alpaca.json');
  writeFileSync(questions, JSON.stringify(instructions.map((instruction) => (
    { dataset: 'd', instruction, output: 'of another model', generator: 'another' })), null, 2));
  const out = path.join(dir, 'out.json');
  const args = ['eval', '--format', 'alpaca', '--questions', questions, '--out', out, '--name', 'mine', ...simulated];
  assert.equal((await call([...args, '--limit', '2'])).code, 0);
  assert.equal(JSON.parse(readFileSync(out, 'utf8')).length, 2);
  const run = await call(args);
  assert.equal(run.code, 0, run.errors);
  const answers = JSON.parse(readFileSync(out, 'utf8'));
  assert.deepEqual(answers.map((each) => each.instruction), instructions);
  for (const answer of answers) {
    assert.deepEqual(Object.keys(answer), ['dataset', 'instruction', 'output', 'generator']);
    assert.equal(answer.generator, 'mine');
    assert.notEqual(answer.output, 'of another model');
  }
  assert.ok(!existsSync(`${out}.lines`));
});

test('eval: arena-hard, flask and jsonl', async () => {
  const dir = scratch();
  const answered = async (format, question, ...more) => {
    const questions = write(path.join(dir, `${format}-questions`), [question]);
    const out = path.join(dir, `${format}-answers`);
    const run = await call(['eval', '--format', format, '--questions', questions, '--out', out, ...simulated, ...more]);
    assert.equal(run.code, 0, run.errors);
    return readLines(out)[0];
  };
  const arena = await answered('arena-hard', { uid: 'u1', category: 'hard_prompt', subcategory: 's', prompt: 'Why?' }, '--system', 'Be brief.');
  assert.deepEqual(Object.keys(arena), ['uid', 'ans_id', 'model', 'messages', 'tstamp', 'metadata']);
  assert.deepEqual(arena.messages.map((each) => each.role), ['system', 'user', 'assistant']);
  assert.equal(typeof arena.messages[2].content.answer, 'string');
  assert.deepEqual(Object.keys(arena.metadata.header_count), ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
  assert.deepEqual(Object.keys(arena.metadata.list_count), ['ordered', 'unordered']);
  assert.deepEqual(Object.keys(arena.metadata.bold_count), ['**', '__']);
  const flask = await answered('flask', { idx: 3, instruction: 'Why?', task: 't' });
  assert.deepEqual(Object.keys(flask), ['question_id', 'text']);
  assert.equal(flask.question_id, 3);
  const lines = await answered('jsonl', { id: 'x', problem: 'What is 2 + 2?', expected: '4' }, '--prompt-field', 'problem', '--answer-field', 'response');
  assert.deepEqual(Object.keys(lines), ['id', 'problem', 'expected', 'response']);
});

test('eval: each category has its temperature, unless an agent or the command line sets one', async () => {
  const dir = scratch();
  const server = await slowProvider();
  const recipe = recipeOf(dir);
  const forced = JSON.parse(readFileSync(recipe, 'utf8'));
  forced.layers[1].agents[0].temperature = 0.4;
  writeFileSync(recipe, JSON.stringify(forced));
  const questions = write(path.join(dir, 'q.jsonl'), twoTurns(3));
  const ask = async (out, ...more) => {
    server.requests.length = 0;
    const run = await call(['eval', '--format', 'mt-bench', '--questions', questions, '--out', path.join(dir, out), '--recipe', recipe,
      '--provider', `slow=${server.url}`, ...more]);
    assert.equal(run.code, 0, run.errors);
    return Object.fromEntries(server.requests.map(({ body }) => [`${body.model} ${body.messages.at(-1).content}`, body.temperature]));
  };
  const by = await ask('a');
  assert.equal(by['p1 What is 0 + 17?'], 0.7);
  assert.equal(by['p1 And 1 * 23?'], 0);
  assert.equal(by['p2 And 2 * 23?'], 0.1);
  assert.equal(by['last And 2 * 23?'], 0.4);
  assert.equal((await ask('b', '--temperature', '0.9'))['p1 And 1 * 23?'], 0.9);
  await server.close();
});

test('eval: a failure is no answer, is told beside, and is asked again', async () => {
  const dir = scratch();
  const server = await slowProvider();
  server.refuses = (body) => body.messages.at(-1).content.includes('1 + 17');
  const questions = write(path.join(dir, 'q.jsonl'), oneTurn(3));
  const out = path.join(dir, 'out');
  const args = ['eval', '--format', 'jsonl', '--questions', questions, '--out', out, '--recipe', recipeOf(dir),
    '--provider', `slow=${server.url}`, '--limit', 'retries=0'];
  const first = await call(args);
  assert.equal(first.code, 4);
  assert.match(first.errors, /Repeat the same command/);
  assert.deepEqual(readLines(out).map((each) => each.id), [0, 2]);
  const [failure] = readLines(`${out}.failed`);
  assert.equal(failure.position, 2);
  assert.match(failure.error, /broken on purpose/);
  server.refuses = () => false;
  server.requests.length = 0;
  const second = await call(args);
  assert.equal(second.code, 0, second.errors);
  assert.deepEqual(readLines(out).map((each) => each.id), [0, 1, 2]);
  assert.ok(!existsSync(`${out}.failed`));
  assert.equal(server.requests.length, 4, 'only the failed question was asked again');
  assert.ok(!readFileSync(out, 'utf8').includes('$ERROR$'));
  await server.close();
});

test('eval: where every question fails, it stops asking', async () => {
  const dir = scratch();
  const server = await slowProvider();
  server.refuses = () => true;
  const questions = write(path.join(dir, 'q.jsonl'), oneTurn(60));
  const out = path.join(dir, 'out');
  const args = ['eval', '--format', 'jsonl', '--questions', questions, '--out', out, '--recipe', recipeOf(dir),
    '--provider', `slow=${server.url}`, '--parallel', '4'];
  const run = await call(args);
  assert.equal(run.code, 4);
  assert.match(run.errors, /The last 10 questions failed.*broken on purpose.*Repeat the same command/);
  assert.ok(server.requests.length < 60, `${server.requests.length}`);
  server.refuses = () => false;
  assert.equal((await call(args)).code, 0);
  assert.equal(readLines(out).length, 60);
  await server.close();
});

test('eval: a provider gets no more calls at once than it takes, over all questions', async () => {
  const dir = scratch();
  const server = await slowProvider();
  const questions = write(path.join(dir, 'q.jsonl'), oneTurn(12));
  const args = (out, ...more) => ['eval', '--format', 'jsonl', '--questions', questions, '--out', path.join(dir, out), '--recipe', recipeOf(dir),
    '--provider', `slow=${server.url}`, '--parallel', '6', ...more];
  assert.equal((await call(args('a', '--parallel', 'slow=2'))).code, 0);
  assert.equal(server.most, 2);
  assert.equal((await call(args('b', '--parallel', 'slow=0'))).code, 0);
  assert.ok(server.most > 6, `${server.most}`);
  await server.close();
});

/** "FILE NODE" of all nodes that have answered, as the logs have it, with what tells their requests. */
function finishedCalls(runs, questions) {
  const finished = new Set();
  for (const name of existsSync(runs) ? readdirSync(runs) : []) {
    const [, position, turn] = /^(\d+)-(\d)\.jsonl$/.exec(name);
    const text = textSoFar(path.join(runs, name));
    const events = text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter(Boolean).map((line) => JSON.parse(line));
    const models = Object.fromEntries((events[0]?.nodes ?? []).map((node) => [node.id, node.model]));
    for (const event of events) {
      if (event.event === 'node.state' && event.state === 'done')
        finished.add(`${models[event.node]} ${questions[position - 1].turns[turn - 1]}`);
    }
  }
  return finished;
}

test('eval: killed at 20 random moments it loses nothing, calls no finished node again, and answers the same', async () => {
  const dir = scratch();
  const server = await slowProvider();
  const given = twoTurns(12);
  const questions = write(path.join(dir, 'q.jsonl'), given);
  const recipe = recipeOf(dir);
  const args = (out) => ['eval', '--format', 'mt-bench', '--questions', questions, '--out', path.join(dir, out), '--recipe', recipe,
    '--provider', `slow=${server.url}`, '--parallel', '4', '--name', 'm'];
  const whole = await call(args('whole.jsonl'));
  assert.equal(whole.code, 0, whole.errors);
  const calls = server.steps;
  const out = path.join(dir, 'killed.jsonl');
  let seed = 20260817;
  const random = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
  let killed = 0;
  const counts = new Map();
  const count = () => {
    for (const { body } of server.requests) {
      const key = `${body.model} ${body.messages.at(-1).content}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    server.requests.length = 0;
  };
  server.requests.length = 0;
  for (let kill = 0; kill < 20; ++kill) {
    const before = finishedCalls(`${out}.runs`, given);
    const answered = readLines(out).length;
    const known = new Map(counts);
    const moment = server.steps + 1 + Math.floor(random() * calls / 16);
    const run = start(args('killed.jsonl'));
    await until('the moment', () => server.steps >= moment || run.code !== null);
    run.child.kill('SIGKILL');
    await run.ended;
    if (run.code === 'SIGKILL') killed += 1;
    // Torn ends are what a kill can leave.
    const lines = textSoFar(out).split('\n');
    assert.ok(lines.length - 1 >= answered, 'no answer is lost');
    count();
    for (const key of before) assert.equal(counts.get(key), known.get(key), `${key} had answered before`);
  }
  const finished = finishedCalls(`${out}.runs`, given);
  const known = new Map(counts);
  const last = await call(args('killed.jsonl'));
  assert.equal(last.code, 0, last.errors);
  count();
  for (const key of finished) assert.equal(counts.get(key), known.get(key), `${key} had answered before`);
  assert.ok(killed >= 15, `${killed} kills came before the end`);
  assert.deepEqual(timeless(readLines(out)), timeless(readLines(path.join(dir, 'whole.jsonl'))));
  server.requests.length = 0;
  assert.equal((await call(args('killed.jsonl'))).code, 0);
  assert.equal(server.requests.length, 0, 'a finished evaluation asks nothing');
  await server.close();
});

test('eval: Ctrl+C stops it, says how to go on, and the same command does; a torn last line is mended', async () => {
  const dir = scratch();
  const server = await slowProvider();
  const questions = write(path.join(dir, 'q.jsonl'), oneTurn(20));
  const out = path.join(dir, 'out');
  const args = ['eval', '--format', 'jsonl', '--questions', questions, '--out', out, '--recipe', recipeOf(dir),
    '--provider', `slow=${server.url}`, '--parallel', '2'];
  const run = start(args);
  await until('an answer', () => readLines(out).length > 0);
  run.child.kill('SIGINT');
  await run.ended;
  assert.equal(run.code, 130);
  assert.match(run.errors, /Repeat the same command to go on/);
  const answered = readLines(out).length;
  assert.ok(answered >= 1 && answered < 20);
  writeFileSync(out, `${readFileSync(out, 'utf8')}{"id": 19, "prompt": "What`);
  const again = await call(args);
  assert.equal(again.code, 0, again.errors);
  assert.deepEqual(readLines(out).map((each) => each.id), oneTurn(20).map((each) => each.id));
  await server.close();
});

test('eval: another recipe, other questions or a foreign file are refused', async () => {
  const dir = scratch();
  const questions = write(path.join(dir, 'q.jsonl'), oneTurn(2));
  const out = path.join(dir, 'out');
  const args = (...more) => ['eval', '--format', 'jsonl', '--questions', questions, '--out', out, '--name', 'm', ...more];
  assert.equal((await call(args(...simulated))).code, 0);
  const other = await call(args('--recipe', 'moa-3-simulated'));
  assert.equal(other.code, 2, other.errors);
  assert.match(other.errors, /the recipe/);
  write(questions, oneTurn(3));
  assert.match((await call(args(...simulated))).errors, /the questions/);
  writeFileSync(path.join(dir, 'mine'), 'my notes\n');
  const foreign = await call(['eval', '--format', 'jsonl', '--questions', questions, '--out', path.join(dir, 'mine'), ...simulated]);
  assert.equal(foreign.code, 2);
  assert.equal(readFileSync(path.join(dir, 'mine'), 'utf8'), 'my notes\n');
  write(questions, [...oneTurn(2), { id: 1, prompt: 'again' }]);
  assert.match((await call(['eval', '--format', 'jsonl', '--questions', questions, '--out', path.join(dir, 'new'), ...simulated])).errors,
    /line 3: another question has the same id/);
});
