// The recipe editor: layers and agents beside the form of the one that is chosen. The program says what there is and what is wrong
// with it.
import { createLayers } from './editor_layers.js';
import { createButton, fillChoices, setText, showButtons } from './elements.js';
import { createItems } from './items.js';
import { actsOf } from './screen.js';

const get = (id) => document.getElementById(id);

export function createEditor(invoke, keys, words) {
  const dialog = get('editor');
  const start = get('editor-start');
  const file = get('editor-file');
  const acts = actsOf(invoke, 'editor');
  const layers = createLayers(get('editor-layers'), { choose, step }, words);
  const form = createItems(get('editor-form'), dialog, acts);
  let shown = { recipe: {} };

  const chosenCard = () => get('editor-layers').querySelector('[aria-current]');

  function choose(at, intoForm = false) {
    acts.act(`select ${at}`);
    if (intoForm && matchMedia('(max-width: 760px)').matches) get('editor-place').focus();
  }

  function step(...words) {
    acts.act(['step', ...words].join(' '));
    chosenCard()?.focus();
  }

  function press(name) {
    acts.act(name);
    if (dialog.open && document.activeElement === document.body) chosenCard()?.focus();
  }

  const newButton = ({ name, ...button }) => createButton({ name, ...button }, `editor-${name.replace(/[^a-z0-9_]+/g, '-')}`, () => press(name));

  function show(screen) {
    const { recipe } = screen;
    const before = shown.recipe;
    layers.update(recipe);
    setText(get('editor-title'), screen.title);
    setText(get('editor-place'), recipe.title);
    start.setAttribute('aria-label', recipe.start.label);
    fillChoices(start, recipe.start.choices);
    showButtons(get('editor-head-buttons'), recipe.head, newButton);
    showButtons(get('editor-steps'), recipe.steps, newButton);
    get('editor-steps').hidden = recipe.steps.length === 0;
    form.update(screen.sections);
    setText(get('editor-fault'), recipe.words);
    get('editor-fault').classList.toggle('wrong', recipe.wrong);
    showButtons(get('editor-leads'), recipe.leads, newButton);
    showButtons(get('editor-foot-buttons'), screen.buttons, newButton);
    dialog.classList.toggle('in-form', recipe.in_form);
    const opens = !dialog.open;
    if (opens) {
      dialog.showModal();
      chosenCard()?.focus();
    } else {
      if (recipe.fault_turn !== before.fault_turn) form.showFault();
      if (screen.focus_turn !== shown.focus_turn) form.focus(screen.focus);
    }
    shown = screen;
  }

  start.addEventListener('change', () => {
    acts.act('start', start.value);
    start.value = '';
  });
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    file.value = '';
    if (chosen) invoke('screen', { do: 'file', name: chosen.name, value: await chosen.text() });
  });
  get('editor-back').addEventListener('click', () => {
    acts.act('back');
    chosenCard()?.focus();
  });
  dialog.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox';
    const name = ['use', 'save', 'undo', 'redo'].find((one) => keys.is(event, `editor_${one}`));
    if (!name || (typing && /do$/.test(name))) return;
    acts.act(name);
    event.preventDefault();
    event.stopPropagation(); // the same keys ask the question when no dialog is open
  });
  dialog.addEventListener('close', () => {
    form.close();
    invoke('screen', { do: 'close' });
  });

  return {
    chooseFile: () => file.click(),
    /** The screen as the program describes it; null while it is not open. */
    update(screen) {
      if (screen) show(screen);
      else if (dialog.open) dialog.close();
    },
  };
}
