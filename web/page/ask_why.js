// Why the page may not read what a server on this machine answers: browsers say no more than that a request failed.

const NOBODY_ANSWERS = 0;
const NOT_ALLOWED = 1;
const NO_PERMISSION = 2;
const UNKNOWN = 3;
const LONGEST_MS = 3000;

const asked = /** @type {Map<string, Promise<number>>} */ (new Map()); // what is being found out, by address

/** Whether this comes to an answer; neither key nor cookies go along. @param {string} address @param {RequestMode} mode */
async function answers(address, mode) {
  try {
    await fetch(address, { mode, credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(LONGEST_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Chromium asks the user before a page may use the local network. Other browsers do not know this permission. */
async function isRefused() {
  try {
    const name = /** @type {PermissionName} */ ('local-network-access');
    return (await navigator.permissions.query({ name })).state === 'denied';
  } catch {
    return false;
  }
}

async function findOut(/** @type {string} */ address) {
  // A server whose list may be read allows the page: the connection was lost, or it hides why it refuses.
  if (await answers(address, 'cors')) return UNKNOWN;
  // An answer that may not be read is one, too: somebody listens there.
  if (await answers(address, 'no-cors')) return NOT_ALLOWED;
  return (await isRefused()) ? NO_PERMISSION : NOBODY_ANSWERS;
}

/** Asks once for all requests that fail together. @param {string} url @returns {Promise<number>} */
export function askWhy(url) {
  const address = url.replace(/\/chat\/completions$/, '/models');
  const found = asked.get(address) ?? findOut(address).finally(() => asked.delete(address));
  asked.set(address, found);
  return found;
}
