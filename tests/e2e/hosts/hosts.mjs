// The hosts: each starts with a folder that `cmake --install` has made, and gives the page's address and a way to stop it.
import { execFile, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listen, until } from '../browser/support.mjs';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const programs = path.resolve(root, process.env.MOA_BUILD || 'build/native');
export const call = promisify(execFile);

/** A port that is free now. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a program that serves until it is stopped. */
async function start(address, command, ...arguments_) {
  const child = spawn(command, arguments_, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said += text; });
  let ended = false;
  const gone = new Promise((resolve) => child.once('close', () => resolve(ended = true)));
  const served = await until(`an answer of ${command}`, async () => {
    if (ended) throw new Error(`${command} has ended: ${said}`);
    const url = typeof address === 'string' ? address : address(said);
    return url && await fetch(url).then(({ ok }) => ok && url, () => false);
  });
  return {
    address: served,
    async stop() {
      child.kill();
      await gone;
    },
  };
}

/** The installed configuration at another port; `change` may make it another one. */
async function startNginx(folder, { at = '', change = (text) => text } = {}) {
  const port = await freePort();
  const file = path.join(folder, `test-${port}.conf`);
  const text = await readFile(path.join(folder, 'nginx.conf'), 'utf8');
  await writeFile(file, change(text.replace('127.0.0.1:8080', `127.0.0.1:${port}`).replace('nginx.pid', `${port}.pid`)));
  await call('nginx', ['-t', '-p', `${folder}/`, '-c', file]);
  return start(`http://127.0.0.1:${port}/${at}`, 'nginx', '-p', `${folder}/`, '-c', file, '-g', 'daemon off;');
}

const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };

/** A host that knows nothing of WebAssembly and fonts, and forbids browsers to guess. */
async function startIgnorant(folder) {
  const server = await listen(async (request, response) => {
    const name = new URL(request.url, 'http://host').pathname.replace(/\/$/, '/index.html');
    const body = await readFile(path.join(folder, 'site', name)).catch(() => null);
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': TYPES[path.extname(name)] ?? 'text/plain', 'X-Content-Type-Options': 'nosniff' }).end(body);
  });
  return { address: `${server.origin}/`, stop: server.close };
}

export const hosts = {
  nginx: startNginx,
  'nginx, in a sub-folder': (folder) => startNginx(folder, { at: 'site/', change: (text) => text.replace('root site;', 'root .;') }),
  'moa serve': (folder) => start((said) => said.match(/http:\S+/)?.[0], path.join(programs, 'moa'), 'serve', '--port', '0', '--dir', path.join(folder, 'site')),
  'Python’s file server, in a sub-folder': async (folder) => {
    const port = await freePort();
    return start(`http://127.0.0.1:${port}/site/`, 'python3', '-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', folder);
  },
  'a host that sends the program as text': startIgnorant,
};
