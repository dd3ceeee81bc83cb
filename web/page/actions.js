// What can be done to the run and to the chosen node: buttons that show themselves to the keyboard, keys in the tree, and the
// dialog that asks for a new text or another model.
import { written } from './keys.js';
import { createModelList } from './model_list.js';

const get = (id) => document.getElementById(id);

export function createActions(invoke, keys) {
  const bar = get('actions');
  const dialog = get('node-dialog');
  const text = get('node-text');
  const model = get('node-model');
  let known = { run: [], node: null, words: '', caps: [] };
  let shown = '';
  let asked = null; // { node, name } of the action that the open dialog is for
  let askModel = false; // the dialog asks for a model, else for a text
  let setup = null; // where the node's provider is
  let choices = null;

  function take(action, node) {
    if (action.node) return ask(action.node, action.name);
    invoke('act', node ? { node, name: action.name } : { name: action.name });
  }

  function button(action, node, context) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = action.label;
    if (context) made.setAttribute('aria-label', `${action.label} (${context})`);
    if (action.key) made.setAttribute('aria-keyshortcuts', action.key.replace('Ctrl', 'Control').replace('Del', 'Delete'));
    if (action.price) made.title = action.price;
    made.dataset.action = action.name;
    made.addEventListener('click', () => take(action, node));
    return made;
  }

  /** The spend cap; nothing where no model is called. */
  function capChoice({ cap, caps }) {
    if (!caps.length) return [];
    const choice = document.createElement('select');
    choice.dataset.action = 'cap';
    choice.setAttribute('aria-label', 'Spend cap: a layer that would exceed it does not start');
    choice.append(...caps.map(([usd, label]) => new Option(label, usd, false, usd === cap)));
    choice.addEventListener('change', () => invoke('cap', Number(choice.value)));
    return [choice];
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
    words.classList.toggle('stale', actions.stale);
    bar.replaceChildren(words, ...capChoice(actions), ...actions.run.map((action) => button(action)),
      ...(actions.node?.actions ?? []).map((action) => button(action, actions.node.id, `${actions.node.id} ${actions.node.label}`)));
    bar.hidden = bar.children.length < 2 && !actions.words;
    if (kept) (bar.querySelector(`[data-action="${kept}"]`) ?? bar.querySelector('button'))?.focus();
  }

  /** Opens the dialog for what a node's action asks, from the canvas or from here. */
  function ask(node, name) {
    asked = { node, name };
    const question = invoke('question', asked);
    if (!question.title) return;
    askModel = question.model;
    setup = question.setup;
    choices ??= createModelList(invoke, dialog, () => setup);
    if (!model.hasAttribute('role')) choices.attach(model);
    get('node-title').textContent = question.title;
    get('node-text-field').hidden = askModel;
    get('node-model-field').hidden = !askModel;
    get('node-error').hidden = true;
    get('node-save').textContent = question.verb;
    text.value = askModel ? '' : question.text;
    model.value = '';
    showPrice();
    dialog.showModal();
    (askModel ? model : text).focus();
  }

  function showPrice() {
    const words = askModel ? invoke('question', { ...asked, answer: model.value.trim() }).price : '';
    get('node-price').textContent = words ? `Likely ${words}` : '';
  }

  model.addEventListener('input', showPrice);
  model.addEventListener('change', showPrice);
  get('node-cancel').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => choices?.close());
  text.addEventListener('keydown', (event) => {
    if (keys.is(event, 'accept')) save(event);
  });
  get('node-form').addEventListener('submit', save);
  function save(event) {
    event.preventDefault();
    const answer = askModel ? model.value.trim() : text.value;
    const error = askModel && !answer ? { message: 'Choose a model first.' } : invoke('act', { ...asked, answer }).error;
    get('node-error').hidden = !error;
    get('node-error').textContent = error?.message ?? '';
    if (!error) dialog.close();
  }

  return {
    update,
    ask,
    /** Lists of models have changed. */
    updateModels: () => choices?.refresh(),
    /** A key in the tree, on `node`; whether it was one of these. */
    onKey(event, node) {
      if (keys.is(event, 'node_menu')) {
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
