// Records a session in a terminal and writes it as a moving picture: terminal.mjs FILE.svg. A shell on a pseudo-terminal runs
// the real program against the scripted provider beside this file; the picture shows what arrived, when it arrived.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startScripted } from './scripted.mjs';
import { film } from './terminal_film.mjs';
import { TerminalScreen } from './terminal_screen.mjs';
import { questions } from './texts.mjs';

const COLUMNS = 96;
const ROWS = 27;
/** No more pictures than this a second, in milliseconds from one to the next. */
const GAP = 120;
const HOLD = 6000;
const PROMPT = '$ ';

const file = process.argv[2];
const programs = path.resolve(process.env.MOA_BUILD ?? 'build/native');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'moa-terminal-'));
const models = ['qwen3:8b', 'gemma3:12b', 'mistral-small:24b'];
const command = `moa run ${models.map((model) => `-m ${model}`).join(' ')} \\`;
const question = `    "${questions.sky.question}"`;
const env = { PATH: `${programs}:${process.env.PATH}`, HOME: scratch, XDG_CACHE_HOME: scratch, XDG_CONFIG_HOME: scratch,
  XDG_DATA_HOME: scratch, TERM: 'xterm-256color', LANG: 'C.UTF-8', PS1: PROMPT, PS2: '' };
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Runs the program out of sight, before the recording. */
function prepare(args) {
  return new Promise((resolve, reject) => {
    spawn('moa', args, { env, stdio: 'ignore' }).on('error', reject)
      .on('close', (code) => (code === 0 ? resolve() : reject(new Error(`moa ${args[0]} ended with ${code}`))));
  });
}

/** Types the command into a shell and gives the pictures of the screen until the shell asks for the next one. */
async function record() {
  const shell = spawn('script', ['-qec', `stty cols ${COLUMNS} rows ${ROWS}; exec bash --norc --noprofile`, '/dev/null'],
    { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const screen = new TerminalScreen(COLUMNS, ROWS);
  const begin = performance.now();
  const frames = [];
  let lastText = '';
  let awaited = () => {};
  shell.stdout.setEncoding('utf8').on('data', (text) => {
    screen.write(text);
    const at = Math.round(performance.now() - begin);
    const picture = screen.picture();
    const frame = { at, picture };
    // Of what came within one gap the last counts, at the time of the first.
    if (frames.length > 0 && at - frames.at(-1).at < GAP) frames.at(-1).picture = picture;
    else frames.push(frame);
    lastText = picture.findLast((runs) => runs.length > 0)?.map((run) => run[2]).join('') ?? '';
    awaited();
  });
  const prompted = () => new Promise((resolve) => {
    awaited = () => { if (lastText === PROMPT.trim()) resolve(); };
    awaited();
  });
  await prompted();
  const type = async (line) => {
    for (const letter of line) {
      shell.stdin.write(letter);
      await pause(22);
    }
    shell.stdin.write('\r');
  };
  await type(command);
  await type(question);
  await prompted();
  const recorded = frames.map((frame) => ({ ...frame }));
  shell.stdin.write('\x04');
  shell.stdin.end();
  await new Promise((resolve) => { shell.on('close', resolve); });
  return recorded;
}

const server = await startScripted({ list: models.map((id) => ({ id, object: 'model' })) });
try {
  await prepare(['provider', 'add', 'gpu', server.address, '--parallel', '3']);
  // An earlier run, so that the estimate knows these models.
  await prepare(['run', '--no-history', ...models.flatMap((model) => ['-m', model]), questions.sky.question]);
  const frames = await record();
  const title = `${command.slice(0, -2)} ${question.trim()}: three models propose at once, the first writes the answer`;
  writeFileSync(file, film(frames, { columns: COLUMNS, rows: ROWS, title, hold: HOLD }));
} finally {
  server.close();
  rmSync(scratch, { recursive: true, force: true });
}
