// The page without a network: what its worker keeps, what it keeps out of, how a new version comes, and how the worker goes.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LAUNCH_ARGUMENTS, check, launch, openPage, screenshots, siteFolder, soon, statusBecomes, until, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.wasm': 'application/wasm' };
/** Workers are for names other than this machine's. */
const NAME = 'moa.example';

const hashOf = (text) => createHash('sha256').update(text).digest('hex');

/** A key and a certificate of its own, as every https host has them. */
async function makeCertificate() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'moa-certificate-'));
  const [key, cert] = ['key', 'cert'].map((name) => path.join(folder, name));
  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${NAME}`, '-days', '2', '-keyout', key, '-out', cert]);
  const certificate = { key: await readFile(key), cert: await readFile(cert) };
  await rm(folder, { recursive: true });
  return certificate;
}
let certificate;

/** A host of a copy of the site, which a test changes. */
async function startHost() {
  certificate ??= makeCertificate();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'moa-offline-'));
  await cp(siteFolder, folder, { recursive: true });
  const host = { folder, asked: [], isUp: true };
  const server = createServer(await certificate, async (request, response) => {
    host.asked.push(`${request.method} ${request.url}`);
    if (!host.isUp) return response.destroy();
    const { pathname } = new URL(request.url, 'http://host');
    const body = await readFile(path.join(folder, pathname.replace(/^\/app\//, '').replace(/^$/, 'index.html'))).catch(() => null);
    if (!body || !pathname.startsWith('/app/')) return response.writeHead(404).end();
    return response.writeHead(200, { 'Content-Type': TYPES[path.extname(pathname)] ?? (pathname.endsWith('/') ? 'text/html' : 'application/octet-stream') }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  host.address = `https://${NAME}:${server.address().port}/app/`;
  host.close = async () => {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  };
  /** A version of the page with another description, as the build would make it. */
  host.publish = async (description) => {
    const [page, worker] = [path.join(folder, 'index.html'), path.join(folder, 'worker.js')];
    const before = await readFile(page, 'utf8');
    const now = before.replace(/(<meta name="description" content=")[^"]*/, `$1${description}`);
    await writeFile(page, now);
    const text = await readFile(worker, 'utf8');
    check(text.includes(hashOf(before)), 'the worker does not name the page');
    await writeFile(worker, text.replace(hashOf(before), hashOf(now)).replace(/VERSION="\w+"/, `VERSION="${hashOf(now).slice(0, 12)}"`));
  };
  return host;
}

/** A browser that knows the host, and does not ask who has signed its certificate. `without`: arguments to leave out of its start. */
export async function withHost(act, without = []) {
  const host = await startHost();
  const browser = await launch(['--ignore-certificate-errors', `--host-resolver-rules=MAP ${NAME} 127.0.0.1, MAP *.invalid ~NOTFOUND`], [...without, ...LAUNCH_ARGUMENTS.filter((one) => one.startsWith('--host-resolver'))]);
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await act(host, context, () => openPage(context, host.address, { pace: 4 }));
  } finally {
    await browser.close();
    await host.close();
  }
}

const caches = (page) => page.evaluate(async () => (await window.caches.keys()).filter((name) => name.startsWith('moa ')));
const worker = (page) => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  return registration && ['installing', 'waiting', 'active'].filter((state) => registration[state]).join();
});
/** What tells the version of a page that is shown; its title changes with each run. */
const description = (page) => page.locator('meta[name="description"]').getAttribute('content');
export const isActive = (page) => until('an active worker', async () => await worker(page) === 'active');

export async function reload(page) {
  await page.reload();
  await page.locator('#cover').waitFor({ state: 'hidden' });
}

export const tests = {
  async 'offline: the page opens and runs without its host, with all of its letters'() {
    await withHost(async (host, context, open) => {
      const page = await open();
      await isActive(page);
      check((await caches(page)).length === 1, `${await caches(page)}`);
      host.isUp = false;
      host.asked.length = 0;
      await reload(page);
      await page.locator('#question').fill('Длина береговой линии? Why is the sky blue?');
      await page.locator('#run').click();
      await statusBecomes(page, 'complete');
      await page.screenshot({ path: `${screenshots}/page-offline.png` });
      check(await page.evaluate(() => document.fonts.load('16px Inter', 'Длина').then(({ length }) => length)) > 0, 'letters are missing');
      check(host.asked.every((one) => one === 'GET /app/worker.js'), `it asked for ${host.asked}`);
    });
  },

  async 'offline: nothing is kept where one file is not the one of the list'() {
    await withHost(async (host, context, open) => {
      await writeFile(path.join(host.folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
      const page = await open();
      await until('the worker’s end', async () => host.asked.some((one) => one.includes('icon.svg')) && !await worker(page));
      check((await caches(page)).length === 0, `kept: ${await caches(page)}`);
      await page.locator('#run').click();
      await statusBecomes(page, 'complete');
    });
  },

  async 'offline: a new version waits for its button, and takes the place of all of the old one'() {
    await withHost(async (host, context, open) => {
      const page = await open();
      await isActive(page);
      await page.evaluate(() => window.caches.open('of another page'));
      const [before] = await caches(page);
      await host.publish('The next version');
      await reload(page);
      const line = page.locator('#update');
      await line.getByText('A new version is ready.').waitFor();
      check(await description(page) !== 'The next version', 'it came by itself');
      const other = await open();
      await line.getByRole('button', { name: 'Reload' }).click();
      await soon(async () => await description(page).catch(() => '') === 'The next version', () => description(page));
      await page.locator('#cover').waitFor({ state: 'hidden' });
      await soon(async () => (await caches(page)).length === 1, async () => `kept: ${await caches(page)}`);
      check((await caches(page))[0] !== before, 'the old files are kept');
      check(await page.evaluate(() => window.caches.has('of another page')), 'the files of another page are gone');
      check(await line.isHidden(), 'the line stays');
      check(await description(other) !== 'The next version', 'another tab was loaded again without being asked');
      await other.locator('#run').click();
      await statusBecomes(other, 'complete');
    });
  },

  async 'offline: the worker keeps out of calls, keys, other methods and other files'() {
    await withHost(async (host, context, open) => {
      const provider = await startProvider(() => ['An answer.']);
      provider.release();
      const page = await open();
      await isActive(page);
      await reload(page);
      const answered = [];
      context.on('response', (response) => response.fromServiceWorker() && answered.push(response.url()));
      await context.grantPermissions(['local-network-access']).catch(() => {}); // browsers before it do not ask
      await useProvider(page, { baseUrl: provider.baseUrl, key: 'sk-of-a-user', proposers: ['a'], aggregator: 'b' });
      await page.locator('#run').click();
      await statusBecomes(page, 'complete');
      const statuses = await page.evaluate(async () => {
        const ask = async (url, options) => (await fetch(url, options)).status;
        return [await ask('icon.svg'), await ask('icon.svg', { method: 'POST' }), await ask('icon.svg', { headers: { Authorization: 'Bearer x' } }),
          await ask('_headers'), await ask('icon.svg?other')];
      });
      check(statuses.every((status) => status === 200), `${statuses}`);
      check(answered.join() === `${host.address}icon.svg`, `it answered for ${answered}`);
      const kept = await page.evaluate(async () => {
        const cache = await window.caches.open((await window.caches.keys()).find((name) => name.startsWith('moa ')));
        return (await cache.keys()).map(({ url }) => url);
      });
      check(kept.length > 10 && kept.every((url) => url.startsWith(host.address)), `kept: ${kept}`);
      await provider.close();
    });
  },

  async 'offline: a worker that is to go takes all along'() {
    await withHost(async (host, context, open) => {
      const page = await open();
      await isActive(page);
      await cp(path.join(root, 'web/worker/worker-off.js'), path.join(host.folder, 'worker.js'));
      await reload(page);
      await until('no worker', async () => !await worker(page) && (await caches(page)).length === 0);
      await rm(path.join(host.folder, 'worker.js'));
      host.asked.length = 0;
      await reload(page);
      check(host.asked.includes('GET /app/'), 'the page did not come from its host');
      check(!await worker(page), 'there is a worker again');
      check((await caches(page)).length === 0, `kept: ${await caches(page)}`);
    });
  },

  async 'offline: on this machine nothing is kept, and the next program at the port is seen'(open) {
    const page = await open();
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    check(await worker(page) === undefined, 'there is a worker');
  },
};
