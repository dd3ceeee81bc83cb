// Who can ask in a conversation: one tab at a time, as long as it shows it. A browser that has no locks (on plain http) lets all.
const lockOf = (/** @type {string} */ id) => `moa.${id}`;

/** Lets go. @typedef {() => void} Claim */
/** Resolves with a claim, or with null where another tab has it (and keeps it for `patience` milliseconds).
 *  @param {string} id @param {number} [patience] @returns {Promise<Claim | null>} */
function ask(id, patience = 0) {
  if (!navigator.locks) return Promise.resolve(() => {});
  const options = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
  return new Promise((resolve) => {
    navigator.locks.request(lockOf(id), options, (lock) => {
      if (!lock) return resolve(null);
      return /** @type {Promise<void>} */ (new Promise((letGo) => {
        resolve(letGo);
      }));
    }).catch(() => resolve(null));
  });
}

export function createLocks() {
  let held = /** @type {{ id: string, letGo: Claim }} */ ({ id: '', letGo: () => {} });

  return {
    /** Resolves with a claim on the conversation, or with null where another tab has it.
     *  @param {string} id @param {number} [patience] @returns {Promise<Claim | null>} */
    async claim(id, patience) {
      if (held.id === id) return () => {};
      return ask(id, patience);
    },
    /** The conversation on screen: its claim is kept, and the one before let go. @param {string} id @param {Claim} claim */
    hold(id, claim) {
      if (held.id === id) return;
      held.letGo();
      held = { id, letGo: claim };
    },
    /** The same to outlast the conversation on screen, which may be the one.
     *  @param {string} id @param {number} [patience] @returns {Promise<Claim | null>} */
    async take(id, patience) {
      if (held.id !== id) return ask(id, patience);
      const { letGo } = held;
      held = { id: '', letGo: () => {} };
      return letGo;
    },
    /** Does `work` while no other tab can ask in the conversation; false where one can.
     *  @param {string} id @param {() => unknown} work @param {number} [patience] */
    async alone(id, work, patience) {
      const claim = await this.claim(id, patience);
      if (!claim) return false;
      try {
        await work();
      } finally {
        claim();
      }
      return true;
    },
  };
}
