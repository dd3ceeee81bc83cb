// What every test of the command line needs: the program, pretend providers, ways to wait, and a tally.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { tally } from '../trial.mjs';
import { textOf } from '../request_text.mjs';

export const moa = path.join(process.env.MOA_BUILD, 'moa');
export const folder = mkdtempSync(path.join(os.tmpdir(), 'moa-cli-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const tests = [];
export function test(name, body) {
  tests.push({ name, body });
}

/** Runs what was collected (those whose name holds `filter`), one after the other, and prints the tally. */
export async function runTests(filter = '') {
  const outcomes = tally();
  for (const { name, body } of tests.filter((each) => each.name.includes(filter))) {
    await outcomes.run(name, () => {
      memory = mkdtempSync(path.join(folder, 'memory-'));
      return body();
    }, { after: async () => {
      for (const child of living) child.kill('SIGKILL');
      living.clear();
    } });
  }
  process.exit(await outcomes.end() ? 0 : 1);
}

const living = new Set();
/** Where the program keeps things; a test finds nothing that another one, or its own first run, has left. */
let memory = folder;

/** An environment without keys, colours and terminals from outside, and with a memory of its own. */
function environment(more) {
  const kept = Object.entries(process.env).filter(([name]) => !/_API_KEY$|^NO_COLOR$|^XDG_|^DBUS_/.test(name));
  return { ...Object.fromEntries(kept), TERM: 'xterm-256color', XDG_CACHE_HOME: path.join(memory, 'cache'),
    XDG_DATA_HOME: path.join(memory, 'data'), ...more };
}

/**
 * Starts the program; `output` and `errors` grow while it runs. `ended` resolves with its exit code. moa run has no standard
 * input of its own here, which it would wait for, unless `stdin` is 'pipe'.
 */
export function start(args, { env = {}, command = moa, stdin = args[0] === 'run' ? 'ignore' : 'pipe' } = {}) {
  const child = spawn(command, args, { env: environment(env), stdio: [stdin, 'pipe', 'pipe'] });
  living.add(child);
  const run = { child, output: '', errors: '', code: null };
  child.stdout.setEncoding('utf8').on('data', (text) => { run.output += text; });
  child.stderr.setEncoding('utf8').on('data', (text) => { run.errors += text; });
  child.stdin?.on('error', () => {});
  run.ended = once(child, 'close').then(([code, signal]) => {
    living.delete(child);
    run.code = code ?? signal;
    return run;
  });
  return run;
}

/** Runs the program to its end. */
export function call(args, { input = '', ...options } = {}) {
  const run = start(args, { ...options, stdin: 'pipe' });
  run.child.stdin.end(input);
  return run.ended;
}

/** Waits until `probe` gives something true. The limit is no expectation of speed. */
export async function until(what, probe, limit = 60000) {
  const end = Date.now() + limit;
  for (;;) {
    const value = probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what} did not come about in ${limit / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What a file that a program is about to write holds so far. */
export const textSoFar = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Starts a server command and waits for the address it prints. */
export async function startServer(args) {
  const run = start(args);
  run.address = await until('an address', () => {
    if (run.code !== null) throw new Error(`it ended with ${run.code}: ${run.errors}`);
    return run.output.includes('\n') && run.output.split('\n')[0];
  });
  return run;
}

export async function stopServer(run, signal = 'SIGINT') {
  run.child.kill(signal);
  await run.ended;
}

/** The list of a server that takes any number of calls at once, as vLLM names itself by. */
export function manyAtOnce(response) {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ object: 'list', data: [{ id: 'any', owned_by: 'vllm' }] }));
}

/**
 * A chat-completions server: `reply(body, request)` gives { status, error }, { text } or { pieces } for each call. Requests are kept in
 * `requests`, with headers, but for its list of models; `closed` counts the streams whose client went away.
 */
export async function provider(reply) {
  const server = { requests: [], closed: 0 };
  const http = createServer(async (request, response) => {
    if (request.method === 'GET') return manyAtOnce(response);
    const text = await textOf(request);
    if (text === null) return;
    const body = JSON.parse(text);
    server.requests.push({ url: request.url, headers: request.headers, body });
    response.on('close', () => { if (!response.writableFinished) server.closed += 1; });
    const answer = reply(body, request);
    if (answer.status) {
      response.writeHead(answer.status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: { message: answer.error, type: 'server_error' } }));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const send = (delta, finish = null) => response.write(
      `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    );
    for (const word of answer.pieces ?? answer.text.match(/\S+\s*/g)) send({ content: word });
    if (answer.hang) return;
    send({}, 'stop');
    response.end('data: [DONE]\n\n');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  server.url = `http://127.0.0.1:${http.address().port}/v1`;
  server.close = () => new Promise((resolve) => {
    http.close(resolve);
    http.closeAllConnections();
  });
  return server;
}

/** The events of a run log, each line parsed. */
export const events = (log) => log.trimEnd().split('\n').map((line) => JSON.parse(line));

/** Runs the program on a terminal of this size; its screen output is in `output`. The shell gives way to it: a Ctrl+C is the program's alone. */
export function onTerminal(args, { columns = 100, rows = 30, ...options } = {}) {
  const quoted = [moa, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return start(['-qec', `stty cols ${columns} rows ${rows}; exec ${quoted}`, '/dev/null'], { ...options, command: 'script' });
}

/** What a terminal shows after this output: its lines, and how many of them have scrolled away. */
export function screen(output, rows) {
  const lines = [''];
  let row = 0;
  let column = 0;
  let highest = 0;
  let reachedAbove = false;
  for (const [token] of output.matchAll(/\x1b\[[?\d;]*[A-Za-z]|\x1b.|[\s\S]/gu)) {
    if (token === '\r') {
      column = 0;
    } else if (token === '\n') {
      row += 1;
      if (row === lines.length) lines.push('');
      highest = Math.max(highest, row);
    } else if (/^\x1b\[\d*A$/.test(token)) {
      row -= Number(token.slice(2, -1) || 1);
      if (row < Math.max(0, highest - rows + 1)) reachedAbove = true;
      row = Math.max(row, 0);
    } else if (token === '\x1b[K') {
      lines[row] = [...lines[row]].slice(0, column).join('');
    } else if (token === '\x1b[J') {
      lines[row] = [...lines[row]].slice(0, column).join('');
      lines.length = row + 1;
    } else if (!token.startsWith('\x1b')) {
      const cells = [...lines[row].padEnd(column)];
      cells[column] = token;
      lines[row] = cells.join('');
      column += 1;
    }
  }
  return { lines, reachedAbove };
}
