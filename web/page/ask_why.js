// Why the page may not read what a server on this machine answers: browsers say no more than that a request failed.

const NOBODY_ANSWERS = 0;
const NOT_ALLOWED = 1;
const NO_PERMISSION = 2;
const LONGEST_MS = 3000;

const asked = /** @type {Map<string, Promise<number>>} */ (new Map()); // what is being found out, by origin

async function findOut(/** @type {string} */ origin) {
  try {
    // An answer that may not be read is one: somebody listens there. Neither key nor cookies go along.
    await fetch(origin, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(LONGEST_MS) });
    return NOT_ALLOWED;
  } catch {
    return (await isRefused()) ? NO_PERMISSION : NOBODY_ANSWERS;
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

/** Asks once for all requests that fail together. @param {string} url @returns {Promise<number>} */
export function askWhy(url) {
  const { origin } = new URL(url);
  const found = asked.get(origin) ?? findOut(origin).finally(() => asked.delete(origin));
  asked.set(origin, found);
  return found;
}
