// Saved keys that leave: forgotten here or in another tab, locked again after a rest, and taken over from an earlier version.
import { passesAxe } from './axe.mjs';
import { readFile } from 'node:fs/promises';
import { check, openPage, screenshots, soon, statusBecomes, until } from './support.mjs';
import { KEY, PASSPHRASE, VAULT, ask, bearers, dialog, holdsNothingOf, isGone, offerToSave, openRow, press, rememberKey, reopen, start, unlock, useModels, vaultOf } from './vault.mjs';

export const tests = {
  async 'saved keys: all are forgotten in two presses, with the passphrase lost or not'(open, site) {
    const provider = await start();
    let page = await open();
    await rememberKey(page, provider);
    page = await reopen(page, site.address);
    await ask(page);
    await press(page, 'Forget all saved keys');
    check(await vaultOf(page) !== null, 'one press is enough');
    await press(page, 'Forget them for good');
    await isGone(page);
    check(await vaultOf(page) === null, 'the keys are still there');
    await rememberKey(page, provider);
    await openRow(page, provider);
    const screen = page.locator('#providers-screen');
    await screen.getByRole('button', { name: 'Forget all saved keys' }).click();
    await screen.getByRole('button', { name: 'Forget them for good' }).click();
    await soon(async () => await vaultOf(page) === null, 'the keys are still there');
    await page.locator('#providers-save').click();
    await useModels(page);
    await ask(page, 'And now?');
    await until('calls', () => provider.posts().length > 0);
    check(bearers(provider) === '', `a forgotten key is used: ${bearers(provider)}`);
    await provider.close();
  },

  async 'saved keys: those of an earlier version are asked about, and not used before'(open, site) {
    const provider = await start();
    let page = await open();
    const first = JSON.parse(await readFile(new URL('../../fixtures/kept/keys-1.json', import.meta.url), 'utf8'));
    const plain = first.map((one) => ({ ...one, origin: provider.origin, key: KEY }));
    const setPlain = () => page.evaluate((keys) => localStorage.setItem('moa.keys', JSON.stringify(keys)), plain);
    const isPlain = () => page.evaluate(() => localStorage.getItem('moa.keys') !== null);
    await openRow(page, provider);
    await page.locator('#providers-save').click();
    await useModels(page);
    await setPlain();
    page = await reopen(page, site.address);
    await dialog(page).waitFor();
    await soon(async () => (await dialog(page).textContent()).includes(provider.origin), 'it does not say which');
    await passesAxe(page, 'takeover', '#saved-keys-screen');
    await page.screenshot({ path: `${screenshots}/page-takeover.png` });
    await page.keyboard.press('Escape');
    await isGone(page);
    await ask(page);
    await statusBecomes(page, 'complete');
    check(bearers(provider) === '' && await isPlain(), `an answer was not waited for: ${bearers(provider)}`);

    page = await reopen(page, site.address);
    await press(page, 'Encrypt them');
    await page.locator('#saved-keys-new-passphrase').fill(PASSPHRASE);
    await page.locator('#saved-keys-again').fill(PASSPHRASE);
    await press(page, 'Encrypt and save');
    await soon(async () => /create new keys/.test(await dialog(page).textContent()), () => dialog(page).textContent());
    check(!await isPlain(), 'the plain keys are still there');
    await press(page, 'Close');
    await isGone(page);
    await holdsNothingOf(page, KEY);
    const before = provider.posts().length;
    await ask(page);
    await until('calls', () => provider.posts().length > before);
    await statusBecomes(page, 'complete');
    check(provider.posts().slice(before).every((call) => call.headers.authorization === `Bearer ${KEY}`), 'it is not used');

    await page.evaluate((name) => localStorage.removeItem(name), VAULT);
    await setPlain();
    page = await reopen(page, site.address);
    await press(page, 'Forget them');
    await press(page, 'Close');
    await isGone(page);
    await holdsNothingOf(page, KEY);
    await provider.close();
  },

  async 'saved keys: each tab asks for itself, and what one forgets, the other forgets'(open, site) {
    const provider = await start();
    const first = await open();
    await rememberKey(first, provider);
    const second = await openPage(first.context(), site.address);
    await ask(second);
    await unlock(second);
    await isGone(second);
    await statusBecomes(second, 'complete');
    await openRow(second, provider);
    const screen = second.locator('#providers-screen');
    await screen.getByRole('button', { name: 'Forget all saved keys' }).click();
    await screen.getByRole('button', { name: 'Forget them for good' }).click();
    await soon(async () => await vaultOf(second) === null, 'the keys are still there');
    const before = provider.posts().length;
    await ask(first, 'And now?');
    await until('calls', () => provider.posts().length > before);
    check(provider.posts().slice(before).every((call) => !call.headers.authorization), 'the other tab uses the forgotten key');
    await provider.close();
  },

  async 'saved keys: of two tabs that choose a passphrase at once, the first one’s holds'(open, site) {
    const provider = await start();
    const first = await open();
    const second = await openPage(first.context(), site.address);
    for (const page of [first, second]) {
      await offerToSave(page, provider);
      await page.locator('#saved-keys-new-passphrase').fill(`${PASSPHRASE}, ${page === first ? 'first' : 'second'}`);
      await page.locator('#saved-keys-again').fill(`${PASSPHRASE}, ${page === first ? 'first' : 'second'}`);
    }
    for (const page of [first, second]) {
      await press(page, 'Encrypt and save');
      await isGone(page);
      await soon(async () => await vaultOf(page) !== null, 'nothing was saved');
    }
    await second.locator('#notice').getByText('The key was not saved.').waitFor();
    await second.locator('#setup-cancel').click();
    await openRow(second, provider);
    await unlock(second, `${PASSPHRASE}, first`);
    await isGone(second);
    await provider.close();
  },

  async 'saved keys: locked again after half an hour without use'(open, site) {
    const provider = await start();
    let page = await open();
    await rememberKey(page, provider);
    await page.context().addInitScript(() => {
      const set = window.setTimeout.bind(window);
      let passed = 0;
      const now = Date.now.bind(Date);
      Date.now = () => now() + passed;
      const waiting = [];
      window.setTimeout = (act, delay = 0, ...rest) => (delay < 600000 ? set(act, delay, ...rest) : waiting.push([act, now() + passed + delay]));
      window.letPass = (minutes) => {
        passed += minutes * 60000;
        waiting.splice(0).forEach(([act, at]) => (at <= Date.now() ? act() : waiting.push([act, at])));
      };
    });
    page = await reopen(page, site.address);
    await openRow(page);
    await unlock(page);
    await isGone(page);
    const screen = page.locator('#providers-screen');
    await soon(async () => /The saved keys are unlocked/.test(await screen.textContent()), () => screen.textContent());
    await page.evaluate(() => window.letPass(29));
    await soon(async () => /The saved keys are unlocked/.test(await screen.textContent()), 'they are locked too early');
    await page.evaluate(() => window.letPass(2));
    await soon(async () => /The saved keys are locked/.test(await screen.textContent()), 'they stay unlocked');
    await provider.close();
  },

  async 'the page leaves nothing on window by which its program could be reached'(_, site, browser) {
    const context = await browser.newContext();
    try {
      const page = await openPage(context, site.address);
      const plain = await context.newPage();
      await plain.route('**/nothing', (route) => route.fulfill({ body: '' }));
      await plain.goto(`${site.address}nothing`);
      const names = await plain.evaluate(() => Object.getOwnPropertyNames(window));
      const added = await page.evaluate((known) => Object.getOwnPropertyNames(window).filter((name) => !known.includes(name)), names);
      // Elements with an id are no properties of its own. What makes the program is there; what it has made is not.
      check(added.join() === 'createMoa', `on window: ${added}`);
    } finally {
      await context.close();
    }
  },
};
