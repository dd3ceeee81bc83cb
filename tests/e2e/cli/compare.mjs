// moa compare: answers of two sides, by judges and by checks; nothing is judged twice, and no key gets out.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, folder, provider, start, test, textSoFar, until } from './support.mjs';

const lines = (objects) => objects.map((each) => `${JSON.stringify(each)}\n`).join('');

/** A folder with the two sides' answers to `count` questions; side A is good at the even ones. */
function sides(count) {
  const made = { folder: mkdtempSync(path.join(folder, 'compare-')) };
  const side = (name, isGood) => {
    made[name] = path.join(made.folder, `${name}.jsonl`);
    writeFileSync(made[name], lines(Array.from({ length: count }, (_, i) => (
      { id: `q${i}`, question: `Question ${i}?`, answer: `${isGood(i) ? 'good' : 'poor'} answer ${i}${name === 'a' ? '.' : '!'}` }))));
  };
  side('a', (i) => i % 2 === 0);
  side('b', (i) => i % 2 === 1 || i % 4 === 0);
  made.verdicts = path.join(made.folder, 'verdicts.jsonl');
  return made;
}

const asked = (body) => body.messages.at(-1).content;
/** A judge that recognises good answers, in whatever order it sees them. */
function fairJudge(body) {
  const [, first, second] = /Assistant A, answer\n(\w+)[\s\S]*Assistant B, answer\n(\w+)/.exec(asked(body));
  return { text: `I looked at both.\n\n[[${first === second ? 'C' : first === 'good' ? 'A' : 'B'}]]` };
}

const compare = (made, url, more = []) => ['compare', made.a, made.b, '--judge', 'local:judge-1', '--provider', `local=${url}`,
  '--verdicts', made.verdicts, ...more];

test('compare: both orders, sources hidden, prompts and replies kept', async () => {
  const made = sides(8);
  const judge = await provider(fairJudge);
  const run = await call([...compare(made, judge.url), '--json']);
  await judge.close();
  assert.equal(run.code, 0, run.errors);
  const result = JSON.parse(run.output);
  assert.equal(result.format, 'moa-comparison/1');
  assert.deepEqual(result.count, { wins: 2, ties: 2, losses: 4 });
  assert.equal(result.win_rate, 3 / 8);
  assert.equal(result.judges[0].consistent, 8);
  assert.equal(result.judges[0].first_shown_share, 0.5);
  assert.match(result.note, /not an AlpacaEval/);
  assert.equal(judge.requests.length, 16);
  const prompts = judge.requests.map((request) => JSON.stringify(request.body.messages));
  assert.equal(new Set(prompts).size, 16);
  for (const prompt of prompts) assert.doesNotMatch(prompt, /a\.jsonl|b\.jsonl|compare-/);
  const [header, ...kept] = readFileSync(made.verdicts, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(header, { format: 'moa-judgements/1' });
  assert.equal(kept.length, 16);
  assert.match(kept[0].reply, /I looked at both/);
  assert.equal(kept[0].prompt.length, 2);
});

test('compare: a second call asks nobody, and another answer is judged alone', async () => {
  const made = sides(6);
  const judge = await provider(fairJudge);
  const first = await call(compare(made, judge.url));
  const again = await call(compare(made, judge.url));
  assert.equal(judge.requests.length, 12);
  assert.equal(first.output, again.output);
  assert.match(first.output, /win rate of side A is 33\.3%/);
  writeFileSync(made.a, readFileSync(made.a, 'utf8').replace('poor answer 3.', 'good answer 3.'));
  await call(compare(made, judge.url));
  await judge.close();
  assert.equal(judge.requests.length, 14);
});

test('compare: killed at any moment, it goes on without paying twice', async () => {
  const made = sides(40);
  const judge = await provider(fairJudge);
  for (const stopAt of [7, 31, 60]) {
    const run = start(compare(made, judge.url, ['--parallel', '3']));
    await until('verdicts', () => textSoFar(made.verdicts).split('\n').length > stopAt || run.code !== null);
    run.child.kill('SIGKILL');
    await run.ended;
  }
  const before = judge.requests.length;
  const kept = textSoFar(made.verdicts).trimEnd().split('\n').length - 1;
  const last = await call([...compare(made, judge.url), '--json']);
  assert.equal(last.code, 0, last.errors);
  assert.equal(judge.requests.length - before, 80 - kept);
  const fresh = sides(40);
  const whole = await call([...compare(fresh, judge.url), '--json']);
  await judge.close();
  const figures = ({ count, interval, judges }) => ({ count, interval, judges });
  assert.deepEqual(figures(JSON.parse(last.output)), figures(JSON.parse(whole.output)));
});

test('compare: judges that fail, mumble or only look at the order', async () => {
  const made = sides(4);
  const judge = await provider((body) => {
    if (body.model === 'broken') return { status: 400, error: 'no such thing' };
    return { text: body.model === 'lazy' ? '[[A]]' : 'I cannot say.' };
  });
  const run = await call([...compare(made, judge.url, ['--judge', 'local:lazy', '--judge', 'local:broken']), '--json']);
  await judge.close();
  assert.equal(run.code, 3);
  const result = JSON.parse(run.output);
  const [mumbling, lazy, broken] = result.judges;
  assert.equal(mumbling.unreadable, 8);
  assert.deepEqual(mumbling.count, { wins: 0, ties: 0, losses: 0 });
  assert.deepEqual(lazy.count, { wins: 0, ties: 4, losses: 0 });
  assert.equal(lazy.first_shown_share, 1);
  assert.deepEqual(broken.count, { wins: 0, ties: 0, losses: 0 });
  assert.match(run.errors, /8 calls failed.*no such thing/);
});

test('compare: an estimate calls nobody and writes nothing; a cap needs prices', async () => {
  const made = sides(5);
  const judge = await provider(fairJudge);
  const estimate = await call([...compare(made, judge.url), '--estimate']);
  assert.equal(estimate.code, 0, estimate.errors);
  assert.match(estimate.output, /10 calls of judges left\./, 'a server of one\'s own has no price');
  const unheard = ['compare', made.a, made.b, '--judge', 'groq:unheard-of', '--verdicts', made.verdicts];
  const env = { MOA_GROQ_API_KEY: 'sk-test-compare' };
  assert.match((await call([...unheard, '--estimate'], { env })).output, /10 calls of judges left, of unknown price\./);
  const capped = await call([...unheard, '--max-cost', '1'], { env });
  await judge.close();
  assert.equal(capped.code, 2);
  assert.match(capped.errors, /no known price/);
  assert.equal(judge.requests.length, 0);
  assert.equal(textSoFar(made.verdicts).split('\n').length, 2); // the header
});

test('compare: exact answers need no judge', async () => {
  const made = sides(1);
  const questions = path.join(made.folder, 'questions.jsonl');
  writeFileSync(questions, lines([
    { id: 'n', question: '2 + 2?', expected: 4 }, { id: 'c', question: 'Which?', expected: 'B' },
    { id: 'r', question: 'Spell it.', expected: '/^colou?r$/' }, { id: 'w', question: 'Capital?', expected: 'Lisbon' }]));
  writeFileSync(made.a, lines([{ id: 'n', answer: 'It is 4.' }, { id: 'c', answer: 'The answer is (B).' },
    { id: 'r', answer: 'So:\ncolor' }, { id: 'w', answer: 'lisbon' }]));
  writeFileSync(made.b, lines([{ id: 'n', answer: 'It is 5.' }, { id: 'c', answer: 'The answer is (B).' },
    { id: 'r', answer: 'colouur' }, { id: 'w', answer: 'Porto' }]));
  const run = await call(['compare', made.a, made.b, '--questions', questions, '--expect', 'expected', '--json']);
  assert.equal(run.code, 0, run.errors);
  const result = JSON.parse(run.output);
  assert.equal(result.difference, 0.75);
  assert.deepEqual([result.wrong_to_right, result.right_to_wrong, result.both_right], [3, 0, 1]);
  const words = await call(['compare', made.a, made.b, '--questions', questions, '--expect', 'expected']);
  assert.match(words.output, /No difference was found between A and B \(\+75\.0 points/); // four are too few
  const missing = await call(['compare', made.a, made.b, '--questions', questions, '--expect', 'nowhere']);
  assert.equal(missing.code, 2);
  assert.match(missing.errors, /no expected answer in its member nowhere/);
});

test('compare: a command checks answers, without the keys', async () => {
  const made = sides(4);
  const seen = path.join(made.folder, 'seen');
  const run = await call(['compare', made.a, made.b, '--check', `env >> ${seen}; grep -q good`, '--json'],
    { env: { TOGETHER_API_KEY: 'sk-secret-0123456789' } });
  assert.equal(run.code, 0, run.errors);
  const result = JSON.parse(run.output);
  assert.deepEqual([result.wrong_to_right, result.right_to_wrong, result.both_right], [1, 2, 1]);
  assert.match(textSoFar(seen), /MOA_QUESTION=/);
  assert.doesNotMatch(textSoFar(seen), /sk-secret/);
});

test('compare: what cannot be compared is refused in words', async () => {
  const made = sides(2);
  const none = await call(['compare', made.a, made.b]);
  assert.equal(none.code, 2);
  assert.match(none.errors, /Name judges with --judge/);
  writeFileSync(made.b, lines([{ id: 'other', question: 'x', answer: 'y' }]));
  const apart = await call(['compare', made.a, made.b, '--check', 'true']);
  assert.match(apart.errors, /no question in common/);
  writeFileSync(made.b, 'nonsense\n');
  const broken = await call(['compare', made.a, made.b, '--check', 'true']);
  assert.match(broken.errors, /b\.jsonl: line 1 is no JSON object/);
  const judge = await call(['compare', made.a, made.a, '--judge', 'nobody']);
  assert.match(judge.errors, /PROVIDER:MODEL/);
});
