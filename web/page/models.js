// The dialog's part about models: which provider's list there is, a row for each proposer and the aggregator, and the check.
import { createChoices } from './combobox.js';
import { createRow } from './model_rows.js';
import { remember, remembered } from './store.js';

const get = (id) => document.getElementById(id);
const MOST = 12; // more proposers than that are a recipe's business, not a form's

/** A model as one line of a list to choose from. */
export function fillChoice(item, option) {
  const id = document.createElement('span');
  const facts = document.createElement('span');
  id.className = 'choice-id';
  id.textContent = option.id;
  facts.className = 'choice-facts';
  facts.textContent = [option.name, option.context, option.price, option.notes].filter(Boolean).join(' · ');
  item.classList.toggle('unusable', !option.usable);
  item.append(id, facts);
}

/** `asked()` gives the provider and its address (`setup`) and the `key` as they stand in the dialog, whether it `needsKey` and
 *  whether one is set already (`hasKey`). */
export function createModels(invoke, asked) {
  const rows = [];
  let fault = '';
  let known = {};

  const choices = createChoices(get('provider-dialog'), {
    search(words) {
      const found = invoke('search_models', { ...setup(), query: words });
      const hidden = (found.found ?? 0) - (found.models?.length ?? 0);
      let note = hidden > 0 ? `and ${hidden} more: type to narrow them down` : '';
      if (!found.found) note = emptyNote(words);
      return { options: found.models ?? [], note };
    },
    fill: fillChoice,
    onOpen: loadOnce,
  });
  const rowFor = (label, placeholder, more) => createRow({ label, placeholder, attach: choices.attach, onChange: show, ...more });
  const aggregator = rowFor('Aggregator', 'The first proposer');
  aggregator.input.id = 'aggregator';
  get('aggregator-row').append(aggregator.element);

  get('add-proposer').addEventListener('click', () => {
    add('').input.focus();
    show();
  });
  get('load-models').addEventListener('click', load);
  get('check-models').addEventListener('click', () => {
    if (known.checks?.asking) invoke('stop_check');
    else report(invoke('check_models', { ...setup(), key: asked().key }));
    show();
  });

  function emptyNote(words) {
    const state = known.list?.state;
    if (state === 'loading') return 'Loading the list…';
    if (state === 'ready' || state === 'kept') return words ? `No model has “${words}” in its name. It can be used all the same.` : 'The list is empty.';
    return known.list?.error || fault || 'There is no list yet. An id can be typed all the same.';
  }

  function add(id) {
    const row = rowFor('', 'Model id', {
      onRemove: () => remove(row),
      onPaste: (lines) => {
        row.input.value = lines[0];
        for (const line of lines.slice(1)) if (rows.length < MOST) add(line);
        show();
      },
    });
    row.input.value = id;
    rows.push(row);
    get('proposers').append(row.element);
    number();
    return row;
  }

  function remove(row) {
    const index = rows.indexOf(row);
    rows.splice(index, 1);
    row.element.remove();
    if (rows.length === 0) add('');
    number();
    rows[Math.min(index, rows.length - 1)].input.focus();
    show();
  }

  function number() {
    rows.forEach((row, i) => row.rename(`Proposer ${i + 1}`));
    get('add-proposer').disabled = rows.length >= MOST;
  }

  function setup() {
    return { ...asked().setup, proposers: rows.map((row) => row.value).filter(Boolean), aggregator: aggregator.value };
  }

  /** A refusal is told where the list's state stands; it is none of the provider's doing. */
  function report(result) {
    fault = result.error ? result.error.message : '';
  }

  function load() {
    report(invoke('load_models', { ...setup(), key: asked().key }));
    show();
  }

  /** Asks for the list where that has not been tried: when the key is there, or when somebody wants to choose. */
  function loadOnce() {
    refresh();
    const { needsKey, key, hasKey } = asked();
    if (needsKey && !key && !hasKey) return;
    const state = known.list?.state;
    if (state === 'none' || (state === 'kept' && !known.list.error)) load();
  }

  function refresh() {
    known = invoke('models', setup());
  }

  function show() {
    refresh();
    const list = known.list ?? {};
    const sentences = {
      none: fault || (asked().needsKey ? 'With the key in place, the list of models can be loaded.' : 'The list of models is not loaded yet.'),
      loading: `Loading the list of ${list.provider}…`,
      ready: `${list.total} models, listed ${list.at}.`,
      kept: `${list.total} models, as listed ${list.at}. ${list.error || ''}`,
      failed: list.error,
    };
    get('model-list').dataset.state = list.state === 'none' && fault ? 'failed' : list.error ? 'failed' : list.state || 'none';
    set('model-list-state', sentences[list.state] ?? fault);
    set('load-models', list.state === 'ready' || list.state === 'kept' ? 'Load again' : 'Load the list');
    get('load-models').disabled = list.state === 'loading';
    const checks = known.checks ?? {};
    set('check-models', checks.asking ? 'Stop checking' : 'Check models');
    set('check-state', checks.sentence ?? '');
    for (const row of [...rows, aggregator]) {
      row.show(known.models?.find((model) => model.id === row.value), checks.lines?.find((line) => line.model === row.value));
    }
    choices.refresh();
  }

  function set(id, text) {
    if (get(id).textContent !== text) get(id).textContent = text;
  }

  return {
    fill(proposers, last) {
      rows.splice(0).forEach((row) => row.element.remove());
      (proposers.length > 0 ? proposers : ['']).forEach((id) => add(id));
      aggregator.input.value = last;
      fault = '';
      show();
    },
    proposers: () => setup().proposers,
    aggregator: () => aggregator.value,
    loadOnce,
    show,
    close: choices.close,
  };
}

/** Keeps what is known of models over the page's life: lists and checks, never a key. */
export function keepModels(invoke) {
  const kept = remembered('models');
  if (kept) invoke('remember_models', kept);
  let told = invoke('kept_models').text;
  return () => {
    // Another tab may have learned something meanwhile.
    const others = remembered('models');
    if (others && others !== told) invoke('remember_models', others);
    told = invoke('kept_models').text;
    remember('models', told);
  };
}
