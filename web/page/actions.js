// What can be done to the run and to the chosen node: buttons that show themselves to the keyboard, keys in the tree, and the
// dialog that asks for a new text or another model.
import { createChoices } from './combobox.js';
import { fillChoice } from './models.js';

const get = (id) => document.getElementById(id);

export function createActions(invoke) {
  const bar = get('actions');
  const dialog = get('node-dialog');
  const text = get('node-text');
  const model = get('node-model');
  let known = { run: [], node: null, words: '' };
  let shown = '';
  let asked = null; // { node, name } of the open dialog
  let choices = null;

  function take(action, node) {
    if (action.asks) return ask(node, action.asks === 'model');
    invoke('act', node ? { node, name: action.name } : { name: action.name });
  }

  function button(action, node, context) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = action.label;
    if (context) made.setAttribute('aria-label', `${action.label} (${context})`);
    if (action.key) made.setAttribute('aria-keyshortcuts', action.key.replace('Ctrl', 'Control').replace('Del', 'Delete'));
    made.dataset.action = action.name;
    made.addEventListener('click', () => take(action, node));
    return made;
  }

  function update(actions) {
    known = actions;
    const now = JSON.stringify(actions);
    if (now === shown) return;
    shown = now;
    const kept = bar.contains(document.activeElement) ? document.activeElement.dataset.action : '';
    const words = document.createElement('p');
    words.id = 'actions-words';
    words.textContent = actions.words;
    bar.replaceChildren(words, ...actions.run.map((action) => button(action)),
      ...(actions.node?.actions ?? []).map((action) => button(action, actions.node.id, `${actions.node.id} ${actions.node.label}`)));
    bar.hidden = bar.children.length < 2;
    if (kept) (bar.querySelector(`[data-action="${kept}"]`) ?? bar.querySelector('button'))?.focus();
  }

  /** Opens the dialog for a node, from the canvas or from here. */
  function ask(node, otherModel) {
    asked = { node, name: otherModel ? 'other' : 'edit' };
    choices ??= createChoices(dialog, {
      search(words) {
        const found = invoke('search_models', { ...invoke('setup'), query: words });
        return { options: found.models ?? [], note: found.found ? '' : 'No model of the list. Any id can be typed.' };
      },
      fill: fillChoice,
      onOpen: () => {},
    });
    if (!model.hasAttribute('role')) choices.attach(model);
    get('node-title').textContent = otherModel ? `Regenerate ${node} with another model` : `Edit the answer of ${node}`;
    get('node-text-field').hidden = otherModel;
    get('node-model-field').hidden = !otherModel;
    get('node-error').hidden = true;
    get('node-save').textContent = otherModel ? 'Regenerate' : 'Use this text';
    text.value = otherModel ? '' : invoke('price', asked).text;
    model.value = '';
    showPrice();
    dialog.showModal();
    (otherModel ? model : text).focus();
  }

  function showPrice() {
    const words = asked.name === 'other' && model.value.trim() ? invoke('price', { ...asked, answer: model.value.trim() }).words : '';
    get('node-price').textContent = words ? `Likely ${words}` : '';
  }

  model.addEventListener('input', showPrice);
  model.addEventListener('change', showPrice);
  get('node-cancel').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => choices?.close());
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
  });
  get('node-form').addEventListener('submit', save);
  function save(event) {
    event.preventDefault();
    const answer = asked.name === 'other' ? model.value.trim() : text.value;
    const error = asked.name === 'other' && !answer ? { message: 'Choose a model first.' } : invoke('act', { ...asked, answer }).error;
    get('node-error').hidden = !error;
    get('node-error').textContent = error?.message ?? '';
    if (!error) dialog.close();
  }

  const written = (event) => [event.ctrlKey || event.metaKey ? 'Ctrl+' : '', event.shiftKey ? 'Shift+' : '',
    event.key === 'Delete' ? 'Del' : event.key.toUpperCase()].join('');

  return {
    update,
    ask,
    /** A key in the tree, on `node`; whether it was one of these. */
    onKey(event, node) {
      if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
        invoke('select', node);
        bar.querySelector('button')?.focus();
        return true;
      }
      if (event.altKey || (event.key.length > 1 && event.key !== 'Delete')) return false;
      const wanted = written(event);
      const onRun = known.run.find((action) => action.key === wanted);
      if (!onRun && known.node?.id !== node) invoke('select', node);
      const onNode = known.node?.id === node && known.node.actions.find((action) => action.key === wanted);
      if (!onRun && !onNode) return false;
      take(onRun || onNode, onRun ? undefined : node);
      return true;
    },
  };
}
