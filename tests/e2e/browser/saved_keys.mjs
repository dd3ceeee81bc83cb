// Keys that are to be remembered: encrypted, each for its origin, and unlocked once per load.
import { passesAxe } from './axe.mjs';
import { check, screenshots, soon, statusBecomes, until } from './support.mjs';
import { KEY, PASSPHRASE, VAULT, ask, bearers, dialog, holdsNothingOf, isGone, offerToSave, openRow, overwrite, press, rememberKey, reopen, start, unlock, useModels, vaultOf } from './vault.mjs';

export const tests = {
  async 'saved keys: encrypted, locked after a reload, unlocked for a run'(open, site) {
    const provider = await start();
    let page = await open();
    await rememberKey(page, provider);
    await holdsNothingOf(page, KEY);
    const { format, kdf } = await vaultOf(page);
    check(format === 'moa-keys/2' && kdf.rounds === 1000000, JSON.stringify(kdf));

    page = await reopen(page, site.address);
    await ask(page);
    await dialog(page).waitFor();
    await passesAxe(page, 'unlock', '#saved-keys-screen');
    await soon(() => page.locator('#saved-keys-passphrase').evaluate((field) => field === document.activeElement), 'the field has the keyboard');
    await unlock(page, 'not the passphrase');
    await soon(async () => await page.locator('#saved-keys-error').textContent() === 'This passphrase does not open the saved keys.',
      () => page.locator('#saved-keys-error').textContent());
    check(provider.posts().length === 0, 'it was called without a key');
    await unlock(page);
    await isGone(page);
    await statusBecomes(page, 'complete');
    check(bearers(provider) === `Bearer ${KEY}`, bearers(provider));
    await holdsNothingOf(page, KEY);
    await holdsNothingOf(page, PASSPHRASE);
    check(page.faults.length === 0, page.faults.join('\n'));
    await provider.close();
  },

  async 'saved keys: the row says saved and locked, and Providers asks for the passphrase'(open, site) {
    const provider = await start();
    let page = await open();
    await rememberKey(page, provider);
    page = await reopen(page, site.address);
    await page.locator('#models').click();
    await soon(async () => /saved, locked/.test(await page.locator('#setup-screen').textContent()), 'the setup does not say that the key is locked');
    await page.locator('[id^="setup-screen-providers-"]').first().click();
    await dialog(page).waitFor();
    await press(page, 'Not now');
    await isGone(page);
    const screen = page.locator('#providers-screen');
    await soon(async () => /API key saved, locked/.test(await screen.textContent()), () => screen.textContent());
    await page.screenshot({ path: `${screenshots}/page-locked.png` });
    await screen.getByRole('button', { name: 'Unlock the saved keys' }).click();
    await unlock(page);
    await isGone(page);
    await soon(async () => /API key saved ·/.test(await screen.textContent()), () => screen.textContent());
    await screen.getByRole('button', { name: 'Lock keys' }).click();
    await soon(async () => /API key saved, locked/.test(await screen.textContent()), () => screen.textContent());
    await page.locator('#providers-save').click();
    await useModels(page);
    await ask(page);
    await dialog(page).waitFor();
    await press(page, 'Not now');
    await page.locator('#notice').getByRole('button', { name: 'Unlock the saved keys' }).waitFor();
    check(provider.posts().length === 0, 'a locked key was used');
    await provider.close();
  },

  async 'saved keys: for their origin only, and gone when they are deleted'(open, site) {
    const provider = await start();
    const other = await start();
    let page = await open();
    await rememberKey(page, provider);
    page = await reopen(page, site.address);
    let id = await openRow(page);
    await unlock(page);
    await isGone(page);
    await page.locator(`#providers-base-url-${id}`).fill(other.baseUrl);
    await soon(async () => !(await page.locator(`#providers-remember-${id}`).isChecked()), 'it passes for the other origin’s');
    await page.locator('#providers-save').click();
    await useModels(page);
    await ask(page);
    await statusBecomes(page, 'complete');
    check(other.posts().length > 0 && bearers(other) === '', `the other origin gets a key: ${bearers(other)}`);

    id = await openRow(page, provider);
    await page.getByRole('button', { name: 'Delete the saved key' }).click();
    await soon(async () => !(await page.locator(`#providers-remember-${id}`).isChecked()), 'the box is still on');
    check(await vaultOf(page) === null, 'something is left in storage');
    await page.locator('#providers-save').click();
    await useModels(page);
    const before = provider.posts().length;
    await ask(page, 'And now?');
    await until('more calls', () => provider.posts().length > before);
    check(provider.posts().every((call) => !call.headers.authorization), 'it is used all the same');
    await provider.close();
    await other.close();
  },

  async 'saved keys: a record that was moved, or is locked too weakly, does not open'(open, site) {
    const provider = await start();
    const other = await start();
    let page = await open();
    await rememberKey(page, provider);
    const real = await vaultOf(page);
    await overwrite(page, `vault.items[0].origin = '${other.origin}'`);
    page = await reopen(page, site.address);
    const id = await openRow(page);
    await unlock(page);
    await isGone(page);
    await page.locator(`#providers-base-url-${id}`).fill(other.baseUrl);
    await page.locator('#providers-save').click();
    await useModels(page);
    await ask(page);
    await statusBecomes(page, 'complete');
    check(other.posts().length > 0 && bearers(other) === '', `the moved key went to ${bearers(other)}`);
    check(provider.posts().length === 0, 'it went to where it was');

    const said = () => page.locator('#saved-keys-error').textContent();
    for (const rounds of [1000, 599999, 10000001, 1e12]) {
      await page.evaluate(([name, vault]) => localStorage.setItem(name, vault),
        [VAULT, JSON.stringify({ ...real, kdf: { ...real.kdf, rounds } })]);
      page = await reopen(page, site.address);
      await page.locator('#settings').waitFor();
      await openRow(page);
      await unlock(page);
      await soon(async () => /were changed/.test(await said()), said);
    }
    await provider.close();
    await other.close();
  },

  async 'saved keys: a lock of fewer rounds is made stronger when it opens'(open, site) {
    const provider = await start();
    let page = await open();
    // A vault of earlier days, made by the page itself with a clock of its own.
    await page.evaluate(() => {
      const derive = crypto.subtle.deriveKey.bind(crypto.subtle);
      crypto.subtle.deriveKey = (how, ...rest) => derive({ ...how, iterations: 600000 }, ...rest);
    });
    await rememberKey(page, provider);
    await overwrite(page, 'vault.kdf.rounds = 600000');
    const before = (await vaultOf(page)).kdf;
    page = await reopen(page, site.address);
    for (const expected of [600000, 1000000]) {
      check((await vaultOf(page)).kdf.rounds === expected, `${(await vaultOf(page)).kdf.rounds} rounds`);
      await ask(page);
      await unlock(page);
      await isGone(page);
      await statusBecomes(page, 'complete');
      page = await reopen(page, site.address);
    }
    check((await vaultOf(page)).kdf.salt !== before.salt, 'the salt is the old one');
    await provider.close();
  },

  async 'saved keys: what is too short or mistyped is refused, and one is suggested'(open) {
    const provider = await start();
    const page = await open();
    await offerToSave(page, provider);
    const error = page.locator('#saved-keys-error');
    await page.locator('#saved-keys-new-passphrase').fill('short');
    await press(page, 'Encrypt and save');
    await soon(async () => /12 characters/.test(await error.textContent()), () => error.textContent());
    await page.locator('#saved-keys-new-passphrase').fill(PASSPHRASE);
    await press(page, 'Encrypt and save');
    await soon(async () => /not the same/.test(await error.textContent()), () => error.textContent());
    check(await vaultOf(page) === null, 'it was saved all the same');
    await soon(async () => /Other pages of this host/.test(await dialog(page).textContent()), 'it does not say who shares the storage');
    await passesAxe(page, 'new passphrase', '#saved-keys-screen');
    await page.screenshot({ path: `${screenshots}/page-passphrase.png` });
    await press(page, 'Suggest one');
    const suggested = page.locator('#saved-keys-passphrase');
    await soon(async () => /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/.test(await suggested.inputValue()), () => suggested.inputValue());
    const passphrase = await suggested.inputValue();
    await press(page, 'Encrypt and save');
    await isGone(page);
    await soon(async () => (await vaultOf(page))?.items.length === 1, 'it was not saved');
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    await openRow(page);
    await unlock(page, passphrase);
    await isGone(page);
    await provider.close();
  },

  async 'saved keys: who does not want a passphrase keeps the key in memory'(open) {
    const provider = await start();
    const page = await open();
    await offerToSave(page, provider);
    await press(page, 'Do not save');
    await isGone(page);
    check(await vaultOf(page) === null, 'it was saved all the same');
    await useModels(page);
    await ask(page);
    await statusBecomes(page, 'complete');
    check(bearers(provider) === `Bearer ${KEY}`, bearers(provider));
    await provider.close();
  },
};
