// What the program tells of itself: help, errors about arguments, completion, manual pages.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, folder, moa, onTerminal, provider, start, test, until } from './support.mjs';

/** Of its lines but those that hold nothing but the name of an option. */
const widest = (text) => Math.max(...text.split('\n').filter((line) => !/^ +--\S+ \S+$/.test(line)).map((line) => [...line].length));

test('help: moa alone, help, --help and help COMMAND, in 80 columns and in groups', async () => {
  const alone = await call([]);
  assert.equal(alone.code, 0);
  assert.match(alone.output, /^Usage: moa \[OPTIONS\] COMMAND$/m);
  assert.equal((await call(['help'])).output, alone.output);
  assert.equal((await call(['--help'])).output, alone.output);
  assert.ok(widest(alone.output) <= 80);
  const run = await call(['help', 'run']);
  assert.equal(run.code, 0, run.errors);
  assert.equal((await call(['run', '--help'])).output, run.output);
  assert.deepEqual(run.output.match(/^(Question|Recipe|Limits|Output|Simulation|Options)$/gm),
    ['Question', 'Recipe', 'Limits', 'Output', 'Simulation', 'Options']);
  assert.match(run.output, /^ {2}-r, --recipe NAME\|FILE +\S/m);
  assert.ok(widest(run.output) <= 80, run.output);
  const export_ = await call(['help', 'history', 'export']);
  assert.match(export_.output, /^Usage: moa history export \[OPTIONS\] \[ID\.\.\.\] FILE$/m);
});

test('help: as wide as the terminal', async () => {
  const narrow = await onTerminal(['help', 'run'], { columns: 50 }).ended;
  assert.ok(widest(narrow.output.replaceAll('\r', '')) <= 50, narrow.output);
  const wide = await onTerminal(['help', 'run'], { columns: 200 }).ended;
  assert.equal(widest(wide.output.replaceAll('\r', '')) <= 100, true);
  assert.ok(widest(wide.output) > 85);
});

test('version: three ways to ask', async () => {
  const { output } = await call(['version']);
  assert.match(output, /^moa \d+\.\d+\.\d+\n$/);
  for (const option of ['-V', '--version']) assert.equal((await call([option])).output, output);
});

const mistakes = [
  [['run', '--recipy', 'x', 'hi'], 'Unknown option --recipy; did you mean --recipe?'],
  [['run', '--nonsense', 'hi'], 'Unknown option --nonsense; moa help run lists the options.'],
  [['histroy'], 'Unknown command histroy; did you mean history?'],
  [['history', 'shwo'], 'Unknown command history shwo; did you mean history show?'],
  [['Explain', 'the', 'sky'], 'Unknown command Explain; moa help lists the commands, and moa run "..." asks a question.'],
  [['help', 'hisotry'], 'Unknown command hisotry; did you mean history?'],
  [['run', '--speed', '0', 'hi'], '--speed 0: use a number from 0.01 to 1000.'],
  [['run', '--layers', 'two', 'hi'], '--layers two: use a number.'],
  [['run', 'hi', '--seed'], '--seed needs a value: N.'],
  [['run', '--overwrite', 'hi'], '--overwrite needs --record.'],
  [['run', '--recipe', 'moa-lite-grok', 'hi'], 'No preset, saved recipe or file is named moa-lite-grok; did you mean moa-lite-groq?'],
  [['history', 'show'], 'moa history show needs ID: ID that moa history lists.'],
  [['key'], 'moa key needs a command: set, list or forget.'],
  [['replay', 'a', 'b'], 'Unexpected argument b; moa help replay tells which are taken.'],
  [['completion', 'tcsh'], 'Unknown shell tcsh: use bash, zsh or fish.'],
];
test('mistakes in arguments are told in one voice, with what was probably meant', async () => {
  for (const [args, sentence] of mistakes) {
    const run = await call(args);
    assert.equal(run.errors, `moa: ${sentence}\n`, args.join(' '));
    assert.equal(run.output, '');
    assert.equal(run.code, 2, args.join(' '));
  }
});

test('a question may begin with the name of a command', async () => {
  const run = await call(['run', '--simulate', '--speed', '100', '--json', 'help', 'chat', 'with', 'me']);
  assert.equal(run.code, 0, run.errors);
  assert.match(run.output, /"content":"help chat with me"/);
});

test('an unknown member of a recipe is valid, with a remark', async () => {
  const file = path.join(folder, 'odd.json');
  writeFileSync(file, JSON.stringify({ format: 'moa-recipe/1', name: 'Odd', layers: [
    { agents: [{ provider: 'simulated', model: 'sim/atlas-70b', temprature: 1, 'x-own': 2 }] }] }));
  const run = await call(['recipes', file]);
  assert.equal(run.code, 0, run.errors);
  assert.match(run.output, /The recipe is valid\.\n$/);
  assert.match(run.errors, /layers\[0\]\.agents\[0\]\.temprature is not known and has no effect; did you mean temperature\?\n/);
  assert.match(run.errors, /layers\[0\]\.agents\[0\]\.x-own is not known and has no effect\.\n/);
});

const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
/** Skips, in words, where this machine has no such program; the test machine has them all. */
function withShell(program, name, body) {
  test(name, async () => {
    if (has(program)) await body();
    else console.log(`  (left out: ${program} is not installed)`);
  });
}

/** A script of completion, and a folder with the program alone on its PATH. */
async function script(shell) {
  const run = await call(['completion', shell]);
  assert.equal(run.code, 0, run.errors);
  const file = path.join(mkdtempSync(path.join(folder, 'completion-')), `moa.${shell}`);
  writeFileSync(file, run.output);
  return file;
}
const surroundings = (data) => ({ ...process.env, PATH: `${path.dirname(moa)}:${process.env.PATH}`, XDG_DATA_HOME: data, TERM: 'xterm' });
async function withConversation() {
  const data = mkdtempSync(path.join(folder, 'data-'));
  const server = await provider(() => ({ text: 'light scatters' }));
  const env = { XDG_DATA_HOME: data, MOA_TOGETHER_API_KEY: 'sk-1' };
  assert.equal((await call(['run', '--layers', '1', '--provider', `together=${server.url}`, 'Why is the sky blue?'], { env })).code, 0);
  await server.close();
  return { data, id: readdirSync(path.join(data, 'moa', 'history'))[0] };
}

withShell('bash', 'completion in bash', async () => {
  const file = await script('bash');
  const { data, id } = await withConversation();
  const complete = (...words) => {
    const code = `source ${file}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _moa; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const run = spawnSync('bash', ['--norc', '-c', code], { env: surroundings(data), encoding: 'utf8', cwd: path.dirname(file) });
    assert.equal(run.stderr, '');
    return run.stdout.trimEnd().split('\n');
  };
  assert.deepEqual(complete('moa', 'hist'), ['history']);
  assert.deepEqual(complete('moa', 'history', 'sh'), ['show']);
  assert.deepEqual(complete('moa', 'history', 'show', ''), [id]);
  assert.deepEqual(complete('moa', 'run', '--rec'), ['--record', '--recipe'].filter((name) => complete('moa', 'run', name).includes(name)).sort());
  assert.deepEqual(complete('moa', 'run', '-r', 'moa-lite-gr'), ['moa-lite-groq']);
  assert.deepEqual(complete('moa', 'run', '--recipe', '=', 'moa-lite-gr'), ['moa-lite-groq']);
  assert.deepEqual(complete('moa', 'run', '--record', 'moa.b'), ['moa.bash']);
  assert.deepEqual(complete('moa', 'run', '--system', 'history', '--quie'), ['--quiet']);
  assert.deepEqual(complete('moa', 'run', '--seed', ''), ['']);
});

withShell('fish', 'completion in fish', async () => {
  const file = await script('fish');
  const { data, id } = await withConversation();
  const complete = (line) => {
    const run = spawnSync('fish', ['--no-config', '-c', `source ${file}; complete -C '${line}'`], { env: surroundings(data), encoding: 'utf8', cwd: path.dirname(file) });
    assert.equal(run.stderr, '');
    return run.stdout.trimEnd().split('\n').map((each) => each.split('\t')[0]);
  };
  assert.deepEqual(complete('moa hist'), ['history']);
  assert.deepEqual(complete('moa history sh'), ['show']);
  assert.deepEqual(complete('moa history show '), [id]);
  assert.ok(complete('moa run --rec').includes('--recipe'));
  assert.deepEqual(complete('moa run -r moa-lite-gr'), ['moa-lite-groq']);
  assert.deepEqual(complete('moa run --record moa.f'), ['moa.fish']);
});

withShell('zsh', 'completion in zsh', async () => {
  const file = await script('zsh');
  const { data, id } = await withConversation();
  /** What stands on the line after Tab, in a shell on a terminal. */
  const complete = async (line) => {
    const home = mkdtempSync(path.join(folder, 'zsh-'));
    mkdirSync(path.join(home, 'functions'));
    writeFileSync(path.join(home, 'functions', '_moa'), readFileSync(file));
    writeFileSync(path.join(home, '.zshrc'), `fpath=(${home}/functions $fpath); autoload -Uz compinit; compinit -D -u; unsetopt zle_bracketed_paste
      PS1='ready> '; show() { print -r -- "[[$BUFFER]]"; BUFFER=; zle accept-line }; zle -N show; bindkey '^X' show\n`);
    const shell = start(['-qec', 'stty cols 100 rows 30; exec zsh -i', '/dev/null'], { command: 'script', env: { ...surroundings(data), ZDOTDIR: home } });
    await until('the prompt', () => shell.output.includes('ready> '));
    shell.child.stdin.write(`${line}\t\x18`);
    await until('the completed line', () => shell.output.includes(']]'));
    shell.child.stdin.write('exit\n');
    await shell.ended;
    return shell.output.match(/\[\[(.*)\]\]/)[1].trimEnd();
  };
  assert.equal(await complete('moa hist'), 'moa history');
  assert.equal(await complete('moa history show '), `moa history show ${id}`);
  assert.equal(await complete('moa run --quie'), 'moa run --quiet');
  assert.equal(await complete('moa run -r moa-lite-gr'), 'moa run -r moa-lite-groq');
});

const pages = async () => {
  const where = mkdtempSync(path.join(folder, 'man-'));
  assert.equal((await call(['man-pages', where])).code, 0);
  return readdirSync(where).map((name) => path.join(where, name));
};
test('manual pages: one for each command, with each of its options', async () => {
  const all = await pages();
  const named = (name) => readFileSync(all.find((file) => path.basename(file) === name), 'utf8');
  assert.match(named('moa.1'), /\\fBmoa history\\fR/);
  const help = (await call(['help', 'run'])).output;
  const page = named('moa-run.1').replaceAll('\\-', '-');
  for (const [option] of help.matchAll(/--[a-z-]+(?= |$)/gm)) assert.ok(page.includes(option), option);
});
withShell('mandoc', 'manual pages: mandoc finds nothing wrong with them', async () => {
  for (const file of await pages()) {
    const run = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', file], { encoding: 'utf8' });
    // A page that is made anew with each build has no date of its own.
    assert.equal(run.stdout.split('\n').filter((line) => line && !line.includes('missing date')).join('\n'), '');
  }
});
test('help: no command, of all there are, tells of itself in the library\'s words or in broken lines', async () => {
  const table = readFileSync(await script('bash'), 'utf8');
  const commands = [...table.matchAll(/^ {4}'moa ([^'-]+)'\) commands=/gm)].map((each) => each[1].split(' '));
  assert.ok(commands.length > 20);
  for (const command of commands) {
    const { output } = await call(['help', ...command]);
    assert.ok(widest(output) <= 80, output);
    assert.doesNotMatch(output, /POSITIVE|FLOAT|INT in|:UINT/, command.join(' '));
  }
});
