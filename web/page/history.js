// The history: what is on screen is kept while it happens; a dialog lists, searches, opens, exports and deletes what is kept.
import { createStore } from './history_store.js';
import { forget, remember, remembered } from './store.js';

const get = (id) => document.getElementById(id);
const NAME = 'open'; // the conversation of this tab
const LIVE = 'live'; // a run that goes on in some tab

/** As long as a tab holds this lock, its run goes on there. */
const lockOf = (id) => `moa.${id}`;

async function goesOnElsewhere(id) {
  const state = await navigator.locks?.query();
  return Boolean(state?.held.some((lock) => lock.name === lockOf(id)));
}

export function createHistory(invoke) {
  const store = createStore();
  const dialog = get('history-dialog');
  const list = get('history-list');
  const search = get('history-search');
  const error = get('history-error');
  let controls = {};
  let release = null;
  let count = 0;
  const latest = remembered(NAME, true) ?? remembered(LIVE);

  function keep(what, text) {
    if (what === 'line') store.line(text);
    else if (what === 'turn') store.turn(JSON.parse(text));
    else store.entry(JSON.parse(text));
  }

  function hold(id) {
    remember(LIVE, id);
    navigator.locks?.request(lockOf(id), { ifAvailable: true }, (lock) => lock && new Promise((done) => {
      release = done;
    }));
  }

  function letGo() {
    forget(LIVE);
    release?.();
    release = null;
  }

  function update(now) {
    const before = controls;
    controls = now;
    if (now.kept !== before.kept) {
      if (now.kept) remember(NAME, now.kept, true);
      else forget(NAME, true);
    }
    if (now.kept && now.running && !before.running) hold(now.kept);
    if (!now.running && before.running) {
      letGo();
      store.write();
    }
    for (const item of list.children) markCurrent(item);
  }

  const markCurrent = (item) => item.setAttribute('aria-current', String(item.dataset.id === controls.kept));

  /** What this tab showed before it was loaded again, or a run that a crash has broken off. */
  async function restore() {
    if (!latest || await goesOnElsewhere(latest)) return;
    const logs = await store.logs(latest);
    forget(LIVE);
    if (logs.length > 0 && controls.idle && !controls.running) invoke('open', { id: latest, logs });
  }

  function showError(fault) {
    error.textContent = fault ? fault.message : '';
    error.hidden = !fault;
  }

  /** What is being written cannot be deleted. */
  function goesOn(id) {
    const going = controls.running && id === controls.kept;
    if (going) showError({ message: 'A run is going: stop it before deleting its conversation.' });
    return going;
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
    const remove = button('Delete', 'quiet', () => press());
    remove.setAttribute('aria-label', `Delete: ${name}`);
    const press = twice(remove, 'Really delete', async () => {
      if (goesOn(row.id)) return;
      await store.remove(row.id);
      if (controls.kept === row.id) invoke('new');
      await load();
      (list.querySelector('.history-open') ?? search).focus();
    });
    remove.addEventListener('click', () => {
      remove.setAttribute('aria-label', `${remove.textContent}: ${name}`);
    });
    made.append(open, save, remove);
    markCurrent(made);
    return made;
  }

  function fill() {
    const rows = invoke('history_find', search.value).rows ?? [];
    list.replaceChildren(...rows.map(item));
    const words = search.value.trim();
    get('history-state').textContent = count === 0 ? 'Nothing is kept yet: each question and its answers will stand here.'
      : words ? `${rows.length} of ${count} conversations` : `${count} ${count === 1 ? 'conversation' : 'conversations'}`;
    get('history-delete-all').disabled = count === 0;
  }

  /** An entry whose run broke off knows no answer yet: its logs tell what had come. */
  async function completed(entry) {
    if (entry.turns.at(-1)?.status !== 'running' || entry.id === controls.kept) return entry;
    return invoke('history_entry', { id: entry.id, logs: await store.logs(entry.id) }).entry;
  }

  async function load() {
    const entries = await Promise.all((await store.entries()).map(completed));
    count = entries.length;
    invoke('history', entries);
    fill();
  }

  async function show(id) {
    const result = invoke('open', { id, logs: await store.logs(id) });
    showError(result.error);
    if (!result.error) dialog.close();
  }

  async function download(id) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(await store.logs(id), { type: 'application/jsonl' }));
    link.download = `moa-${id}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async function take(file) {
    const text = await file.text();
    for (let tries = 0; tries < 5; ++tries) {
      const made = invoke('history_import', text);
      showError(made.error);
      if (made.error) return;
      // Its id is the moment: two that come in one go get one moment each.
      if (await store.add(made.entry, made.logs)) return show(made.id);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    showError({ message: 'The browser would not keep this run. See whether it may store data of this site.' });
  }

  search.addEventListener('input', fill);
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    list.querySelector('.history-open')?.click();
  });
  get('history-import').addEventListener('click', () => get('history-file').click());
  get('history-file').addEventListener('change', (event) => {
    if (event.target.files.length > 0) take(event.target.files[0]);
    event.target.value = '';
  });
  get('history-new').addEventListener('click', () => {
    invoke('new');
    dialog.close();
    get('question').focus();
  });
  get('history-delete-all').addEventListener('click', twice(get('history-delete-all'), 'Really delete all', async () => {
    if (goesOn(controls.kept)) return;
    await store.removeAll();
    invoke('new');
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
