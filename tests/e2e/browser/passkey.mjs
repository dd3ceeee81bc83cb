// A passkey as the second way to the saved keys, with the browser's virtual authenticator.
import { check, openPage, screenshots, soon, statusBecomes } from './support.mjs';
import { KEY, PASSPHRASE, VAULT, ask, bearers, choosePassphrase, dialog, isGone, press, rememberKey, start, unlock, vaultOf } from './vault.mjs';

/** The page at a name, and a device with passkeys. Presence and PIN are given at once, or not at all where it is told so. */
async function openAtName(open, site, { hasPrf = true } = {}) {
  const context = (await open()).context();
  const page = await openPage(context, site.address.replace('127.0.0.1', 'localhost'));
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: {
    protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, hasPrf,
  } });
  const device = {
    allow: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    count: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  };
  return { page, device };
}

async function reload(page) {
  await page.reload();
  await page.locator('#cover').waitFor({ state: 'hidden' });
}

const choose = async (page) => {
  await page.locator('#saved-keys-passkey-too').check();
  await page.screenshot({ path: `${screenshots}/page-passkey.png` });
  await choosePassphrase(page);
};

export const tests = {
  async 'passkey: it unlocks the saved keys, and so does the passphrase'(open, site) {
    const provider = await start();
    const { page, device } = await openAtName(open, site);
    await rememberKey(page, provider, { choose });
    check(await device.count() === 1, 'no passkey was made');
    check((await vaultOf(page)).passkey.data.length > 60, 'its way to the keys is not kept');
    for (const open of [() => press(page, 'Use the passkey'), () => unlock(page)]) {
      await reload(page);
      const before = provider.posts().length;
      await ask(page);
      await open();
      await isGone(page);
      await statusBecomes(page, 'complete');
      check(provider.posts().length > before && bearers(provider) === `Bearer ${KEY}`, bearers(provider));
    }
    check(page.faults.length === 0, page.faults.join('\n'));
    await provider.close();
  },

  async 'passkey: one that is refused, or whose record was changed, does not unlock, and the passphrase does'(open, site) {
    const provider = await start();
    const { page, device } = await openAtName(open, site);
    await rememberKey(page, provider, { choose });
    const real = await vaultOf(page);
    const said = () => page.locator('#saved-keys-error').textContent();
    const put = (vault) => page.evaluate(([name, text]) => localStorage.setItem(name, text), [VAULT, JSON.stringify(vault)]);
    const other = real.passkey.salt.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'));
    for (const vault of [{ ...real, passkey: { ...real.passkey, salt: other } }, { ...real, passkey: { ...real.passkey, data: real.kdf.data } }]) {
      await put(vault);
      await reload(page);
      await ask(page);
      await press(page, 'Use the passkey');
      await soon(async () => /did not unlock/.test(await said()), said);
    }
    await put(real);
    await device.allow(false);
    await reload(page);
    await ask(page);
    await press(page, 'Use the passkey');
    await soon(async () => /did not unlock/.test(await said()), said);
    check(provider.posts().length === 0, 'it was called all the same');
    await unlock(page);
    await isGone(page);
    await statusBecomes(page, 'complete');
    await provider.close();
  },

  async 'passkey: one made later, and a device without secrets'(open, site) {
    const provider = await start();
    for (const hasPrf of [true, false]) {
      const { page } = await openAtName(open, site, { hasPrf });
      await rememberKey(page, provider);
      await reload(page);
      await ask(page);
      check(await dialog(page).getByRole('button', { name: 'Use the passkey' }).count() === 0, 'a passkey is offered that nobody has made');
      await page.locator('#saved-keys-passkey-too').check();
      await unlock(page, PASSPHRASE);
      await isGone(page);
      await statusBecomes(page, 'complete');
      check(Boolean((await vaultOf(page)).passkey) === hasPrf, hasPrf ? 'none was made' : 'one was made that cannot unlock');
    }
    await provider.close();
  },

  async 'passkey: none is offered where the page’s host has no name'(open) {
    const provider = await start();
    const page = await open();
    await rememberKey(page, provider);
    await reload(page);
    await ask(page);
    await dialog(page).waitFor();
    check(await page.locator('#saved-keys-passkey-too').count() === 0, 'it is offered');
    await provider.close();
  },
};
