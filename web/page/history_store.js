// Conversations in the browser's database: one record for each in short, and its run logs in pieces as they came. What is not
// written for good yet stays here and is tried again; where it cannot be kept that is told, and no piece follows a missing one.
import { createDatabase, faultOf, nameOf } from './history_database.js';
import { assemble, isEntry, seqOf } from './history_pieces.js';

const PAUSE = 40; // milliseconds between two writes while a run goes on
const AGAIN = 5000; // milliseconds until what could not be written is tried again
const STAYED = 5000; // milliseconds after which a page that could have been left has not been
const MOST_HELD = 8 << 20; // characters of a run that wait for the database

const STORES = ['entries', 'lines', 'marks', 'deleted'];
const DELETED = 'Not kept: this conversation was deleted in another tab, or with the data of this site. New ones are kept.';
const TOO_MUCH = 'Not kept from here on: too much was waiting for the browser’s database. Copy the answer if you want to have it later.';

/** @typedef {import('./history_database.js').Fault} Fault */
/** @typedef {import('./history_pieces.js').Seq} Seq */
/** @typedef {{ id: string, turn: number }} Turn */

/** Everything of one conversation. @param {string} id */
const of = (id) => IDBKeyRange.bound([id], [id, []]);

/** `say(words, id)`: why something is not kept, once, and the conversation that can be exported; empty when all is kept.
 *  @param {(words: string, id: string) => void} say */
export function createStore(say) {
  let said = '';
  const tell = (/** @type {string} */ words) => {
    if (words !== said) say(words, place?.id ?? '');
    said = words;
  };
  const writer = crypto.getRandomValues(new Uint32Array(2)).join('.');
  /** @type {Map<string, { next: number, last: Seq | null }>} */
  const ends = new Map(); // of the turns that are known, by `mark`: the number of the next piece, and the key of the last
  const lost = /** @type {Set<string>} */ (new Set()); // turns of which nothing more is kept
  let place = /** @type {Turn | null} */ (null); // the turn that goes on
  let lines = /** @type {string[]} */ ([]); // of its next piece
  let pieces = /** @type {(Turn & { seq: Seq, text: string, after: Seq | null })[]} */ ([]); // to be written
  let held = 0; // characters in both
  let entry = /** @type {Moa.Entry | null} */ (null);
  let failing = false;
  let timer = 0;
  let latest = -Infinity;
  let leaving = 0;
  let left = false;
  const database = createDatabase({ beforeClosing: send, onOpen: recovered, onFault: refused });
  database.open();

  const mark = (/** @type {Turn} */ { id, turn }) => `${id} ${turn}`;
  const endOf = (/** @type {Turn} */ where) => ends.get(mark(where)) ?? { next: 0, last: null };

  function seal() {
    if (!place || lines.length === 0) return;
    const end = endOf(place);
    const seq = seqOf(end.next, writer);
    pieces.push({ ...place, seq, text: lines.join(''), after: end.last });
    ends.set(mark(place), { next: end.next + 1, last: seq });
    lines = [];
  }

  function drop() {
    lines = [];
    pieces = [];
    entry = null;
    held = 0;
  }

  /** Nothing more is kept of the turn that goes on: what is there is its beginning. @param {string} words */
  function lose(words) {
    if (place) lost.add(mark(place));
    drop();
    failing = false;
    tell(words);
  }

  function recovered() {
    if (failing && pieces.length + lines.length === 0 && !entry) {
      failing = false;
      tell('');
    }
  }

  function refused(/** @type {Fault} */ fault) {
    if (fault.lasting && !place) return; // until something is to be kept that is nobody's trouble
    failing = true;
    tell(fault.words);
    if (fault.lasting) return; // what waits can be exported
    clearTimeout(timer);
    timer = setTimeout(write, AGAIN);
  }

  /** At once where the database is open. */
  function send() {
    seal();
    if (pieces.length === 0 && !entry) return;
    if (!database.opened) {
      database.open().then((db) => db && send());
      return;
    }
    latest = performance.now();
    const sent = pieces;
    const short = entry;
    pieces = [];
    entry = null;
    let before = /** @type {IDBRequest<IDBValidKey | undefined> | null} */ (null);
    let settled = false;
    const failed = (/** @type {unknown} */ error) => {
      if (settled) return;
      settled = true;
      pieces = [...sent, ...pieces];
      entry ??= short;
      if (nameOf(error) !== 'QuotaExceededError') database.lose();
      refused(faultOf(error));
    };
    try {
      const transaction = database.opened.transaction(['entries', 'lines'], 'readwrite', { durability: short ? 'strict' : 'default' });
      transaction.onabort = () => failed(transaction.error ?? new DOMException('', 'AbortError'));
      transaction.oncomplete = () => {
        settled = true;
        held = Math.max(0, held - sent.reduce((sum, piece) => sum + piece.text.length, 0));
        const waits = pieces.some((piece) => String(piece.seq) === String(sent[0]?.after));
        if (before && before.result === undefined && !waits) return erased(sent[0].id);
        recovered();
        if (pieces.length > 0) soon();
      };
      const kept = transaction.objectStore('lines');
      if (sent[0]?.after) before = kept.getKey([sent[0].id, sent[0].turn, sent[0].after]);
      for (const { after, ...piece } of sent) {
        const added = kept.add(piece);
        added.onerror = (event) => {
          if (added.error?.name !== 'ConstraintError') return;
          event.preventDefault(); // it was written the last time
          event.stopPropagation();
        };
      }
      if (short) transaction.objectStore('entries').put(short);
      transaction.commit?.();
    } catch (error) {
      failed(error);
    }
  }

  /** What the turn was to go on with is gone: its end alone says nothing. @param {string} id */
  function erased(id) {
    if (place?.id !== id) return;
    lose(DELETED);
    remove(id);
  }

  function write() {
    clearTimeout(timer);
    timer = 0;
    if (!leaving && !left) send();
  }

  /** What comes in one go is written in one go, at once if the last write is a while ago: timers of hidden pages are late. */
  function soon() {
    if (timer) return;
    const wait = latest + PAUSE - performance.now();
    if (wait > 0) {
      timer = setTimeout(write, wait);
    } else {
      timer = -1;
      queueMicrotask(write);
    }
  }

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
    drop();
  });
  window.addEventListener('pageshow', stay);
  document.addEventListener('visibilitychange', () => document.hidden && write());

  /** @template T @param {import('./history_database.js').Work<T>} work */
  const all = (work) => database.transact(STORES, 'readwrite', work);
  /** @template T @param {string} name @param {(store: IDBObjectStore) => IDBRequest<T>} want
   *  @returns {Promise<{ value: T, fault?: undefined } | { value?: undefined, fault: Fault }>} */
  const ask = (name, want) => database.transact([name], 'readonly', (store) => want(store(name)));
  const remove = (/** @type {string} */ id) => all((store) => {
    for (const name of ['entries', 'marks', 'deleted']) store(name).delete(id);
    store('lines').delete(of(id));
  });

  return {
    write,
    /** Lines from now on belong to this turn. @param {Turn} where */
    turn(where) {
      stay(); // who asks has not left
      write();
      seal();
      place = where;
    },
    line(/** @type {string} */ text) {
      if (left || !place || lost.has(mark(place))) return;
      lines.push(text);
      held += text.length;
      if (held > MOST_HELD) lose(TOO_MUCH);
      else soon();
    },
    entry(/** @type {Moa.Entry} */ short) {
      if (left) return;
      const turn = { id: short.id, turn: short.turns.length };
      // Of a turn that is not kept whole the logs know more than the list.
      entry = lost.has(mark(turn))
        ? { ...short, turns: short.turns.map((one, i) => (i + 1 === turn.turn ? { ...one, status: 'running' } : one)) }
        : short;
      soon();
    },
    /** The ids of all conversations but those that are deleted, the latest last, and what the user has said about them.
     *  @returns {Promise<{ ids: IDBValidKey[], marks: Map<string, Moa.Marks>, fault?: Fault }>} */
    async list() {
      write();
      const [entries, deleted, marks] = await Promise.all([
        ask('entries', (store) => store.getAllKeys()), ask('deleted', (store) => store.getAllKeys()), ask('marks', (store) => store.getAll()),
      ]);
      const fault = entries.fault ?? deleted.fault ?? marks.fault;
      if (fault) return { ids: [], marks: new Map(), fault };
      const gone = new Set(deleted.value);
      return { ids: entries.value?.filter((id) => !gone.has(id)) ?? [], marks: new Map(marks.value?.map((one) => [one.id, one])) };
    },
    /** The entries of some ids that follow each other in the list. What is no entry is counted.
     *  @param {IDBValidKey[]} ids @returns {Promise<{ entries: Moa.Entry[], leftOut: number, fault?: Fault }>} */
    async entries(ids) {
      if (ids.length === 0) return { entries: [], leftOut: 0 };
      const { value, fault } = await ask('entries', (store) => store.getAll(IDBKeyRange.bound(ids[0], ids[ids.length - 1])));
      if (fault) return { entries: [], leftOut: 0, fault };
      const wanted = new Set(ids);
      const there = value.filter((one) => wanted.has(one.id));
      const entries = there.filter(isEntry);
      return { entries, leftOut: there.length - entries.length };
    },
    /** What the user says about a conversation. @param {Moa.Marks & { id: string }} marks */
    mark: (marks) => all((store) => store('marks').put(marks)),
    /** Deletes it so that it can be brought back. @param {string} id */
    setAside(id) {
      write(); // what waits for it must not come after it is gone
      return all((store) => store('deleted').put({ id }));
    },
    bringBack: (/** @type {string} */ id) => all((store) => store('deleted').delete(id)),
    /** Those that are set aside. */
    aside: async () => /** @type {string[]} */ ((await ask('deleted', (store) => store.getAllKeys())).value ?? []),
    /** The logs by turn. @param {string} id @returns {Promise<{ logs: string[], leftOut: number, fault?: Fault }>} */
    async read(id) {
      write();
      const { value, fault } = await database.transact(['lines'], 'readonly', (store) => store('lines').getAll(of(id)));
      if (fault) return { logs: [], leftOut: 0, fault };
      const read = assemble(value);
      if (place?.id !== id) for (const [turn, end] of read.ends) ends.set(mark({ id, turn }), end);
      return read;
    },
    /** The logs in pieces, with what is not written yet. @param {string} id */
    async export(id) {
      const { logs } = await this.read(id);
      const waiting = [...pieces, ...(place && lines.length > 0 ? [{ ...place, text: lines.join('') }] : [])];
      for (const piece of waiting.filter((one) => one.id === id)) {
        while (logs.length < piece.turn) logs.push('');
        logs[piece.turn - 1] += piece.text;
      }
      return logs;
    },
    /** Everything, what cannot be read included. */
    async clear() {
      return all((store) => STORES.forEach((name) => store(name).clear()));
    },
    /** For good. { fault } where it is still there. @param {string} id */
    async remove(id) {
      write(); // what waits for it must not come after it is gone
      const { fault } = await remove(id);
      if (!fault && failing) write(); // there may be room now
      return { fault };
    },
    /** A conversation from elsewhere; { fault } where there is one of that id. @param {Moa.Entry} short @param {string[]} logs */
    async add(short, logs) {
      return all((store) => {
        store('entries').add(short);
        logs.forEach((text, i) => store('lines').add({ id: short.id, turn: i + 1, seq: seqOf(0, writer), text }));
        return true;
      });
    },
  };
}
