// What the tests of saved keys do as a user would, and where they look.
import { check, fillModels, openPage, openProviderRow, soon, type } from './support.mjs';
import { startProvider } from './provider.mjs';

export const KEY = 'sk-lasting-9f4e2c7a';
export const PASSPHRASE = 'correct horse battery';
export const VAULT = 'moa.keys/2';

export const bearers = (provider) => [...new Set(provider.posts().map((call) => call.headers.authorization))].join();
export const dialog = (page) => page.locator('#saved-keys-screen');
export const press = (page, name) => dialog(page).getByRole('button', { name }).click();
export const isGone = (page) => dialog(page).waitFor({ state: 'detached' });
export const vaultOf = (page) => page.evaluate((name) => JSON.parse(localStorage.getItem(name)), VAULT);

export async function start() {
  const provider = await startProvider(() => ['An answer.']);
  provider.release();
  return provider;
}

export async function reopen(page, address) {
  await page.close();
  return openPage(page.context(), address);
}

/** The row of one's own endpoint, at this address. */
export async function openRow(page, provider) {
  await page.locator('#models').click();
  const id = await openProviderRow(page);
  if (provider) await page.locator(`#providers-base-url-${id}`).fill(provider.baseUrl);
  return id;
}

/** A key typed in the provider's row, to be remembered: the page asks for a passphrase then. */
export async function offerToSave(page, provider, key = KEY) {
  const id = await openRow(page, provider);
  await page.locator(`#providers-key-${id}`).fill(key);
  await page.locator(`#providers-remember-${id}`).check();
  await soon(async () => (await page.locator(`#providers-remember-${id}-help`).textContent()).includes('encrypted'), 'it does not say how the key is kept');
  await page.locator('#providers-save').click();
}

export async function choosePassphrase(page) {
  await page.locator('#saved-keys-new-passphrase').fill(PASSPHRASE);
  await page.locator('#saved-keys-again').fill(PASSPHRASE);
  await press(page, 'Encrypt and save');
  await isGone(page);
  await soon(async () => await vaultOf(page) !== null, 'nothing was saved');
}

export async function unlock(page, passphrase = PASSPHRASE) {
  await page.locator('#saved-keys-passphrase').fill(passphrase);
  await press(page, 'Unlock');
}

export async function useModels(page) {
  await fillModels(page, ['a'], 'b');
  await page.locator('#setup-save').click();
  await page.locator('#setup-screen').waitFor({ state: 'hidden' });
}

/** Enters a key, has it remembered, and uses the endpoint; `choose` answers the dialog. */
export async function rememberKey(page, provider, { key = KEY, choose = choosePassphrase } = {}) {
  await offerToSave(page, provider, key);
  await choose(page);
  await useModels(page);
}

export async function ask(page, question = 'Why?') {
  await type(page, question);
  await page.locator('#run').click();
}

/** All that the browser keeps for the page, and the page itself. */
export const everything = (page) => page.evaluate(async () => {
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

export async function holdsNothingOf(page, key) {
  const all = await everything(page);
  for (const form of formsOf(key)) check(!all.includes(form), `the key is there as ${form}`);
}

/** What another program has put there. */
export const overwrite = (page, change) => page.evaluate(([name, act]) => {
  const vault = JSON.parse(localStorage.getItem(name));
  new Function('vault', act)(vault);
  localStorage.setItem(name, JSON.stringify(vault));
}, [VAULT, change]);
