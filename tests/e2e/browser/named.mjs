// Links that name models: shown before anything becomes of them, and nothing is asked, called or lost by opening one.
import { passesAxe } from './axe.mjs';
import { check, soon, type } from './support.mjs';

const dialog = (page) => page.locator('#shared-screen');

/** The page, as it opens by a link, and what it asked of others. */
async function opened(open, site, link) {
  const page = await open();
  const foreign = [];
  page.on('request', (request) => { if (!request.url().startsWith(site.address)) foreign.push(request.url()); });
  await page.goto('about:blank');
  await page.goto(`${site.address}${link}`);
  await page.locator('#cover').waitFor({ state: 'hidden', timeout: 60000 });
  return { page, foreign: () => foreign.filter((url) => /^https?:/.test(url)) };
}

export const tests = {
  'named: models of a link are shown with where questions go, and used by a press alone': async (open, site) => {
    for (const sign of ['?', '#']) {
      const before = site.requests.length;
      const { page, foreign } = await opened(open, site, `${sign}model=groq/openai/gpt-oss-20b&model=ollama/qwen3:8b&aggregator=groq/acme/big&n=3`);
      await dialog(page).getByText('openai/gpt-oss-20b · Groq (https://api.groq.com) · 2 times').waitFor();
      await dialog(page).getByText('acme/big · Groq').waitFor();
      check(!/[?#]/.test(page.url()), page.url());
      if (sign === '#') check(site.requests.slice(before).every(({ url }) => !url.includes('gpt-oss')), 'the fragment was sent');
      await passesAxe(page, 'named');
      await page.locator('#shared-use').click();
      await dialog(page).waitFor({ state: 'detached' });
      await page.locator('#edit-recipe').click();
      await page.locator('#editor').getByText('qwen3:8b').first().waitFor();
      check(foreign().length === 0, foreign().join(' '));
      check(page.faults.length === 0, page.faults.join('\n'));
    }
  },

  'named: an ambiguous name says the choices, and the question that stands there stays': async (open, site) => {
    const { page, foreign } = await opened(open, site, '');
    await type(page, 'Half a question');
    await page.evaluate(() => { location.hash = 'model=gpt-oss-20b'; });
    await dialog(page).getByText('together/openai/gpt-oss-20b').waitFor();
    check(await dialog(page).locator('#shared-use').count() === 0, 'it can be used');
    await page.locator('#shared-discard').click();
    await dialog(page).waitFor({ state: 'detached' });
    check(await page.locator('#question').inputValue() === 'Half a question', 'the question is gone');
    for (const hash of ['model=groq/a&n=0', 'model=groq/a&n=many', 'aggregator=groq/a', 'model=']) {
      await page.evaluate((text) => { location.hash = text; }, hash);
      await dialog(page).locator('#shared-discard').waitFor();
      check(await dialog(page).locator('#shared-use').count() === 0, `${hash} can be used`);
      await page.locator('#shared-discard').click();
      await dialog(page).waitFor({ state: 'detached' });
    }
    check(foreign().length === 0, foreign().join(' '));
    check(page.faults.length === 0, page.faults.join('\n'));
  },

  'named: a name in no list is looked for by a press alone': async (open, site) => {
    const { page, foreign } = await opened(open, site, '?model=house-model');
    await dialog(page).getByText('"house-model"').waitFor();
    check(foreign().length === 0, foreign().join(' '));
    await page.route('http://localhost:*/**', (route) => (route.request().url() === 'http://localhost:1234/v1/models'
      ? route.fulfill({ json: { data: [{ id: 'house-model' }] }, headers: { 'access-control-allow-origin': '*' } }) : route.abort()));
    await page.locator('#shared-ask').click();
    await dialog(page).getByText('house-model · LM Studio').first().waitFor();
    check(foreign().every((url) => url.startsWith('http://localhost:')), foreign().join(' '));
    await page.locator('#shared-use').click();
    await soon(async () => await dialog(page).count() === 0, 'it is open still');
  },
};
