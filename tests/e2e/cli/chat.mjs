// moa chat at a terminal: the line editor, several lines, commands, and older conversations.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { call, folder, onTerminal, provider, test, until } from './support.mjs';

const key = 'sk-chat-0123456789abcdefghij';
function surroundings() {
  const home = mkdtempSync(path.join(folder, 'home-'));
  return { HOME: home, XDG_DATA_HOME: path.join(home, 'data'), XDG_STATE_HOME: path.join(home, 'state'), MOA_TOGETHER_API_KEY: key };
}
const historyOf = (env) => path.join(env.XDG_STATE_HOME, 'moa', 'chat-history');
const answering = () => provider((body) => ({ text: `answer to ${body.messages.at(-1).content.split('\n')[0]}` }));

/** A chat on a terminal; `ask` types and waits until so many questions have arrived and were answered. */
async function chat(server, env, more = []) {
  const run = onTerminal(['chat', '--provider', `together=${server.url}`, '--layers', '1', ...more], { env });
  const shown = '\x1b[?2004h> ';
  const prompt = (from) => until('the prompt', () => run.output.lastIndexOf(shown) >= from);
  await prompt(0);
  return {
    run,
    type: (keys) => run.child.stdin.write(keys),
    async ask(keys) {
      const count = server.requests.length + 1;
      const from = run.output.length;
      run.child.stdin.write(keys);
      await until(`request ${count}`, () => server.requests.length === count);
      await until('the answer', () => run.output.includes('answer to', from));
      await prompt(run.output.indexOf('answer to', from));
      return server.requests.at(-1).body.messages.at(-1).content;
    },
    async tell(keys) {
      const from = run.output.length;
      run.child.stdin.write(keys);
      await prompt(from);
    },
    async end() {
      run.child.stdin.write('\x04');
      await run.ended;
      assert.equal(run.code, 0, run.output);
    },
  };
}

test('chat: a paste is one question, whatever it holds', async () => {
  const server = await answering();
  const at = await chat(server, surroundings());
  const paste = (text) => `\x1b[200~${text.replaceAll('\n', '\r')}\x1b[201~`;
  assert.equal(await at.ask(`${paste('one\ntwo\n  three [1,2]\n')}\r`), 'one\ntwo\n  three [1,2]');
  const long = Array.from({ length: 400 }, (_, i) => `\tline ${i}`).join('\n');
  assert.equal(await at.ask(`Explain: ${paste(long)} please\r`), `Explain: ${long} please`);
  assert.match(at.run.output, /\[paste 1: 400 lines\]/);
  assert.equal(await at.ask(`${paste(`${'x'.repeat(6000)}`)}\r`), 'x'.repeat(6000));
  await at.end();
  await server.close();
});

test('chat: lines are edited, several lines are one question, letters of the world are whole', async () => {
  const server = await answering();
  const at = await chat(server, surroundings());
  assert.equal(await at.ask('abc\x1b[D\x1b[D!\r'), 'a!bc');
  assert.equal(await at.ask('"""\rfirst\rsecond\r"""\r'), 'first\nsecond');
  assert.equal(await at.ask('first \\\rsecond\r'), 'first \nsecond');
  assert.equal(await at.ask('first\x1b\rsecond\r'), 'first\nsecond');
  assert.equal(await at.ask('naïve 日本 é\x7f\x7fé\r'), 'naïve 日本é');
  assert.equal(await at.ask('\x1b[A\r'), 'naïve 日本é', 'Up brings it back');
  await at.end();
  await server.close();
});

test('chat: questions are remembered for this user alone, and none that holds a key', async () => {
  const env = surroundings();
  const server = await answering();
  const at = await chat(server, env);
  await at.ask('the first question\r');
  await at.tell(`is ${key} a key?\r`);
  await at.tell('and sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef?\x15/cost\r');
  await at.end();
  assert.equal(statSync(historyOf(env)).mode & 0o777, 0o600);
  assert.doesNotMatch(readFileSync(historyOf(env), 'utf8'), /sk-/);
  const again = await chat(server, env);
  assert.equal(await again.ask('\x1b[A\x1b[A\r'), 'the first question');
  await again.end();
  await server.close();
});

test('chat: commands', async () => {
  const env = surroundings();
  const server = await answering();
  const at = await chat(server, env);
  await at.ask('first\r');
  await at.ask('second\r');
  await at.ask('/retry\r');
  assert.deepEqual(server.requests.at(-1).body.messages.map((message) => message.content), ['first', 'answer to first', 'second']);
  await at.tell('/system Be kind.\r');
  await at.ask('third\r');
  assert.deepEqual(server.requests.at(-1).body.messages[0], { role: 'system', content: 'Be kind.' });
  await at.tell('/model together/acme/other-7b\r');
  await at.ask('fourth\r');
  assert.equal(server.requests.at(-1).body.model, 'acme/other-7b');
  // Models by name: the same words as -m, -a and -n, completed by Tab, with choices where a name has several.
  await at.tell('/model together/openai/gpt-oss-1\t-a together/b -n 2\r');
  assert.match(at.run.output, /20b -a together\/b -n 2/, 'Tab has completed it');
  assert.match(at.run.output, /Aggregator: together\/b/);
  await at.tell('/model gpt-oss-120b -n\r');
  assert.match(at.run.output, /-n needs a number/);
  await at.tell('/model no-such-model-xyz\r');
  assert.match(at.run.output, /No known list has the model "no-such-model-xyz"/);
  await at.tell('/model together/acme/other-7b\r');
  const file = path.join(env.HOME, 'saved.md');
  await at.tell(`/save ${file}\r`);
  await at.tell('/cost\r');
  await at.tell('/tree\r');
  await at.tell('/recipy\r');
  await at.tell('/re\t\x15/sys\t\r');
  await at.end();
  await server.close();
  const saved = readFileSync(file, 'utf8');
  assert.equal(saved.match(/answer to second/g).length, 1, 'the version that was asked again');
  assert.match(saved, /answer to fourth/);
  assert.match(at.run.output, /5 runs, /);
  assert.match(at.run.output, /1\.1 .*other-7b .*done/);
  assert.match(at.run.output, /Unknown command \/recipy; did you mean \/recipe\?/);
  assert.match(at.run.output, /\/recipe {2}\/retry/);
  assert.equal(at.run.output.match(/System message: Be kind\./g).length, 2, 'it was completed');
});

test('chat: goes on with an older conversation', async () => {
  const env = surroundings();
  const server = await answering();
  const at = await chat(server, env);
  await at.ask('first\r');
  await at.end();
  const [id] = readdirSync(path.join(env.XDG_DATA_HOME, 'moa', 'history'));
  for (const more of [['-c'], ['--continue', id.slice(0, 8)]]) {
    const next = await chat(server, env, more);
    assert.match(next.run.output, new RegExp(`Continuing ${id}`));
    await next.ask('next\r');
    await next.end();
  }
  const piped = await call(['chat', '-c', '--provider', `together=${server.url}`], { env, input: 'last\n' });
  assert.equal(piped.code, 0, piped.errors);
  await server.close();
  assert.deepEqual(server.requests.at(-1).body.messages.map((message) => message.content.replace('answer to ', '')),
    ['first', 'first', 'next', 'next', 'next', 'next', 'last']);
  assert.deepEqual(readdirSync(path.join(env.XDG_DATA_HOME, 'moa', 'history')), [id]);
});

test('chat: Ctrl+C discards a line, and the terminal is put back', async () => {
  const server = await answering();
  const env = surroundings();
  const at = await chat(server, env);
  await until('the prompt', () => at.run.output.includes('> '));
  at.type('half a ques');
  await until('the line', () => at.run.output.includes('ques'));
  await at.tell('\x03');
  assert.equal(await at.ask('whole\r'), 'whole');
  await at.end();
  await server.close();
  assert.ok(at.run.output.lastIndexOf('\x1b[?2004l') > at.run.output.lastIndexOf('\x1b[?2004h'));
  assert.equal(existsSync(historyOf(env)), true);
});
