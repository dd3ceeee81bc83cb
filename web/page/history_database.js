// The browser's database of conversations. It may be forbidden, full, closed by the browser at any moment or in use by another
// version of this page: nothing of that throws here, and each has its words.
const VERSION = 2;
const PATIENCE = 5000; // milliseconds after which a database that does not answer counts as none

const FAULTS = {
  absent: 'Nothing is kept on this device: this browser gives the page no database (a private window, or sites may store nothing). Export what you want to have later.',
  silent: 'Not kept: the browser’s database does not answer. Reload the page, or restart the browser.',
  blocked: 'Not kept: another tab holds an older version of this page. Close the other tabs of this page.',
  newer: 'Not kept: a newer version of this page is open in another tab. Reload this one to go on keeping.',
  full: 'Not kept: the storage of this browser is full. Export the conversation, then delete older ones.',
  closed: 'Not kept: the browser has closed its database. It is opened again; until then, export what matters.',
};

/** @typedef {ReturnType<typeof fault>} Fault */
/** A reason of one of the kinds above. `lasting`: it is not to be tried again. */
const fault = (/** @type {keyof typeof FAULTS} */ kind) => ({ kind, words: FAULTS[kind], lasting: kind === 'absent' });

/** What has been thrown, by its name. @param {unknown} error */
export const nameOf = (error) => /** @type {Error | undefined} */ (error)?.name;

/** What an error of the database means. @param {unknown} error */
export function faultOf(error) {
  if (nameOf(error) === 'QuotaExceededError') return fault('full');
  if (nameOf(error) === 'VersionError') return fault('newer');
  return fault('closed');
}

/** @template T @typedef {(store: (name: string) => IDBObjectStore) => IDBRequest<T> | T} Work */
/** `beforeClosing()` is called while the database can still be written to, because a newer page wants it for itself; `onOpen()`
 *  whenever it can be had, `onFault(fault)` whenever it cannot.
 *  @param {{ beforeClosing(): void, onOpen(): void, onFault(fault: Fault): void }} told */
export function createDatabase({ beforeClosing, onOpen, onFault }) {
  let opened = /** @type {IDBDatabase | null} */ (null);
  let opening = /** @type {Promise<IDBDatabase | null> | null} */ (null);
  let why = fault('silent');

  function refuse(/** @type {keyof typeof FAULTS} */ kind) {
    why = fault(kind);
    onFault(why);
  }

  function open() {
    opening ??= attempt().then((db) => {
      if (!db) opening = null;
      return db;
    });
    return opening;
  }

  /** @returns {Promise<IDBDatabase | null>} */
  function attempt() {
    return new Promise((resolve) => {
      const give = (/** @type {keyof typeof FAULTS} */ kind) => {
        refuse(kind);
        resolve(null);
      };
      /** @type {IDBOpenDBRequest} */
      let request;
      try {
        request = indexedDB.open('moa', VERSION);
      } catch {
        return give('absent');
      }
      const silent = setTimeout(() => refuse('silent'), PATIENCE);
      request.onupgradeneeded = ({ oldVersion }) => {
        const make = (/** @type {string} */ name, keyPath = /** @type {string | string[]} */ ('id')) => request.result.createObjectStore(name, { keyPath });
        if (oldVersion < 1) {
          make('entries');
          make('lines', ['id', 'turn', 'seq']);
        }
        // Apart from the entries, which a run that goes on replaces.
        make('marks');
        make('deleted');
      };
      request.onblocked = () => refuse('blocked');
      request.onerror = () => {
        clearTimeout(silent);
        give(request.error?.name === 'VersionError' ? 'newer' : 'absent');
      };
      request.onsuccess = () => {
        clearTimeout(silent);
        opened = request.result;
        opened.onclose = () => lose();
        opened.onversionchange = () => {
          beforeClosing();
          lose();
          refuse('newer');
        };
        onOpen();
        resolve(opened);
      };
    });
  }

  /** It is closed, or as good as that: the next one who needs it opens it again. */
  function lose() {
    opened?.close();
    opened = null;
    opening = null;
  }

  return {
    open,
    lose,
    /** Where it is open: a page that is being closed waits for no promise. */
    get opened() {
      return opened;
    },
    /** Resolves with { value } of what `work` asks for once that is done for good, or with { fault }.
     *  @template T @param {string[]} stores @param {IDBTransactionMode} mode @param {Work<T>} work
     *  @returns {Promise<{ value: T, fault?: undefined } | { value?: undefined, fault: Fault }>} */
    async transact(stores, mode, work) {
      for (let tries = 0; tries < 2; ++tries) {
        const db = await Promise.race([open(), late()]);
        if (!db) return { fault: why };
        try {
          return await done(db, stores, mode, work);
        } catch (error) {
          if (nameOf(error) !== 'InvalidStateError' || tries > 0) return { fault: faultOf(error) };
          lose(); // the browser had closed it
        }
      }
      return { fault: fault('closed') };
    },
  };
}

/** @returns {Promise<null>} */
const late = () => new Promise((resolve) => {
  setTimeout(() => resolve(null), PATIENCE);
});

/** @template T @param {IDBDatabase} db @param {string[]} stores @param {IDBTransactionMode} mode @param {Work<T>} work
 *  @returns {Promise<{ value: T }>} */
function done(db, stores, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(stores, mode);
    const result = work((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve({ value: result instanceof IDBRequest ? result.result : result });
    transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
    if (mode === 'readwrite') transaction.commit?.();
  });
}
