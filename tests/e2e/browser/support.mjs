// What every browser test needs: the page on a plain static server in a sub-folder, a browser, and ways to wait.
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const site = process.env.MOA_SITE || path.join(root, 'build/web/site');
export const siteFolder = path.resolve(site);
export const screenshots = path.join(root, 'build/screenshots');
await mkdir(screenshots, { recursive: true });

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};
const FOLDER = '/some/where/';

/** Listens on a port the system chooses; gives its origin and a function that closes it with all its connections. */
export async function listen(handler) {
  const server = createServer(handler);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

const brotli = promisify(brotliCompress);

/** The site as any static host would serve it, or as one that compresses. `requests` lists what was asked for, with headers. */
export async function serveSite({ compressed = false } = {}) {
  const requests = [];
  const packed = new Map();
  const server = await listen(async (request, response) => {
    requests.push({ url: request.url, headers: request.headers });
    const url = new URL(request.url, 'http://host');
    const file = url.pathname === FOLDER ? 'index.html' : url.pathname.slice(FOLDER.length);
    if (!url.pathname.startsWith(FOLDER) || file.includes('..')) return response.writeHead(404).end();
    try {
      let body = await readFile(path.join(site, file));
      const headers = { 'Content-Type': TYPES[path.extname(file)] || 'application/octet-stream' };
      if (compressed && !file.endsWith('.woff2')) {
        if (!packed.has(file)) packed.set(file, await brotli(body));
        body = packed.get(file);
        headers['Content-Encoding'] = 'br';
      }
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return { ...server, requests, address: server.origin + FOLDER };
}

/** The whole browser, and the one without a window, which opens a page with two thirds of the work. */
export const executable = process.env.MOA_CHROMIUM || '/usr/bin/chromium';
const HEADLESS = '/usr/bin/chromium-headless-shell';
const windowless = !process.env.MOA_CHROMIUM && existsSync(HEADLESS) ? HEADLESS : executable;
export const LAUNCH_ARGUMENTS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // WebGL is drawn in software as it is; the page around it need not take the same way.
  '--disable-gpu-compositing',
  // No resolver may answer for such a name (RFC 6761, section 6.4); some take half a minute not to.
  '--host-resolver-rules=MAP *.invalid ~NOTFOUND'];

export function launch(more = [], without = []) {
  return chromium.launch({
    executablePath: windowless,
    args: [...LAUNCH_ARGUMENTS.filter((one) => !without.includes(one)), ...more],
  });
}

/** Resolves with the first value of `probe` that is true in JavaScript's sense. The limit is no expectation of speed. */
export async function until(what, probe, { limit = 60000, every = 20 } = {}) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what} did not come about in ${limit / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

/** What the page shows a frame after an act, or later on a busy machine: `message` is a text, or tells what is there instead. */
export async function soon(condition, message, limit = 30000) {
  const end = Date.now() + limit;
  while (!await condition()) {
    if (Date.now() > end) throw new Error(typeof message === 'string' ? message : await message());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** In the page: a clock and timers that run so many times faster than the world's. */
function hurry(pace) {
  const now = performance.now.bind(performance);
  performance.now = () => now() * pace;
  const later = window.setTimeout.bind(window);
  window.setTimeout = (call, delay = 0, ...all) => later(call, delay / pace, ...all);
}

/** In the page, before its scripts: `window.moa` is what the program calls of the page, which tells how many frames it drew. The
 *  page itself leaves nothing on `window`. */
export function exposePage() {
  let create;
  Object.defineProperty(window, 'createMoa', {
    set: (made) => {
      create = made;
    },
    get: () => create && ((parts) => {
      window.moa = parts.page;
      return create(parts);
    }),
  });
}

/** The page, open and ready for the first question. Faults inside it are collected in `page.faults`. */
export async function openPage(context, address, { pace = 1 } = {}) {
  const page = await context.newPage();
  if (pace !== 1) await page.addInitScript(hurry, pace);
  // A busy machine takes long to begin; the test's own limit is what ends it.
  page.setDefaultTimeout(60000);
  page.setDefaultNavigationTimeout(120000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') page.faults.push(message.text());
  });
  await page.goto(address);
  await page.locator('#cover').waitFor({ state: 'hidden', timeout: 60000 });
  await page.locator('#moa-tree [data-rect]').first().waitFor({ state: 'attached' });
  await page.locator('body:not([aria-busy])').waitFor();
  return page;
}

/** A picture of a part of the page, taken when nothing moves there any more. */
export async function stillPicture(page, clip) {
  let last = await page.screenshot({ clip });
  await until('a still picture', async () => {
    const next = await page.screenshot({ clip });
    const same = next.equals(last);
    last = next;
    return same;
  });
  return last;
}

export const status = (page) => page.locator('#moa-answer').getAttribute('data-status');
export const statusBecomes = (page, wanted, limit) =>
  until(`status ${wanted}`, async () => (await status(page)) === wanted, { limit });
/** How many frames the page has drawn. */
export const frames = (page) => page.evaluate(() => window.moa.frames);
export const answer = (page) => page.locator('#moa-answer').textContent();

/** The nodes as the mirror tells of them. */
export const nodes = (page) => page.locator('#moa-tree [data-node]').evaluateAll((items) => items.map((item) => ({
  id: item.dataset.node,
  state: item.dataset.state,
  model: item.dataset.model,
  selected: item.getAttribute('aria-selected') === 'true',
  rect: item.dataset.rect ? item.dataset.rect.split(',').map(Number) : null,
  text: item.textContent,
})));

/** Types over whatever the question field holds, all at once as an input method does. */
export async function type(page, question) {
  await page.locator('#question').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(question);
}

/** The dialog's models: a row for each proposer, more or fewer as it takes. */
export async function fillModels(page, proposers, aggregator) {
  const rows = page.locator('input[id^="setup-proposer-"]');
  while (await rows.count() > proposers.length) await page.locator('button[id^="setup-remove-proposer-"]').last().click();
  while (await rows.count() < proposers.length) await page.locator('#setup-add-proposer').click();
  for (const [i, model] of proposers.entries()) await rows.nth(i).fill(model);
  await page.locator('#setup-aggregator').fill(aggregator);
}

/** From the setup to the row of a provider: of the one chosen there, or of a new endpoint where there is none of this name.
 *  Answers the end of its items' ids. */
export async function openProviderRow(page, provider = 'custom') {
  const known = await page.locator(`#setup-provider option[value="${provider}"]`).count() > 0;
  await page.locator('#setup-provider').selectOption(known ? provider : 'new');
  if (known) await page.locator(`[id^="setup-screen-providers-"]`).first().click();
  const id = known ? provider : '1';
  await page.locator(`#providers-key-${id}`).waitFor();
  return id;
}

/** Address and key of a provider, entered as a user would, from the setup and back to it. */
export async function enterProvider(page, { provider = 'custom', baseUrl, key, remember = false }) {
  const id = await openProviderRow(page, provider);
  if (baseUrl) await page.locator(`#providers-base-url-${id}`).fill(baseUrl);
  if (key) await page.locator(`#providers-key-${id}`).pressSequentially(key);
  if (remember) await page.locator(`#providers-remember-${id}`).check();
  await page.locator('#providers-save').click();
  await page.locator('#setup-screen').waitFor();
}

/** Fills in the dialogs as a user would. */
export async function useProvider(page, { provider = 'custom', baseUrl, key, proposers, repeat, aggregator }) {
  await page.getByRole('button', { name: 'Use your own models' }).click();
  await enterProvider(page, { provider, baseUrl, key });
  await fillModels(page, proposers, aggregator);
  if (repeat) await page.locator('#setup-repeat').selectOption(String(repeat));
  await page.locator('#setup-save').click();
  await page.locator('#setup-screen').waitFor({ state: 'hidden' });
}
