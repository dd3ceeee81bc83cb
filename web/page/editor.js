// The recipe editor: layers and agents beside the form of the one that is chosen; where a recipe comes from and where it goes.
// The program keeps what is edited and says what is wrong with it.
import { createLayers } from './editor_layers.js';
import { createItems } from './items.js';
import { deleteRecipe, savedNames, savedRecipe, saveRecipe } from './recipes.js';
import { forget, remember, remembered } from './store.js';

const get = (id) => document.getElementById(id);

export function createEditor(invoke) {
  const editor = { open, update, onUse: () => {}, onSaved: () => {} };
  const dialog = get('editor');
  const start = get('editor-start');
  const presets = invoke('presets');
  let state = {};
  let savedAs = ''; // the name under which what is edited is kept
  let refusal = '';
  let left = null; // unsaved changes of the last time, until they are taken up again or let go
  const layers = createLayers(get('editor-layers'), { choose, step });
  const form = createItems(get('editor-form'), dialog, {
    prefix: 'editor',
    act: (path, text) => perform({ do: 'set', path, text }),
    commit: () => {},
    search: (path, text) => invoke('edit', { do: 'search', path, text }),
    unfold: (path) => invoke('edit', { do: 'unfold', path }),
  });

  function perform(what) {
    state = invoke('edit', what);
    refusal = state.error?.message ?? '';
    show();
    if (what.do !== 'look') keepDraft();
    return !state.error;
  }

  function choose(at, intoForm = false) {
    perform({ do: 'select', at });
    dialog.classList.add('in-form');
    if (intoForm && matchMedia('(max-width: 760px)').matches) get('editor-place').focus();
  }

  function step(name, at, to = '') {
    if (!perform({ do: 'step', name, at, to })) return;
    if (name === 'add_agent' || name === 'add_layer') dialog.classList.add('in-form');
    get('editor-layers').querySelector('[aria-current]')?.focus();
  }

  function stepButton(words, label, perform_, disabled) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = words;
    button.setAttribute('aria-label', label);
    button.disabled = disabled;
    button.addEventListener('click', perform_);
    return button;
  }

  /** What can be done with the layer or agent in the form. */
  function steps() {
    const [layer, agent] = (state.at.match(/\d+/g) ?? []).map(Number);
    if (layer === undefined) {
      const words = state.checking ? 'Stop checking' : 'Check models';
      return [stepButton(words, words, () => perform({ do: state.checking ? 'stop_check' : 'check' }), false)];
    }
    const here = state.layers[layer];
    const words = state.title.toLowerCase();
    const button = (text, label, name, to, disabled) => stepButton(text, label, () => step(name, state.at, to), disabled);
    if (agent === undefined) {
      return [
        button('Duplicate', `Duplicate ${words}`, 'duplicate', '', false),
        button('Earlier', `Move ${words} earlier`, 'move', `layers[${layer - 1}]`, here.last || layer === 0),
        button('Later', `Move ${words} later`, 'move', `layers[${layer + 1}]`, here.last || state.layers[layer + 1].last),
        button('Remove', `Remove ${words}`, 'remove', '', here.last),
      ];
    }
    const alone = here.agents.length === 1;
    const to = (l, a) => `layers[${l}].agents[${a}]`;
    if (here.last) return [];
    const made = [
      button('Duplicate', `Duplicate ${words}`, 'duplicate', '', false),
      button('Up', `Move ${words} up`, 'move', to(layer, agent - 1), agent === 0),
      button('Down', `Move ${words} down`, 'move', to(layer, agent + 1), agent + 1 === here.agents.length),
    ];
    for (const other of [layer - 1, layer + 1]) {
      if (state.layers[other] && !state.layers[other].last)
        made.push(button(`To layer ${other + 1}`, `Move ${words} to layer ${other + 1}`, 'move', to(other, 999), alone));
    }
    return [...made, button('Remove', `Remove ${words}`, 'remove', '', alone)];
  }

  let shownSteps = '';
  function showSteps() {
    const now = JSON.stringify([state.at, state.checking, state.layers.map((layer) => layer.agents.length)]);
    if (now === shownSteps) return;
    shownSteps = now;
    get('editor-steps').replaceChildren(...steps());
    get('editor-steps').hidden = get('editor-steps').children.length === 0;
  }

  function show() {
    layers.update(state);
    get('editor-place').textContent = state.title;
    showSteps();
    form.update(state.sections);
    const more = state.faults > 1 ? ` And ${state.faults - 1} more.` : '';
    const replaces = state.name && state.name !== savedAs && savedRecipe(state.name) !== undefined;
    const words = refusal || (state.fault && state.fault + more) || (replaces ? `Saving replaces the saved recipe “${state.name}”.` : '');
    if (get('editor-fault').textContent !== words) get('editor-fault').textContent = words;
    get('editor-fault').classList.toggle('wrong', Boolean(refusal || state.fault));
    get('editor-show-fault').hidden = !state.fault;
    get('editor-undo').disabled = !state.undo;
    get('editor-redo').disabled = !state.redo;
    get('editor-save').textContent = !state.dirty && savedAs === state.name && savedAs ? 'Saved' : 'Save';
    get('editor-delete').hidden = !savedAs;
    for (const id of ['editor-save', 'editor-use', 'editor-export']) get(id).setAttribute('aria-disabled', String(state.faults > 0));
  }

  function group(label, options) {
    const made = document.createElement('optgroup');
    made.label = label;
    made.append(...options);
    return made;
  }

  function fillStart() {
    const groups = [...new Set(presets.map((one) => one.group))];
    const saved = savedNames();
    start.replaceChildren(new Option('Start from…', ''), new Option('Current recipe', 'use:'));
    if (saved.length > 0) start.append(group('Saved recipes', saved.map((name) => new Option(name, `saved:${name}`))));
    for (const name of groups) {
      start.append(group(name, presets.filter((one) => one.group === name).map((one) => {
        const option = new Option(one.name, `preset:${one.id}`);
        option.title = one.source;
        return option;
      })));
    }
  }

  start.addEventListener('change', () => {
    const [kind, name] = [start.value.slice(0, start.value.indexOf(':')), start.value.slice(start.value.indexOf(':') + 1)];
    start.value = '';
    if (kind === 'use') return begin();
    if (kind === 'saved') {
      savedAs = name;
      perform({ do: 'open', text: savedRecipe(name) });
    } else {
      savedAs = '';
      perform({ do: 'start', id: name });
    }
  });

  /** Export, save and use want a recipe without faults; what is wrong is shown instead. */
  function whole() {
    if (state.faults === 0) return true;
    showFault();
    return false;
  }

  function showFault() {
    if (!state.fault) return;
    if (state.at !== state.fault_at) choose(state.fault_at);
    dialog.classList.add('in-form');
    if (!form.showFault()) get('editor-fault').focus();
  }

  function refuse(words) {
    refusal = words;
    show();
  }

  function save() {
    if (!whole()) return;
    const { text, name } = invoke('edit', { do: 'export' });
    if (!name.trim()) {
      choose('');
      refuse('Name the recipe to save it.');
      get('editor-name')?.focus();
      return;
    }
    if (!saveRecipe(name, text)) return refuse('This browser keeps nothing for this page. Export the recipe as a file instead.');
    savedAs = name;
    perform({ do: 'saved' });
    fillStart();
    editor.onSaved();
  }

  function use() {
    if (!whole() || !perform({ do: 'use' })) return;
    left = null;
    perform({ do: 'saved' });
    editor.onUse(invoke('edit', { do: 'export' }).text);
    dialog.close();
  }

  function download() {
    if (!whole()) return;
    const { text, name } = invoke('edit', { do: 'export' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `${name.replace(/[^\p{L}\p{N}._ -]+/gu, '-') || 'recipe'}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  get('editor-import').addEventListener('click', () => get('editor-file').click());
  get('editor-file').addEventListener('change', async () => {
    const [file] = get('editor-file').files;
    get('editor-file').value = '';
    if (!file) return;
    savedAs = '';
    perform({ do: 'import', text: await file.text() });
    if (refusal) refuse(`${file.name}: ${refusal}`);
  });
  get('editor-export').addEventListener('click', download);
  get('editor-save').addEventListener('click', save);
  get('editor-use').addEventListener('click', use);
  get('editor-close').addEventListener('click', () => dialog.close());
  get('editor-undo').addEventListener('click', () => perform({ do: 'undo' }));
  get('editor-redo').addEventListener('click', () => perform({ do: 'redo' }));
  get('editor-show-fault').addEventListener('click', showFault);
  get('editor-back').addEventListener('click', () => {
    dialog.classList.remove('in-form');
    get('editor-layers').querySelector('[aria-current]')?.focus();
  });
  get('editor-delete').addEventListener('click', () => {
    // What was deleted stands in the editor still, and can be saved again.
    deleteRecipe(savedAs);
    savedAs = '';
    fillStart();
    editor.onSaved();
    show();
  });
  get('editor-continue').addEventListener('click', () => {
    get('editor-continue').hidden = true;
    savedAs = '';
    const text = left;
    left = null;
    perform({ do: 'restore', text });
  });
  dialog.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox';
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key === 'Enter') use();
    else if (control && event.key.toLowerCase() === 's') save();
    else if (control && event.key.toLowerCase() === 'z' && !typing) perform({ do: event.shiftKey ? 'redo' : 'undo' });
    else return;
    event.preventDefault();
    event.stopPropagation(); // the same keys ask the question when no dialog is open
  });

  /** What is neither saved nor used is offered again the next time; with every change, so that a crash takes none. */
  function keepDraft() {
    const text = state.dirty ? invoke('edit', { do: 'keep' }).text : left;
    if (text) remember('recipe-draft', text);
    else forget('recipe-draft');
  }
  dialog.addEventListener('close', () => form.close());

  function begin(name = '') {
    savedAs = name;
    perform({ do: 'open' });
  }

  /** Opens it with the recipe in use, kept as `name` or not at all. */
  function open(name = '') {
    left = remembered('recipe-draft');
    fillStart();
    dialog.classList.remove('in-form');
    begin(name);
    const again = get('editor-continue');
    again.hidden = !left;
    again.textContent = 'Continue with unsaved changes';
    dialog.showModal();
    get('editor-layers').querySelector('[aria-current]')?.focus();
  }

  /** Lists of models have changed. */
  function update() {
    if (dialog.open) perform({ do: 'look' });
  }
  return editor;
}
