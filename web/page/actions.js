// What can be done to the run and to the chosen node: buttons that show themselves to the keyboard, and keys in the tree.
import { written } from './keys.js';

const get = (id) => document.getElementById(id);

export function createActions(invoke, keys) {
  const bar = get('actions');
  let known = { run: [], node: null, words: '', caps: [] };
  let shown = '';

  function take(action, node) {
    if (action.node) return invoke('screen', { do: 'ask', node: action.node, name: action.name });
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

  return {
    update,
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
