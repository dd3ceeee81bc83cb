// The recipe editor: layers and agents beside the form of the one that is chosen. The program says what there is and what is wrong
// with it.
import { createLayers } from './editor_layers.js';
import { byId, createButton, fillChoices, setText, showButtons, targetOf } from './elements.js';
import { createItems } from './items.js';
import { actsOf } from './screen.js';

/** @param {Moa.Invoke} invoke @param {import('./keys.js').Keys} keys @param {Moa.Words} words */
export function createEditor(invoke, keys, words) {
  const dialog = byId('editor', HTMLDialogElement);
  const start = byId('editor-start', HTMLSelectElement);
  const file = byId('editor-file', HTMLInputElement);
  const host = byId('editor-layers');
  const acts = actsOf(invoke, 'editor');
  const layers = createLayers(host, { choose, step }, words);
  const form = createItems(byId('editor-form'), dialog, acts);
  /** @type {Moa.Screen | undefined} */
  let shown;

  /** @returns {HTMLElement | null} */
  const chosenCard = () => host.querySelector('[aria-current]');

  /** @param {string} at */
  function choose(at, intoForm = false) {
    acts.act(`select ${at}`);
    if (intoForm && matchMedia('(max-width: 760px)').matches) byId('editor-place').focus();
  }

  /** @param {string[]} words */
  function step(...words) {
    acts.act(['step', ...words].join(' '));
    chosenCard()?.focus();
  }

  function press(/** @type {string} */ name) {
    acts.act(name);
    if (dialog.open && document.activeElement === document.body) chosenCard()?.focus();
  }

  /** @param {Moa.Button} button */
  const newButton = (button) =>
    createButton(button, `editor-${button.name.replace(/[^a-z0-9_]+/g, '-')}`, () => press(button.name));

  /** @param {Moa.Screen} screen @param {Moa.Recipe} recipe */
  function show(screen, recipe) {
    layers.update(recipe);
    setText(byId('editor-title'), screen.title);
    setText(byId('editor-place'), recipe.title);
    start.setAttribute('aria-label', recipe.start.label);
    fillChoices(start, recipe.start.choices ?? []);
    showButtons(byId('editor-head-buttons'), recipe.head, newButton);
    showButtons(byId('editor-steps'), recipe.steps, newButton);
    byId('editor-steps').hidden = recipe.steps.length === 0;
    form.update(screen.sections);
    setText(byId('editor-fault'), recipe.words);
    byId('editor-fault').classList.toggle('wrong', recipe.wrong);
    showButtons(byId('editor-leads'), recipe.leads, newButton);
    showButtons(byId('editor-foot-buttons'), screen.buttons, newButton);
    dialog.classList.toggle('in-form', recipe.in_form);
    const opens = !dialog.open;
    if (opens) {
      dialog.showModal();
      chosenCard()?.focus();
    } else {
      if (recipe.fault_turn !== shown?.recipe?.fault_turn) form.showFault();
      if (screen.focus && screen.focus_turn !== shown?.focus_turn) form.focus(screen.focus);
    }
    shown = screen;
  }

  start.addEventListener('change', () => {
    acts.act('start', start.value);
    start.value = '';
  });
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen) invoke('screen', { do: 'file', name: chosen.name, value: await chosen.text() });
  });
  byId('editor-back').addEventListener('click', () => {
    acts.act('back');
    chosenCard()?.focus();
  });
  dialog.addEventListener('keydown', (event) => {
    const typing = targetOf(event).matches('input:not([type="checkbox"]), textarea');
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
    /** The screen as the program describes it; null while another one is open, or none. @param {Moa.Screen | null} screen */
    update(screen) {
      if (screen?.recipe) show(screen, screen.recipe);
      else if (dialog.open) dialog.close();
    },
  };
}
