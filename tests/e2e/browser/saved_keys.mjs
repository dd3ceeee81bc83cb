// Keys that are to be remembered: encrypted, each for its origin, unlocked once per load, and gone when they are forgotten.
import { passesAxe } from './axe.mjs';
import { check, fillModels, openPage, openProviderRow, screenshots, soon, statusBecomes, type, until } from './support.mjs';
import { startProvider } from './provider.mjs';

const KEY = 'sk-lasting-9f4e2c7a';
const PASSPHRASE = 'correct horse battery';
const VAULT = 'moa.keys/2';

const bearers = (provider) => [...new Set(provider.posts().map((call) => call.headers.authorization))].join();
const dialog = (page) => page.locator('#saved-keys-screen');
const press = (page, name) => dialog(page).getByRole('button', { name }).click();
const isGone = (page) => dialog(page).waitFor({ state: 'detached' });
const vaultOf = (page) => page.evaluate((name) => JSON.parse(localStorage.getItem(name)), VAULT);

async function start() {
  const provider = await startProvider(() => ['An answer.']);
  provider.models = { data: [] };
  provider.release();
  return provider;
}

async function reopen(page, address) {
  await page.close();
  return openPage(page.context(), address);
}

/** The row of one's own endpoint, at this address. */
async function openRow(page, provider) {
  await page.locator('#models').click();
  const id = await openProviderRow(page);
  if (provider) await page.locator(`#providers-base-url-${id}`).fill(provider.baseUrl);
  return id;
}

async function choosePassphrase(page) {
  await page.locator('#saved-keys-new-passphrase').fill(PASSPHRASE);
  await page.locator('#saved-keys-again').fill(PASSPHRASE);
  await press(page, 'Encrypt and save');
  await isGone(page);
  await soon(async () => await vaultOf(page) !== null, 'nothing was saved');
}

async function unlock(page, passphrase = PASSPHRASE) {
  await page.locator('#saved-keys-passphrase').fill(passphrase);
  await press(page, 'Unlock');
}

async function useModels(page) {
  await fillModels(page, ['a'], 'b');
  await page.locator('#setup-save').click();
  await page.locator('#setup-screen').waitFor({ state: 'hidden' });
}

/** Enters a key, has it remembered, and uses the endpoint. */
async function rememberKey(page, provider, key = KEY) {
  const id = await openRow(page, provider);
  await page.locator(`#providers-key-${id}`).fill(key);
  await page.locator(`#providers-remember-${id}`).check();
  await soon(async () => (await page.locator(`#providers-remember-${id}-help`).textContent()).includes('encrypted'), 'it does not say how the key is kept');
  await page.locator('#providers-save').click();
  await choosePassphrase(page);
  await useModels(page);
}

async function ask(page, question = 'Why?') {
  await type(page, question);
  await page.locator('#run').click();
}

/** All that the browser keeps for the page, and the page itself. */
const everything = (page) => page.evaluate(async () => {
  const texts = [document.documentElement.outerHTML, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie,
    ...Array.from(document.querySelectorAll('input, textarea'), (field) => field.value)];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => Object.assign(indexedDB.open(name), {
      onsuccess: (event) => resolve(event.target.result), onerror: reject,
    }));
    for (const store of database.objectStoreNames) {
      const rows = await new Promise((resolve) => {
        database.transaction(store).objectStore(store).getAll().onsuccess = (event) => resolve(event.target.result);
      });
      texts.push(JSON.stringify(rows));
    }
    database.close();
  }
  return texts.join('\n');
});

/** The forms in which a key may be found: as it is, reversed, and in base64 at any place of a longer text. */
function formsOf(key) {
  const shifted = ['', 'x', 'xx'].map((before) => Buffer.from(before + key).toString('base64'));
  return [key, [...key].reverse().join(''), ...shifted.map((text) => text.slice(4, -4))];
}

async function holdsNothingOf(page, key) {
  const all = await everything(page);
  for (const form of formsOf(key)) check(!all.includes(form), `the key is there as ${form}`);
}

/** What another program has put there. */
const overwrite = (page, change) => page.evaluate(([name, act]) => {
  const vault = JSON.parse(localStorage.getItem(name));
  new Function('vault', act)(vault);
  localStorage.setItem(name, JSON.stringify(vault));
}, [VAULT, change]);

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
    const id = await openRow(page, provider);
    await page.locator(`#providers-key-${id}`).fill(KEY);
    await page.locator(`#providers-remember-${id}`).check();
    await page.locator('#providers-save').click();
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
    const id = await openRow(page, provider);
    await page.locator(`#providers-key-${id}`).fill(KEY);
    await page.locator(`#providers-remember-${id}`).check();
    await page.locator('#providers-save').click();
    await press(page, 'Do not save');
    await isGone(page);
    check(await vaultOf(page) === null, 'it was saved all the same');
    await useModels(page);
    await ask(page);
    await statusBecomes(page, 'complete');
    check(bearers(provider) === `Bearer ${KEY}`, bearers(provider));
    await provider.close();
  },

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
    const plain = [{ provider: 'custom', origin: provider.origin, key: KEY }];
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
