// Keys that are entered: where they are asked for, and that they are not remembered by themselves. saved_keys.mjs has the rest.
import { passesAxe } from './axe.mjs';
import { check, openPage, openProviderRow, screenshots, soon, statusBecomes, type, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

const stored = (page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
const bearers = (provider) => [...new Set(provider.posts().map((call) => call.headers.authorization))].join();

async function reopen(page, address) {
  await page.close();
  return openPage(page.context(), address);
}

/** The row of one's own endpoint, at this address. */
async function openRow(page, provider) {
  await page.locator('#models').click();
  const id = await openProviderRow(page);
  await page.locator(`#providers-base-url-${id}`).fill(provider.baseUrl);
  return id;
}

const remembers = (page, id) => page.locator(`#providers-remember-${id}`).isChecked();

export const tests = {
  async 'keys: the message about a missing key opens its row, and then the question is asked'(open) {
    const provider = await startProvider(() => ['An answer.']);
    provider.release();
    const page = await open();
    await page.locator('#models').click();
    await page.locator('#setup-provider').selectOption('groq');
    await page.locator('#setup-save').click();
    await type(page, 'Why?');
    await page.locator('#run').click();
    await page.locator('#notice').getByRole('button', { name: 'Enter the Groq key' }).click();
    await soon(() => page.locator('#providers-key-groq').evaluate((field) => field === document.activeElement), 'the key’s field has the keyboard');
    await passesAxe(page, 'providers', '#providers-screen');
    await page.screenshot({ path: `${screenshots}/page-providers.png` });
    await page.locator('#providers-base-url-groq').fill(provider.baseUrl);
    await page.locator('#providers-key-groq').fill('sk-entered');
    await page.getByRole('button', { name: 'Save and run' }).click();
    await statusBecomes(page, 'complete');
    check(bearers(provider) === 'Bearer sk-entered', bearers(provider));
    check(await page.locator('#notice').isHidden(), 'the message stays');
    await provider.close();
  },

  async 'recipes that were in use are under Recent, also after a reload'(open) {
    const provider = await startProvider(() => ['An answer.']);
    provider.release();
    const page = await open();
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['a', 'b', 'c'], aggregator: 'z' });
    const shapes = page.locator('#shape-words');
    await soon(async () => await shapes.textContent() === '3 proposers, 1 aggregator', () => shapes.textContent());
    await page.locator('#models').click();
    await page.getByRole('button', { name: 'Back to the demo' }).click();
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    const recent = page.locator('#shape optgroup[label="Recent"] option');
    await soon(async () => await recent.count() === 1, async () => `${await recent.count()} recent recipes`);
    await page.locator('#shape').selectOption(await recent.getAttribute('value'));
    await soon(async () => await shapes.textContent() === '3 proposers, 1 aggregator', () => shapes.textContent());
    await type(page, 'Why?');
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    check(provider.posts().length === 4, `${provider.posts().length} calls`);
    await provider.close();
  },

  async 'keys: not remembered unless asked to'(open, site) {
    const provider = await startProvider(() => ['An answer.']);
    provider.release();
    let page = await open();
    const id = await openRow(page, provider);
    await soon(async () => !(await remembers(page, id)), 'the box is off by default');
    await soon(async () => (await page.locator(`#providers-remember-${id}-help`).textContent()).includes('in memory only'),
      'it says what happens to the key');
    await page.locator('#providers-cancel').click();
    await page.locator('#setup-cancel').click();
    await useProvider(page, { baseUrl: provider.baseUrl, key: 'sk-fleeting', proposers: ['a'], aggregator: 'b' });
    check(!(await stored(page)).includes('sk-fleeting'), 'the key is not stored');
    page = await reopen(page, site.address);
    check(!(await stored(page)).includes('sk-fleeting'), 'nor after the page is closed');
    await provider.close();
  },
};
