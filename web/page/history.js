// The history: what is on screen is kept while it happens; a dialog lists, searches, opens, exports and deletes what is kept.
import { createLocks } from './history_locks.js';
import { createStore } from './history_store.js';
import { showKeeping } from './keep_notice.js';
import { forget, remember, remembered, rememberedNames } from './store.js';

const get = (id) => document.getElementById(id);
const NAME = 'open'; // the conversation of this tab
const LIVE = 'live.'; // before the id of one whose run goes on in some tab
const OPENING = 'opening.'; // before the id of one that is being opened: after a crash, of the one that caused it
const OPEN_ELSEWHERE = 'This conversation is open in another tab.';
const PATIENCE = 2000; // milliseconds that a tab which is loaded again may take to let go of its conversation

export function createHistory(invoke) {
  const store = createStore((words) => showKeeping(words, controls.kept ? [['Export', () => download(controls.kept)]] : []));
  const locks = createLocks();
  const dialog = get('history-dialog');
  const list = get('history-list');
  const search = get('history-search');
  const error = get('history-error');
  const copyIt = get('history-copy');
  let controls = {};
  let opening = ''; // the id of the conversation that has just been opened, until it is drawn
  let count = 0;
  let leftOut = 0; // of the list, since they are no entries
  let unreadable = ''; // why there is no list
  let all = []; // the ids of the list
  let elsewhere = ''; // the conversation that the dialog offers a copy of
  const own = remembered(NAME, true);
  const broken = rememberedNames(LIVE).sort().reverse();

  /** Of what the program keeps nothing may end it. */
  function keep(what, text) {
    try {
      if (what === 'line') store.line(text);
      else if (what === 'turn') store.turn(JSON.parse(text));
      else store.entry(JSON.parse(text));
    } catch (fault) {
      showKeeping(`Not kept: ${fault.message || fault}. Copy what you want to have later.`);
    }
  }

  function update(now) {
    const before = controls;
    controls = now;
    if (now.kept !== before.kept) {
      if (now.kept) remember(NAME, now.kept, true);
      else forget(NAME, true);
      take(now.kept);
    }
    if (now.kept && now.running && !before.running) remember(LIVE + now.kept, '1');
    if (!now.running && before.running) {
      forget(LIVE + before.kept);
      store.write();
    }
    for (const item of list.children) markCurrent(item);
  }

  /** The conversation on screen is this tab's: a new one is nobody else's, one that was opened has been claimed. */
  async function take(id) {
    const claim = id ? await locks.claim(id) : () => {};
    if (claim && controls.kept === id) locks.hold(id, claim);
    else claim?.();
  }

  const markCurrent = (item) => item.setAttribute('aria-current', String(item.dataset.id === controls.kept));

  /** Puts a conversation on screen that this tab can ask in from then on. { elsewhere } where another tab can. */
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

  /** The program is still there: one that has stopped answers nothing. */
  function forgetOpening(id) {
    if (invoke('kept_setup').text !== undefined) forget(OPENING + id);
    if (opening === id) opening = '';
  }

  /** It is open once it has been drawn, too, unless nobody sees it. */
  function watchOpening(id) {
    opening = id;
    const done = () => forgetOpening(id);
    if (document.hidden) done();
    else requestAnimationFrame(() => requestAnimationFrame(done));
  }

  // Leaving the page is no crash. From the beginning, so that it comes before the listener that halts the program.
  addEventListener('pagehide', () => opening && forgetOpening(opening));

  /** What crashed its reader once is not opened by itself again. */
  function leaveClosed(id) {
    for (const name of [LIVE, OPENING]) forget(name + id);
    forget(NAME, true);
    showKeeping('The last conversation was not opened: the program stopped while it opened it the last time.', [['Try again', () => tryAgain(id)]]);
  }

  async function tryAgain(id) {
    showKeeping('');
    const { elsewhere: taken, error: refused } = await openKept(id);
    if (taken || refused) showKeeping(taken ? `${OPEN_ELSEWHERE} Go on there.` : refused.message);
  }

  /** What this tab showed before it was loaded again, or a run that a crash has broken off. */
  async function restore() {
    for (const id of rememberedNames(OPENING)) {
      const claim = await locks.claim(id); // or another tab is opening it now
      if (!claim) continue;
      claim();
      return leaveClosed(id);
    }
    for (const id of own ? [own] : broken) {
      const result = await openKept(id, own ? PATIENCE : 0, (logs) => logs.length > 0 && controls.idle && !controls.running);
      if (!result.elsewhere) forget(LIVE + id);
      else if (own) showKeeping(`${OPEN_ELSEWHERE} Go on there, or in a copy here.`, [['Open a copy', () => copy(id)]]);
      if (!result.elsewhere && !result.error) return;
    }
  }

  /** A conversation that another tab has, as it is now, as one of its own. */
  async function copy(id) {
    showKeeping('');
    const { logs, fault } = await store.read(id);
    if (fault) return showError({ message: fault.words });
    await takeText(logs.join(''));
  }

  function showError(fault) {
    error.textContent = fault ? fault.message : '';
    error.hidden = !fault;
    copyIt.hidden = true;
  }

  function offerCopy(id) {
    elsewhere = id;
    showError({ message: `${OPEN_ELSEWHERE} Go on there, or open a copy of it here.` });
    copyIt.hidden = false;
  }

  /** What is being written cannot be deleted. */
  function goesOn(id) {
    const going = controls.running && id === controls.kept;
    if (going) showError({ message: 'A run is in progress: stop it before deleting its conversation.' });
    return going;
  }

  /** Deletes what no other tab has, and says of the others why not; how many are left. */
  async function remove(ids) {
    showError(null);
    let left = 0;
    for (const id of ids) {
      const done = await locks.alone(id, async () => {
        const { fault } = await store.remove([id]);
        if (fault) showError({ message: fault.words });
        else if (controls.kept === id) invoke('new');
      });
      if (!done) ++left;
    }
    if (left > 0) {
      showError({ message: ids.length === 1 ? `${OPEN_ELSEWHERE} Close it there, then it can be deleted.`
        : `${left} of these conversations ${left === 1 ? 'is' : 'are'} open in another tab: close them there, then they can be deleted.` });
    }
    return left;
  }

  function button(label, name, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = name;
    made.textContent = label;
    made.addEventListener('click', () => act(made));
    return made;
  }

  /** What cannot be undone takes two presses; the second one while the button still has the focus. */
  function twice(made, sure, act) {
    const label = made.textContent;
    const calm = () => {
      made.textContent = label;
      made.classList.remove('sure');
    };
    made.addEventListener('blur', calm);
    return () => {
      if (!made.classList.contains('sure')) {
        made.textContent = sure;
        made.classList.add('sure');
        return;
      }
      calm();
      act();
    };
  }

  function facts(row) {
    const line = document.createElement('span');
    line.className = 'history-facts';
    if (row.status) {
      const status = document.createElement('b');
      status.textContent = row.status;
      line.append(status, ' · ');
    }
    const turns = row.more > 0 ? `${row.more + 1} questions` : '';
    line.append([row.when, row.recipe, turns, row.cost].filter(Boolean).join(' · '));
    return line;
  }

  function item(row) {
    const made = document.createElement('li');
    made.dataset.id = row.id;
    const open = button('', 'history-open', () => show(row.id));
    const question = document.createElement('span');
    question.className = 'history-question';
    question.textContent = row.question || '(not readable)';
    open.append(question, facts(row));
    const name = row.question.slice(0, 60);
    const save = button('Export', 'quiet', () => download(row.id));
    save.setAttribute('aria-label', `Export: ${name}`);
    const away = button('Delete', 'quiet', () => press());
    away.setAttribute('aria-label', `Delete: ${name}`);
    const press = twice(away, 'Delete permanently', async () => {
      if (goesOn(row.id)) return;
      await remove([row.id]);
      await load();
      (list.querySelector('.history-open') ?? search).focus();
    });
    away.addEventListener('click', () => {
      away.setAttribute('aria-label', `${away.textContent}: ${name}`);
    });
    made.append(open, save, away);
    markCurrent(made);
    return made;
  }

  function fill() {
    const rows = invoke('history_find', search.value).rows ?? [];
    list.replaceChildren(...rows.map(item));
    const words = search.value.trim();
    const conversations = `${count} ${count === 1 ? 'conversation' : 'conversations'}`;
    const state = unreadable || (count === 0 && leftOut === 0 ? 'No conversations yet. Each question and its answers are listed here.'
      : words ? `${rows.length} of ${conversations}` : conversations);
    get('history-state').textContent = leftOut > 0 ? `${state}. ${leftOut} more cannot be read.` : state;
    get('history-delete-all').disabled = count + leftOut === 0;
  }

  /** An entry whose run broke off knows no answer yet: its logs tell what had come. */
  async function completed(entry) {
    if (entry.turns.at(-1).status !== 'running' || entry.id === controls.kept) return entry;
    const { logs } = await store.read(entry.id);
    return logs.length > 0 ? invoke('history_entry', { id: entry.id, logs }).entry : entry;
  }

  async function load() {
    const kept = await store.entries();
    const entries = await Promise.all(kept.entries.map(completed));
    unreadable = kept.fault?.words ?? '';
    count = invoke('history', entries).taken;
    leftOut = kept.leftOut + entries.length - count;
    all = entries.map((entry) => entry.id);
    fill();
  }

  async function show(id) {
    const result = await openKept(id);
    if (result.elsewhere) return offerCopy(id);
    showError(result.error);
    if (!result.error) dialog.close();
  }

  async function download(id) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(await store.export(id), { type: 'application/jsonl' }));
    link.download = `moa-${id}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /** Run logs as a conversation of its own. */
  async function takeText(text) {
    for (let tries = 0; tries < 5; ++tries) {
      const made = invoke('history_import', text);
      showError(made.error);
      if (made.error) return;
      const { fault } = await store.add(made.entry, made.logs);
      if (!fault) return show(made.id);
    }
    showError({ message: 'The browser would not keep this run. See whether it may store data of this site.' });
  }

  copyIt.addEventListener('click', () => copy(elsewhere));
  search.addEventListener('input', fill);
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    list.querySelector('.history-open')?.click();
  });
  get('history-import').addEventListener('click', () => get('history-file').click());
  get('history-file').addEventListener('change', (event) => {
    if (event.target.files.length > 0) event.target.files[0].text().then(takeText);
    event.target.value = '';
  });
  get('history-new').addEventListener('click', () => {
    invoke('new');
    dialog.close();
    get('question').focus();
  });
  get('history-delete-all').addEventListener('click', twice(get('history-delete-all'), 'Delete all permanently', async () => {
    if (goesOn(controls.kept)) return;
    if (await remove(all) === 0) await store.clear();
    if (controls.kept && !all.includes(controls.kept)) invoke('new');
    await load();
    search.focus();
  }));

  return {
    keep,
    update,
    restore,
    async open() {
      showError(null);
      search.value = '';
      await load();
      get('history-new').disabled = controls.running;
      dialog.showModal();
      search.focus();
    },
  };
}
