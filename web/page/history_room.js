// The room that the browser gives this page, and whether it may take it back. A browser that says nothing of it is asked nothing.
import { remember, remembered } from './store.js';

const ASKED = 'persist';

/** What the page takes, of how much, and whether it stays when room gets scarce. @returns {Promise<Moa.Storage | undefined>} */
export async function storageUsed() {
  try {
    const { usage: bytes, quota } = await navigator.storage.estimate();
    return bytes === undefined ? undefined : { bytes, quota, lasting: await navigator.storage.persisted() };
  } catch {
    return undefined;
  }
}

/** Asks the browser once to keep what is here until the user deletes it; some ask the user. */
export function askToLast() {
  if (remembered(ASKED)) return;
  remember(ASKED, '1');
  navigator.storage?.persist?.().catch(() => false);
}
