// The page under the hosts that the README names; the last line is `N passed, N failed`.
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { check, launch, listen, openPage, soon, statusBecomes } from '../browser/support.mjs';
import { tally } from '../trial.mjs';
import { call, hosts, root } from './hosts.mjs';

const scratch = await mkdtemp(path.join(os.tmpdir(), 'moa-hosts-'));
await chmod(scratch, 0o755); // nginx reads as another user where it is started by root
const folder = path.join(scratch, 'page');
const tests = tally();
const browser = await launch();

async function withHost(name, act) {
  const host = await hosts[name](folder);
  try {
    await act(host.address);
  } finally {
    await host.stop();
  }
}

async function withPage(address, act) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await act(await openPage(context, address, { pace: 4 }));
  } finally {
    await context.close();
  }
}

const html = () => readFile(path.join(folder, 'site/index.html'), 'utf8');
const version = async () => (await html()).match(/main\.js\?v=(\w+)/)[1];

/** What the page's hosts are asked to send: its `_headers`, by name. */
async function wantedHeaders() {
  const lines = (await readFile(path.join(folder, 'site/_headers'), 'utf8')).match(/^ {2}\S.*$/gm);
  return Object.fromEntries(lines.map((line) => [line.slice(2, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
}

async function sendsHeaders(address) {
  for (const file of ['', `main.js?v=${await version()}`, 'moa.wasm', 'not-there']) {
    const { headers } = await fetch(address + file);
    for (const [name, value] of Object.entries(await wantedHeaders())) {
      check(headers.get(name) === value, `/${file}: ${name} is ${headers.get(name)} instead of ${value}`);
    }
  }
}

await tests.run('what is installed is the page alone, with its packed copies', async () => {
  await rm(folder, { recursive: true, force: true });
  await call('cmake', ['--install', path.join(root, 'build/web'), '--prefix', folder]);
  const files = await readdir(path.join(folder, 'site'));
  const packed = ['index.html', 'style.css', 'main.js', 'moa.js', 'moa.wasm', 'moa.rest.wasm', 'worker.js'];
  const wanted = ['_headers', 'app.webmanifest', 'fonts', 'icon.svg', ...packed.flatMap((file) => [file, `${file}.br`, `${file}.gz`])];
  check(files.sort().join() === wanted.sort().join(), `it holds ${files}`);
  check((await readdir(folder)).sort().join() === 'nginx.conf,site,worker-off.js', `beside it lie ${await readdir(folder)}`);
  check(!/(src|href)="\//.test(await html()), 'an address is not relative');
});

for (const name of Object.keys(hosts)) {
  await tests.run(`the page runs under ${name}`, () => withHost(name, (address) => withPage(address, async (page) => {
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    check(page.faults.length === 0, page.faults.join('\n'));
  })));
}

await tests.run('page, headers file, moa serve and nginx have one policy', async () => {
  const [, policy] = (await html()).match(/http-equiv="Content-Security-Policy" content="([^"]+)"/);
  const wanted = await wantedHeaders();
  check(wanted['Content-Security-Policy'] === `${policy}; frame-ancestors 'none'`, 'the headers file has another policy than the page');
  check(Object.keys(wanted).length >= 6, `it has only ${Object.keys(wanted)}`);
  await withHost('moa serve', sendsHeaders);
  await withHost('nginx', sendsHeaders);
});

await tests.run('nginx sends packed files, and what may be kept for good', () => withHost('nginx', async (address) => {
  const now = await version();
  const head = (file, headers = {}) => fetch(address + file, { headers: { 'Accept-Encoding': 'gzip', ...headers } });
  const types = { '': 'text/html; charset=utf-8', 'style.css': 'text/css; charset=utf-8', 'main.js': 'text/javascript; charset=utf-8', 'moa.wasm': 'application/wasm',
    'worker.js': 'text/javascript; charset=utf-8' };
  for (const [file, type] of Object.entries(types)) {
    const { headers } = await head(file);
    check(headers.get('content-type') === type, `/${file} is ${headers.get('content-type')}`);
    check(headers.get('content-encoding') === 'gzip' && /accept-encoding/i.test(headers.get('vary')), `/${file} is not packed`);
    check(headers.get('cache-control') === 'no-cache', `/${file}: ${headers.get('cache-control')}`);
  }
  const kept = await head(`main.js?v=${now}`);
  check(/immutable/.test(kept.headers.get('cache-control')), 'the version that the page names is asked for each time');
  check((await head('main.js?v=000000000000')).headers.get('cache-control') === 'no-cache', 'another version may be kept for good');
  const tag = (await head('main.js')).headers.get('etag');
  check((await head('main.js', { 'If-None-Match': tag })).status === 304, 'a file that is still good is sent again');
  for (const file of ['_headers', 'main.js.br', 'moa.wasm.gz', '../nginx.conf', '%2e%2e/nginx.conf']) {
    check((await head(file)).status >= 400, `${file} is served`);
  }
}));

await tests.run('a host that sends the headers is not shown in a frame at all', () => withHost('nginx', async (address) => {
  const stranger = await listen((request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<iframe src="${address}"></iframe>`));
  const context = await browser.newContext();
  const page = await context.newPage();
  const refusals = [];
  page.on('console', (message) => refusals.push(message.text()));
  await page.goto(stranger.origin);
  await soon(() => refusals.some((text) => /frame-ancestors/.test(text)), () => `it said: ${refusals}`);
  await context.close();
  await stranger.close();
}));

const passed = await tests.end();
await browser.close();
await rm(scratch, { recursive: true, force: true });
process.exit(passed ? 0 : 1);
