// The page: a key entered and saved, a run through every answer, comparing, sharing and exporting; then all that the browser keeps,
// shows, downloads and sends.
import { readFile } from 'node:fs/promises';
import { fillModels, launch, openPage, serveSite, soon, status, statusBecomes, type } from '../browser/support.mjs';
import { choosePassphrase, everything, offerToSave } from '../browser/vault.mjs';
import { formsIn, KEY, masksIn } from './forms.mjs';
import { models } from './provider.mjs';

const told = (feature, text) => ({ shell: 'page', feature, bytes: text.length, masks: masksIn(text), hits: formsIn(text) });

/** @param {Awaited<ReturnType<typeof import('./provider.mjs').startProvider>>} provider */
export async function* page(provider) {
  const site = await serveSite();
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
    const sent = [];
    context.on('request', (request) => {
      const elsewhere = !request.url().startsWith(provider.url);
      sent.push(request.url(), request.postData() ?? '', elsewhere ? JSON.stringify(request.headers()) : '');
    });
    const tab = await openPage(context, site.address);
    const console = [];
    tab.on('console', (message) => console.push(message.text()));
    await offerToSave(tab, { baseUrl: provider.url }, KEY);
    await choosePassphrase(tab);
    await fillModels(tab, models, 'in-text');
    await tab.locator('#setup-save').click();
    await tab.locator('#setup-screen').waitFor({ state: 'hidden' });

    await type(tab, `Is ${KEY} a key?`);
    await tab.locator('#run').click();
    await tab.locator('#notice').getByText('An API key stands in what would be sent').waitFor();
    yield { shell: 'page', feature: 'a key in the question is not asked', bytes: 0, hits: (await status(tab)) === 'idle' ? [] : ['it was asked'] };
    await type(tab, 'Which key?');
    await tab.locator('#run').click();
    await soon(async () => ['complete', 'degraded', 'failed'].includes(await status(tab)), 'the run does not end', 120000);
    yield told('what it shows', await tab.evaluate(() => document.documentElement.outerHTML));

    const files = [];
    await tab.keyboard.press('Control+s');
    await tab.locator('#share-screen').getByLabel('With the answers of all nodes').check();
    for (const form of ['Markdown', 'Web page', 'Run file']) {
      await tab.locator('#share-screen').getByRole('radio', { name: form }).check();
      const [download] = await Promise.all([tab.waitForEvent('download'), tab.locator('#share-save').click()]);
      files.push(download.suggestedFilename(), await readFile(await download.path(), 'latin1'));
    }
    await tab.locator('#share-close').click();
    await tab.locator('#history').click();
    const [all] = await Promise.all([tab.waitForEvent('download'), tab.getByRole('button', { name: 'Save all' }).click()]);
    files.push(await readFile(await all.path(), 'latin1'));
    await tab.keyboard.press('Escape');
    yield told('files that it saves', files.join('\n'));
    await tab.keyboard.press('Control+s');
    await tab.locator('#share-copy').click();
    await tab.locator('#share-result').waitFor();
    yield told('the clipboard', await tab.evaluate(() => navigator.clipboard.readText()));
    await tab.locator('#share-close').click();

    await tab.locator('#models').click();
    await soon(async () => !(await tab.locator('#setup-screen').textContent()).includes('Loading'), 'the list does not come');
    yield told('the setup with the models that it lists', await tab.evaluate(() => document.documentElement.outerHTML));
    await tab.keyboard.press('Escape');
    yield told('what the browser keeps', await everything(tab));
    yield told('addresses, bodies, and heads to other origins', sent.join('\n'));
    yield told('the console', console.join('\n'));
    yield { shell: 'page', feature: 'the host got no key', bytes: 0, hits: site.requests.some(({ headers }) => headers.authorization) ? ['authorization'] : [] };
  } finally {
    await Promise.all([browser.close(), site.close()]);
  }
}
