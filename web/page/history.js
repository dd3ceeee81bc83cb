// The history: what is on screen is kept while it happens, and the program's history screen gets what it asks for.
import { byId } from './elements.js';
import { saveFile } from './files.js';
import { createHistoryFile } from './history_file.js';
import { createLocks } from './history_locks.js';
import { askToLast, storageUsed } from './history_room.js';
import { createStore } from './history_store.js';
import { showKeeping } from './notice.js';
import { forget, remember, remembered, rememberedNames } from './store.js';

const NAME = 'open'; // the conversation of this tab
const LIVE = 'live.'; // before the id of one whose run goes on in some tab
const OPENING = 'opening.'; // before the id of one that is being opened: after a crash, of the one that caused it
const OPEN_ELSEWHERE = 'This conversation is open in another tab.';
const FIRST_PART = 50; // conversations that are listed at once
const LATER_PART = 150;
const PATIENCE = 2000; // milliseconds that a tab which is loaded again may take to let go of its conversation

/** @typedef {Moa.Outcome & { elsewhere?: boolean }} Opened */
/** @param {Moa.Invoke} invoke @param {Moa.Words} words */
export function createHistory(invoke, words) {
  const store = createStore((why, id) => showKeeping(why, id ? [['Export', () => download(id)]] : []));
  const locks = createLocks();
  const file = byId('history-file', HTMLInputElement);
  let controls = /** @type {Partial<Moa.Controls>} */ ({});
  let opening = ''; // the id of the conversation that has just been opened, until it is drawn
  let left = ''; // the conversation that was on screen before
  let all = /** @type {string[]} */ ([]); // the ids of the list
  let lists = 0; // how often the list was asked for
  const aside = /** @type {Map<string, () => void>} */ (new Map()); // claims on what is deleted and can be brought back
  const own = remembered(NAME, true);
  const broken = rememberedNames(LIVE).sort().reverse();

  /** Of what the program keeps nothing may end it. @type {Moa.Page['keep']} */
  function keep(what, text) {
    try {
      if (what === 'line') store.line(text);
      else if (what === 'now') store.write();
      else if (what === 'turn') store.turn(JSON.parse(text));
      else if (what === 'log') readLog(JSON.parse(text));
      else store.entry(JSON.parse(text));
    } catch (fault) {
      showKeeping(`Not kept: ${/** @type {Error} */ (fault).message || fault}. Copy what you want to have later.`);
    }
  }

  /** What is kept of a turn, for the program. @param {{ id: string, turn: number }} wanted */
  async function readLog({ id, turn }) {
    const text = (await store.export(id))[turn - 1];
    invoke('log', text ? { id, turn, text } : { id, turn, fault: 'The log of this run cannot be read.' });
  }

  function update(/** @type {Moa.Controls} */ now) {
    const before = controls;
    controls = now;
    if (now.kept !== before.kept) {
      left = before.kept ?? '';
      if (now.kept) remember(NAME, now.kept, true);
      else forget(NAME, true);
      take(now.kept);
    }
    if (now.kept && now.running && !before.running) remember(LIVE + now.kept, '1');
    if (!now.running && before.running) {
      forget(LIVE + before.kept);
      store.write();
      if (now.kept && (now.status === 'complete' || now.status === 'degraded')) askToLast();
    }
  }

  /** The conversation on screen is this tab's: a new one is nobody else's, one that was opened has been claimed. */
  async function take(/** @type {string} */ id) {
    const claim = id ? await locks.claim(id) : () => {};
    if (claim && controls.kept === id) locks.hold(id, claim);
    else claim?.();
  }

  /** Puts a conversation on screen that this tab can ask in from then on. { elsewhere } where another tab can.
   *  @param {string} id @param {number} [patience] @param {(logs: string[]) => unknown} [wanted] @returns {Promise<Opened>} */
  async function openKept(id, patience, wanted = () => true) {
    const claim = await locks.claim(id, patience);
    if (!claim) return { elsewhere: true };
    const { logs, leftOut: pieces, fault } = await store.read(id);
    remember(OPENING + id, '1');
    const result = fault || !wanted(logs) ? { error: { message: fault?.words ?? '' } } : invoke('open', { id, logs });
    if (result.error) claim();
    else locks.hold(id, claim);
    watchOpening(id);
    if (!result.error && pieces > 0) showKeeping('Part of this conversation cannot be read, and is left out.');
    return result;
  }

  /** The program is still there: one that has stopped answers nothing. @param {string} id */
  function forgetOpening(id) {
    if (invoke('kept_setup').text !== undefined) forget(OPENING + id);
    if (opening === id) opening = '';
  }

  /** It is open once it has been drawn, too, unless nobody sees it. @param {string} id */
  function watchOpening(id) {
    opening = id;
    const done = () => forgetOpening(id);
    if (document.hidden) done();
    else requestAnimationFrame(() => requestAnimationFrame(done));
  }

  // Leaving the page is no crash. From the beginning, so that it comes before the listener that halts the program.
  addEventListener('pagehide', () => opening && forgetOpening(opening));

  /** What crashed its reader once is not opened by itself again. @param {string} id */
  function leaveClosed(id) {
    for (const name of [LIVE, OPENING]) forget(name + id);
    forget(NAME, true);
    showKeeping('The last conversation was not opened: the program stopped while it opened it the last time.', [[words.try_again, () => tryAgain(id)]]);
  }

  async function tryAgain(/** @type {string} */ id) {
    showKeeping('');
    const { elsewhere: taken, error: refused } = await openKept(id);
    if (taken || refused) showKeeping(taken ? `${OPEN_ELSEWHERE} Go on there.` : refused?.message ?? '');
  }

  /** What this tab showed before it was loaded again, or a run that a crash has broken off. */
  async function restore() {
    forgetLeft();
    for (const id of rememberedNames(OPENING)) {
      const claim = await locks.claim(id); // or another tab is opening it now
      if (!claim) continue;
      claim();
      return leaveClosed(id);
    }
    for (const id of own ? [own] : broken) {
      const result = await openKept(id, own ? PATIENCE : 0, (logs) => logs.length > 0 && controls.idle && !controls.running);
      if (!result.elsewhere) forget(LIVE + id);
      else if (own) showKeeping(`${OPEN_ELSEWHERE} Go on there, or in a copy here.`, [[words.open_copy, () => copyFromNotice(id)]]);
      if (!result.elsewhere && !result.error) return;
    }
  }

  /** A conversation that another tab has, as it is now, as one of its own. @param {string} id @returns {Promise<Opened>} */
  async function copy(id) {
    const { logs, fault } = await store.read(id);
    return fault ? { error: { message: fault.words } } : takeOver(logs.join(''));
  }

  /** Run logs as a conversation of its own. @param {string} text @returns {Promise<Opened>} */
  async function takeOver(text) {
    for (let tries = 0; tries < 5; ++tries) {
      const made = invoke('history_import', text);
      if (made.error) return made;
      const { fault } = await store.add(made.entry, made.logs);
      if (!fault) return openKept(made.id);
    }
    return { error: { message: 'The browser would not keep this run. See whether it may store data of this site.' } };
  }

  async function copyFromNotice(/** @type {string} */ id) {
    showKeeping('');
    const { error } = await copy(id);
    if (error) showKeeping(error.message);
  }

  /** Deletes it, unless another tab has it, so that it can be brought back: why it is still there; empty where it is gone.
   *  @param {string} id */
  async function remove(id) {
    const claim = await locks.take(id, id === left ? PATIENCE : 0);
    if (!claim) return `${OPEN_ELSEWHERE} Close it there, then it can be deleted.`;
    const { fault } = await store.setAside(id);
    if (fault) claim();
    else aside.set(id, claim);
    return fault?.words ?? '';
  }

  async function bringBack(/** @type {string} */ id) {
    const { fault } = await store.bringBack(id);
    if (fault) return fault.words;
    aside.get(id)?.();
    aside.delete(id);
    return '';
  }

  /** What can be brought back here is gone for good from now on. */
  async function forgetRemoved() {
    const claims = [...aside];
    aside.clear();
    for (const [id, letGo] of claims) {
      await store.remove(id);
      letGo();
    }
  }

  /** The same of tabs that were closed before they did so. */
  async function forgetLeft() {
    for (const id of await store.aside()) await locks.alone(id, () => store.remove(id));
  }

  /** Deletes for good what no other tab has. Why something is left; empty where nothing is. */
  async function removeAll() {
    await forgetRemoved();
    let reason = '';
    let open = 0;
    for (const id of all) {
      const done = await locks.alone(id, async () => {
        const { fault } = await store.remove(id);
        if (fault) reason = fault.words;
      }, id === left ? PATIENCE : 0);
      if (!done) ++open;
    }
    if (open > 0)
      return `${open} of these conversations ${open === 1 ? 'is' : 'are'} open in another tab: close them there, then they can be deleted.`;
    return reason || ((await store.clear()).fault?.words ?? '');
  }

  /** An entry whose run broke off knows no answer yet: its logs tell what had come. @param {Moa.Entry} entry */
  async function completed(entry) {
    if (entry.turns.at(-1)?.status !== 'running' || entry.id === controls.kept) return entry;
    const { logs } = await store.read(entry.id);
    return logs.length > 0 ? invoke('history_entry', { id: entry.id, logs }).entry : entry;
  }

  /** Tells the program of all conversations part by part, the latest first: many at once would hold the page up. */
  async function list() {
    const turn = ++lists;
    const { ids, marks, fault } = await store.list();
    all = ids.map(String);
    for (let end = ids.length, first = true; turn === lists && (first || end > 0); first = false) {
      const part = ids.slice(Math.max(0, end - (first ? FIRST_PART : LATER_PART)), end);
      end -= part.length;
      const kept = await store.entries(part);
      const entries = await Promise.all(kept.entries.map(completed));
      const more = end > 0;
      const storage = more ? undefined : await storageUsed();
      if (turn !== lists) return;
      answer('listed', {
        entries: entries.map((entry) => ({ ...entry, ...marks.get(entry.id) })), left_out: kept.leftOut, first, more, storage,
        fault: (fault ?? kept.fault)?.words ?? '',
      });
    }
  }

  const download = async (/** @type {string} */ id) => saveFile(`moa-${id}.jsonl`, await store.export(id), 'application/jsonl');

  /** @param {Moa.HistoryAnswer['do']} what @param {Omit<Moa.HistoryAnswer, 'do'>} [more] */
  const answer = (what, more) => invoke('history', { do: what, ...more });
  const answerOpened = (/** @type {Opened} */ { elsewhere, error }) => answer('opened', {
    fault: elsewhere ? `${OPEN_ELSEWHERE} Go on there, or open a copy of it here.` : error?.message ?? '', copyable: Boolean(elsewhere),
  });

  const filed = createHistoryFile(invoke, store, async (id) => aside.has(id) && !(await bringBack(id)));

  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (!chosen) return;
    if (!await filed.isMany(chosen)) return answerOpened(await takeOver(await chosen.text()));
    answer('saved', await filed.read(chosen));
    list();
  });

  /** @type {Record<Parameters<Moa.Page['history']>[0], (text: string) => void>} */
  const requests = {
    list,
    open: async (id) => answerOpened(await openKept(id)),
    copy: async (id) => answerOpened(await copy(id)),
    take_over: async (logs) => answerOpened(await takeOver(logs)),
    remove: async (id) => answer('changed', { fault: await remove(id) }),
    restore: async (id) => answer('changed', { fault: await bringBack(id) }),
    forget_removed: forgetRemoved,
    mark: async (marks) => answer('changed', { fault: (await store.mark(JSON.parse(marks))).fault?.words }),
    remove_all: async () => {
      answer('changed', { fault: await removeAll() });
      list();
    },
    export: async (id) => download(id).then(() => answer('saved')),
    export_all: async () => answer('saved', await filed.save()),
    import: () => file.click(),
  };

  return {
    keep,
    update,
    restore,
    takeOver,
    /** @type {Moa.Page['history']} */
    request: (what, text) => requests[what](text),
  };
}
