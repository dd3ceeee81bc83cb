// The program in two parts over a line that is slow: the first frame and the question need the first part only.
import { check, exposePage, soon, statusBecomes, until } from './support.mjs';

/** A new visitor's page, without waiting for the rest of the program; `release` lets it come. */
async function visit(site, browser, options = {}) {
  const context = await browser.newContext({ colorScheme: 'dark', viewport: { width: 1280, height: 800 }, ...options });
  await context.addInitScript(exposePage);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  let asked = 0;
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route('**/moa.rest.wasm*', async (route) => {
    ++asked;
    const answer = await released;
    await (answer ? route.fulfill(answer) : route.continue());
  });
  await page.goto(site.address);
  await page.locator('#cover').waitFor({ state: 'hidden' });
  const frames = () => page.evaluate(() => window.moa.frames);
  await until('the first frame', async () => (await frames()) > 0);
  return { page, context, frames, release, asked: () => asked };
}

export const tests = {
  'a first frame and a question need the first part of the program only': async (_, site, browser) => {
    const { page, context, frames, release, asked } = await visit(site, browser);
    const drawnAfter = async (what, act) => {
      const before = await frames();
      await act();
      await until(what, async () => (await frames()) > before);
    };
    await drawnAfter('a frame for what is typed', () => page.locator('#question').fill('Why is the sky blue? 天空 🎉'));
    await page.keyboard.type(' And then');
    check((await page.locator('#question').inputValue()).endsWith(' And then'), 'a key was lost');
    await drawnAfter('the narrow layout', () => page.setViewportSize({ width: 360, height: 700 }));
    await drawnAfter('the light theme', () => page.emulateMedia({ colorScheme: 'light' }));
    await drawnAfter('the wide layout', () => page.setViewportSize({ width: 1440, height: 900 }));
    await page.emulateMedia({ forcedColors: 'active' });
    await page.locator('#moa-canvas').hover({ force: true });
    await page.mouse.wheel(0, 100);
    await page.keyboard.press('Control+h');
    check(asked() === 1, `something needed the rest at once: it was asked for ${asked()} times`);
    release();
    await soon(async () => (await page.locator('body').getAttribute('aria-busy')) === null, 'the rest does not arrive');
    check(page.faults.length === 0, page.faults.join());
    await context.close();
  },

  'what is pressed before the program is whole is done then': async (_, site, browser) => {
    const { page, context, release } = await visit(site, browser);
    await page.locator('#question').press('Control+Enter');
    release();
    await statusBecomes(page, 'complete');
    await context.close();

    const other = await visit(site, browser);
    await other.page.locator('#settings').click();
    check(await other.page.locator('#settings-screen').count() === 0, 'it opens what is not there yet');
    other.release();
    await other.page.locator('#settings-screen').waitFor();
    await other.context.close();
  },

  'the rest that does not arrive is reported': async (_, site, browser) => {
    const { page, context, release } = await visit(site, browser);
    release({ status: 503 });
    await page.locator('#cover-button').waitFor();
    await soon(async () => (await page.locator('#cover-text').textContent()).includes('503'), 'the reason is not told');
    await context.close();
  },
};
