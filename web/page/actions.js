// What can be done to the run and to the chosen node: buttons that show themselves to the keyboard, and keys in the tree.
import { activeElement, byId, made, madeButton, targetOf } from './elements.js';
import { inField, written } from './keys.js';

/** Opens the screen that the act names, or does it in the conversation; whether it opened none. @param {Moa.Invoke} invoke @param {string} act */
export function takeAct(invoke, act) {
  const opens = act.startsWith('screen ');
  if (opens) invoke('screen', { do: 'open', name: act.slice('screen '.length) });
  else invoke('conversation', act);
  return !opens;
}

/** @param {Moa.Invoke} invoke @param {import('./keys.js').Keys} keys */
export function createActions(invoke, keys) {
  const bar = byId('actions');
  let known = /** @type {Moa.Actions | null} */ (null);
  let acts = /** @type {Moa.ReadingAct[]} */ ([]);
  let shown = '';

  /** @param {Moa.Action} action @param {string} [node] */
  function take(action, node) {
    if (action.node) return invoke('screen', { do: 'ask', node: action.node, name: action.name });
    invoke('act', node ? { node, name: action.name } : { name: action.name });
  }

  /** @param {Moa.Action} action @param {string} [node] @param {string} [context] */
  function button(action, node, context) {
    const one = madeButton('', action.label, () => take(action, node));
    if (context) one.setAttribute('aria-label', `${action.label} (${context})`);
    if (action.key) one.setAttribute('aria-keyshortcuts', action.key.replace('Ctrl', 'Control').replace('Del', 'Delete'));
    if (action.price) one.title = action.price;
    one.dataset.action = action.name;
    return one;
  }

  /** @param {Moa.Button} button */
  function turnButton({ name, label, role, description, impossible }) {
    const one = madeButton(role === 'primary' ? role : '', label, () => takeAct(invoke, name));
    if (description) one.setAttribute('aria-label', description);
    one.disabled = Boolean(impossible);
    one.dataset.action = name;
    return one;
  }

  // Undo and redo hold wherever the keyboard is, but where it changes a text.
  document.addEventListener('keydown', (event) => {
    const action = event.defaultPrevented || document.querySelector('dialog[open]') || inField(targetOf(event)) ? undefined
      : known?.run.find(({ key }) => key.startsWith('Ctrl+') && key === written(event));
    if (!action) return;
    event.preventDefault();
    take(action);
  });

  /** The spend cap; nothing where no model is called. @param {Moa.Actions} actions */
  function capChoice({ cap, caps }) {
    if (!caps.length) return [];
    const choice = document.createElement('select');
    choice.dataset.action = 'cap';
    choice.setAttribute('aria-label', 'Spend cap: a layer that would exceed it does not start');
    choice.append(...caps.map(([usd, label]) => new Option(label, String(usd), false, usd === cap)));
    choice.addEventListener('change', () => invoke('cap', Number(choice.value)));
    return [choice];
  }

  /** @param {Moa.ReadingAct} act */
  function readingButton({ name, label, key, open }) {
    const one = madeButton('', label, () => invoke('read', name));
    if (open !== undefined) one.setAttribute('aria-expanded', String(open));
    one.title = key;
    one.dataset.action = name;
    return one;
  }

  function update(/** @type {Moa.Actions} */ actions) {
    known = actions;
    const now = JSON.stringify([actions, acts]);
    if (now === shown) return;
    shown = now;
    const kept = bar.contains(activeElement()) ? activeElement()?.dataset.action : '';
    const words = made('p', actions.stale ? 'stale' : '', actions.words);
    words.id = 'actions-words';
    const { id, label, actions: onNode } = actions.node ?? { id: '', label: '', actions: [] };
    bar.replaceChildren(words, ...capChoice(actions), ...actions.run.map((action) => button(action)),
      ...onNode.map((action) => button(action, id, `${id} ${label}`)), ...actions.turn.map(turnButton), ...acts.map(readingButton));
    bar.hidden = bar.children.length < 2 && !actions.words;
    const again = /** @type {HTMLElement | null} */ (bar.querySelector(`[data-action="${kept}"]`));
    if (kept) (again ?? bar.querySelector('button'))?.focus();
  }

  return {
    update,
    /** What can be done to the text in the panel. @param {Moa.ReadingAct[]} now */
    read(now) {
      acts = now;
      if (known) update(known);
    },
    /** A key in the tree, on `node`; whether it was one of these. @param {KeyboardEvent} event @param {string} node */
    onKey(event, node) {
      if (keys.is(event, 'node_menu')) {
        invoke('select', node);
        bar.querySelector('button')?.focus();
        return true;
      }
      if (event.altKey || (event.key.length > 1 && event.key !== 'Delete')) return false;
      const wanted = written(event);
      const onRun = known?.run.find((action) => action.key === wanted);
      if (!onRun && known?.node?.id !== node) invoke('select', node);
      const onNode = known?.node?.id === node && known.node.actions.find((action) => action.key === wanted);
      if (onRun) take(onRun);
      else if (onNode) take(onNode, node);
      return Boolean(onRun || onNode);
    },
  };
}
