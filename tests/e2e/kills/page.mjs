// Crashes of the page's renderer in the middle of a run. A tab of the same browser opens what was kept and resumes it.
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { exposePage, fillModels, launch, enterProvider, openPage, serveSite, soon, status, statusBecomes, type, until } from '../browser/support.mjs';
import { assertPaidOnce, callsOf, costOfKill, readLog } from './ledger.mjs';
import { aggregator, answerOf, proposers } from './provider.mjs';
import { nothingPaid, RUN_MS } from './terminal.mjs';

/** The run logs of the latest conversation in the browser's database, in the order of their pieces. */
const latestLog = (page) => page.evaluate(async () => {
  const of = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await of(indexedDB.open('moa'));
  const lines = await of(database.transaction('lines').objectStore('lines').getAll());
  database.close();
  const latest = lines.map(({ id }) => id).sort().at(-1);
  return lines.filter(({ id }) => id === latest).map(({ text }) => text).join('');
});

async function crash(page) {
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  const session = await page.context().newCDPSession(page);
  const at = performance.now();
  session.send('Page.crash').catch(() => {}); // It never answers.
  await crashed;
  await page.close();
  return at;
}

export async function crashedPages({ provider, crashes, random }) {
  const site = await serveSite();
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    await context.addInitScript(exposePage);
    let page = await openPage(context, site.address);
    await page.getByRole('button', { name: 'Use your own models' }).click();
    await enterProvider(page, { baseUrl: provider.url });
    await fillModels(page, proposers, aggregator);
    await page.locator('#setup-save').click();
    await page.locator('#setup-screen').waitFor({ state: 'hidden' });
    const costs = [];
    for (let i = 0; i < crashes; i++) {
      const mark = `kill-${100000 + i}`;
      await type(page, `Explain ${mark.replace('-', ' ')}.`);
      const before = random() * (RUN_MS + 200);
      await page.locator('#run').click({ noWaitAfter: true });
      await pause(before);
      const killedAt = await crash(page);
      page = await openPage(context, site.address);
      try {
        costs.push(await recovered(page, provider, mark, killedAt));
      } catch (error) {
        error.message = `${mark}, now ${await status(page)}: ${error.message}`;
        throw error;
      }
      if ((await status(page)) !== 'idle') {
        await page.getByRole('button', { name: 'New conversation' }).first().focus();
        await page.keyboard.press('Enter');
      }
      await soon(async () => (await status(page)) === 'idle', 'no new conversation');
    }
    return costs;
  } finally {
    await Promise.all([browser.close(), site.close()]);
  }
}

async function recovered(page, provider, mark, killedAt) {
  const log = await latestLog(page);
  if (!log.includes(mark.replace('-', ' '))) return nothingPaid(provider, mark);
  const { done, lost, unread } = costOfKill(log, provider, mark, killedAt);
  const before = callsOf(provider, mark);
  // A run that had come to its end is in the history; one that broke off is opened.
  if (!done.has(aggregator)) {
    await statusBecomes(page, 'cancelled');
    await page.locator('#actions button', { hasText: 'Resume' }).focus();
    await page.keyboard.press('Enter');
    await statusBecomes(page, 'complete');
  }
  assertPaidOnce(provider, mark, done, before);
  let after = { texts: {} };
  await until('the whole answer in the log', async () => {
    after = readLog(await latestLog(page));
    return after.done.size === proposers.length + 1;
  });
  for (const model of [...proposers, aggregator]) assert.equal(after.texts[model], answerOf(mark, model), `the log's text of ${model}`);
  const now = callsOf(provider, mark);
  return { lost, unread, finished: done.size, unfinished: proposers.length + 1 - done.size,
    again: [...done].reduce((sum, model) => sum + now[model] - before[model], 0) };
}
