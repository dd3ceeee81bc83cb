// Keys that the user wants remembered: saved encrypted, each for the one origin it goes to, and unlocked once per load of the page.
import { createAsking } from './asking.js';
import { createKeyDialogs } from './key_dialogs.js';
import * as vault from './key_vault.js';
import { forget, remembered } from './store.js';

/** Locked again after so long without use. */
const REST_MS = 30 * 60_000;
/** Where versions before this one kept them, unencrypted. */
const PLAIN = 'keys';
const WRONG = 'This passphrase does not open the saved keys.';
const CHANGED = 'The saved keys were changed by something else and cannot be opened. Forget them, and enter them again.';
const ONE_CHANGED = 'A saved key was changed by something else and is not used. Enter it again.';
const NO_PASSKEY = 'No passkey was made. The passphrase unlocks the keys.';
const NOT_SAVED = 'The key was not saved. It is in use until the page is closed.';

/** @typedef {import('./key_vault.js').Place & { key: string }} Key */

/** @returns {Key[]} */
function plainKeys() {
  try {
    const kept = JSON.parse(remembered(PLAIN) ?? '[]');
    return kept.filter((/** @type {Key} */ one) => [one.provider, one.origin, one.key].every((part) => typeof part === 'string'));
  } catch {
    return [];
  }
}

/** @param {string} provider @param {string} url */
function placeOf(provider, url) {
  try {
    return { provider, origin: new URL(url).origin };
  } catch {
    return { provider, origin: '' };
  }
}

/** @param {import('./key_vault.js').Place} one */
const asTold = ({ provider, origin }) => ({ provider, base_url: origin });
/** @param {Key} one */
const withKey = (one) => ({ ...asTold(one), key: one.key });

export function createCredentials() {
  let invoke = /** @type {Moa.Invoke} */ (() => ({}));
  /** @type {ReturnType<typeof createKeyDialogs>} */
  let dialogs;
  let wanted = /** @type {Key[]} */ ([]); // to be saved
  let work = /** @type {Promise<unknown> | null} */ (null);
  let usedAt = 0;
  let isUsed = () => false;

  /** @param {Partial<Moa.SavedKeys>} [news] */
  const tell = (news) => invoke('saved_keys', {
    state: !vault.hasVault() ? 'none' : vault.isUnlocked() ? 'unlocked' : 'locked', waiting: work !== null, ...news,
  });

  function lock() {
    vault.lock();
    tell({ drop: vault.places().map(asTold) });
  }

  let timer = 0;
  function rest() {
    clearTimeout(timer);
    if (!vault.isUnlocked()) return;
    if (isUsed()) usedAt = Date.now();
    const left = usedAt + REST_MS - Date.now();
    if (left > 0) timer = window.setTimeout(rest, left);
    else lock();
  }

  function forgetAll() {
    const drop = vault.places().map(asTold);
    vault.forgetThose(() => true);
    tell({ drop });
  }

  /** @returns {Promise<boolean>} whether the keys are unlocked now */
  async function unlock() {
    if (vault.isUnlocked()) return true;
    const then = async (/** @type {string} */ passphrase, /** @type {boolean} */ withPasskey) => {
      if (withPasskey) await vault.addPasskey(passphrase).catch(() => tell({ waiting: true, error: NO_PASSKEY }));
      return '';
    };
    if (!vault.hasVault()) return dialogs.choose(async (text, withPasskey) => vault.create(text).then(() => then(text, withPasskey)));
    return dialogs.unlock(async (text, withPasskey) => {
      const fault = await vault.unlock(text);
      return fault ? { wrong: WRONG, changed: CHANGED }[fault] : then(text, withPasskey);
    }, forgetAll);
  }

  /** Unlocks, saves what is to be saved, and has the program use what is there. */
  async function perform() {
    const isOpen = await unlock();
    let error = wanted.length > 0 && !isOpen ? NOT_SAVED : '';
    if (!isOpen) wanted = [];
    usedAt = Date.now();
    rest();
    for (let one; (one = wanted.shift());) {
      await vault.keep(one).catch(() => {
        error = NOT_SAVED;
      });
    }
    if (error) vault.readAgain();
    const before = vault.places().length;
    const opened = await vault.openAll();
    if (opened.length < before && isOpen) error ||= ONE_CHANGED;
    work = null;
    tell({ set: opened.map(withKey), error });
    if (wanted.length > 0) begin();
    return !error && isOpen;
  }

  /** One after another, and after the program's call is over. */
  function begin() {
    work ??= Promise.resolve().then(perform);
    return work;
  }

  async function takeOver() {
    if (plainKeys().length === 0) return;
    const answer = await dialogs.takeOver(plainKeys());
    if (answer === 'later') return;
    if (answer === 'encrypt') {
      wanted.push(...plainKeys());
      if (!await begin()) return;
    }
    forget(PLAIN);
    await dialogs.tellOld(answer === 'encrypt' ? 'The keys are encrypted' : 'The keys are forgotten');
  }

  /** @type {Moa.Page['keys']} */
  const port = {
    has: (provider, url) => vault.places().some((one) => vault.isSame(one, placeOf(provider, url))),
    keep(provider, url, key) {
      if (!vault.canKeep()) return false;
      wanted.push({ ...placeOf(provider, url), key });
      begin();
      return true;
    },
    forget(provider, url) {
      vault.forgetThose((one) => vault.isSame(one, placeOf(provider, url)));
      queueMicrotask(tell);
    },
    unlock: () => {
      begin();
    },
    lock: () => queueMicrotask(lock),
    forget_all: () => queueMicrotask(forgetAll),
  };

  return {
    port,
    /** Tells the program what is kept. `used` says whether the keys are in use. @param {Moa.Invoke} call @param {import('./keys.js').Keys} keys
     *  @param {Moa.Words} words @param {() => boolean} used */
    restore(call, keys, words, used) {
      invoke = call;
      isUsed = used;
      dialogs = createKeyDialogs(createAsking(keys), words);
      tell();
      takeOver();
      document.addEventListener('visibilitychange', rest);
      window.addEventListener('storage', async ({ key }) => {
        if (!vault.isItsName(key)) return;
        const { gone, other } = vault.readAgain();
        if (other) return tell({ drop: [...gone, ...vault.places()].map(asTold) });
        const opened = await vault.openAll();
        tell({ drop: gone.map(asTold), set: opened.map(withKey) });
      });
    },
  };
}
