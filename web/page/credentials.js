// Keys that the user wants remembered: in this browser's storage, each with the one origin it goes to.
import { remember, remembered } from './store.js';

/** @returns {{ provider: string, origin: string, key: string }[]} */
function all() {
  try {
    const kept = JSON.parse(remembered('keys') ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => one && [one.provider, one.origin, one.key].every((part) => typeof part === 'string')) : [];
  } catch {
    return [];
  }
}

function originOf(/** @type {string} */ url) {
  try {
    return new URL(url).origin;
  } catch {
    return '';
  }
}

/** @param {{ provider: string, origin: string }} one @param {string} provider @param {string} url */
const is = (one, provider, url) => one.provider === provider && one.origin === originOf(url);

/** What the program asks of the browser's storage. @type {Moa.Page['keys']} */
export const credentials = {
  has: (provider, url) => all().some((one) => is(one, provider, url)),
  keep(provider, url, key) {
    const others = all().filter((one) => !is(one, provider, url));
    remember('keys', JSON.stringify([...others, { provider, origin: originOf(url), key }]));
    return credentials.has(provider, url);
  },
  forget(provider, url) {
    if (credentials.has(provider, url)) remember('keys', JSON.stringify(all().filter((one) => !is(one, provider, url))));
  },
};

/** Gives the program what is kept. @param {Moa.Invoke} invoke */
export function restoreKeys(invoke) {
  for (const { provider, origin, key } of all()) invoke('add_key', { provider, base_url: origin, key });
}
