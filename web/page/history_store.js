// Conversations in the browser's database: one record for each conversation in short, and its run logs in pieces as they came.
// Where there is no database (private windows of some browsers), nothing is kept, and nothing breaks.
const PAUSE = 100; // milliseconds between two writes while a run goes on
const STAYED = 5000; // milliseconds after which a page that could have been left has not been

let opening;
function database() {
  opening ??= new Promise((resolve) => {
    let request;
    try {
      request = indexedDB.open('moa', 1);
    } catch {
      return resolve(null);
    }
    request.onupgradeneeded = () => {
      request.result.createObjectStore('entries', { keyPath: 'id' });
      request.result.createObjectStore('lines', { keyPath: ['id', 'turn', 'seq'] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
  return opening;
}

/** Everything of one conversation. */
const of = (id) => IDBKeyRange.bound([id], [id, []]);

/** Resolves with what `work` gives once it is written for good; with undefined where it cannot be. */
async function transact(stores, mode, work) {
  const db = await database();
  if (!db) return undefined;
  return new Promise((resolve) => {
    const transaction = db.transaction(stores, mode);
    const result = work((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve(result instanceof IDBRequest ? result.result : result);
    transaction.onerror = transaction.onabort = () => resolve(undefined);
    if (mode === 'readwrite') transaction.commit?.();
  });
}

export function createStore() {
  let place = null;
  let lines = [];
  let entry = null;
  let timer = 0;
  let leaving = 0;
  let left = false;
  let latest = 0;
  let db = null;
  database().then((opened) => {
    db = opened;
  });

  /** At once where the database is open: a page that is being closed waits for no promise. */
  function write() {
    clearTimeout(timer);
    timer = 0;
    if (leaving || left) return;
    if (!db) {
      if (lines.length > 0 || entry) database().then((opened) => opened && write());
      return;
    }
    if (lines.length === 0 && !entry) return;
    const transaction = db.transaction(['entries', 'lines'], 'readwrite');
    if (lines.length > 0) {
      latest = Math.max(latest + 1, Date.now());
      transaction.objectStore('lines').put({ ...place, seq: latest, text: lines.join('') });
    }
    if (entry) transaction.objectStore('entries').put(entry);
    transaction.commit?.();
    lines = [];
    entry = null;
  }
  const soon = () => {
    timer ||= setTimeout(write, PAUSE);
  };
  // A page that is left has its requests cut by the browser, and what the run makes of that is not its end. So from the moment
  // it may be left nothing is written, and what came in between is forgotten once it is.
  function stay() {
    clearTimeout(leaving);
    leaving = 0;
    left = false;
  }
  window.addEventListener('beforeunload', () => {
    stay();
    write();
    leaving = setTimeout(() => {
      stay(); // the user has thought better of it, or it was a download
      write();
    }, STAYED);
  });
  window.addEventListener('pagehide', () => {
    write();
    left = true;
    lines = [];
    entry = null;
  });
  window.addEventListener('pageshow', stay);
  document.addEventListener('visibilitychange', () => document.hidden && write());

  return {
    write,
    turn(where) {
      stay(); // who asks has not left
      write();
      place = where;
    },
    line(text) {
      if (left) return;
      lines.push(text);
      soon();
    },
    entry(short) {
      if (left) return;
      entry = short;
      soon();
    },
    async entries() {
      write();
      return (await transact(['entries'], 'readonly', (store) => store('entries').getAll())) ?? [];
    },
    async logs(id) {
      write();
      const pieces = (await transact(['lines'], 'readonly', (store) => store('lines').getAll(of(id)))) ?? [];
      const logs = [];
      for (const piece of pieces) {
        while (logs.length < piece.turn) logs.push('');
        logs[piece.turn - 1] += piece.text;
      }
      return logs;
    },
    remove(id) {
      return transact(['entries', 'lines'], 'readwrite', (store) => {
        store('entries').delete(id);
        store('lines').delete(of(id));
      });
    },
    removeAll() {
      return transact(['entries', 'lines'], 'readwrite', (store) => {
        store('entries').clear();
        store('lines').clear();
      });
    },
    /** A conversation from elsewhere; refused where there is one of that id. */
    add(short, logs) {
      return transact(['entries', 'lines'], 'readwrite', (store) => {
        store('entries').add(short);
        logs.forEach((text, i) => store('lines').put({ id: short.id, turn: i + 1, seq: 0, text }));
        return true;
      });
    },
  };
}
