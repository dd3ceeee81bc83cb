// The canvas as text: a tree of agents and the answer, for screen readers, search and tests. Text is only ever set as text.
import { createDocument } from './document.js';
import { byId, made, setText, targetOf } from './elements.js';
import { createInspector } from './inspector.js';

/** Characters of the blocks that long texts are kept in: the first is laid out, the others stand below the mirror's window
 *  (style.css). */
const FIRST_BLOCK = 1024;
const BLOCK = 4096;

/** @param {HTMLElement} element @param {string} text */
function appendText(element, text) {
  let rest = text;
  while (rest) {
    let block = /** @type {HTMLElement | null} */ (element.lastElementChild);
    if (!block || block.dataset.ended) {
      block = made('span', block ? 'far' : '');
      block.dataset.length = '0';
      element.append(block);
    }
    const length = block === element.firstElementChild ? FIRST_BLOCK : BLOCK;
    const room = length - Number(block.dataset.length);
    // Best behind a line, in a long line between two characters.
    const line = rest.length > room ? rest.indexOf('\n', Math.max(0, room)) + 1 : 0;
    let end = line > 0 && line < room + length ? line : Math.min(rest.length, room + length);
    if (end < rest.length && /[\uD800-\uDBFF]/.test(rest[end - 1])) ++end;
    const part = rest.slice(0, end);
    block.append(part);
    block.dataset.length = String(Number(block.dataset.length) + part.length);
    if (line === end || part.length >= room + length) block.dataset.ended = 'yes';
    rest = rest.slice(part.length);
  }
}

/** @param {HTMLElement} element @param {Moa.TextChange} change */
function applyText(element, change) {
  if (change.text !== undefined) {
    element.textContent = '';
    appendText(element, change.text);
  } else if (change.append !== undefined) {
    appendText(element, change.append);
  }
}

/** @typedef {ReturnType<typeof import('./actions.js').createActions>} Actions */
/** @param {Moa.Invoke} invoke @param {Actions} actions @param {import('./keys.js').Keys} keys */
export function createMirror(invoke, actions, keys) {
  const tree = byId('moa-tree');
  const answer = byId('moa-answer');
  const ring = document.createElement('div');
  ring.id = 'ring';
  ring.hidden = true;
  document.querySelector('main')?.append(ring);
  let items = /** @type {Map<string, HTMLElement>} */ (new Map());
  let focused = '';

  /** Shows on the canvas where the keyboard is. */
  function placeRing() {
    const item = items.get(focused);
    const rect = item === document.activeElement && item?.dataset.rect;
    ring.hidden = !rect;
    if (!rect) return;
    const [x, y, width, height] = rect.split(',').map(Number);
    Object.assign(ring.style, { left: `${x - 3}px`, top: `${y - 3}px`, width: `${width + 6}px`, height: `${height + 6}px` });
  }
  tree.addEventListener('focusin', (event) => {
    // The focus may have come by other ways than the arrow keys.
    const id = targetOf(event).dataset.node;
    if (id && id !== focused) {
      items.get(focused)?.setAttribute('tabindex', '-1');
      focused = id;
      targetOf(event).tabIndex = 0;
    }
    placeRing();
  });
  tree.addEventListener('focusout', () => {
    ring.hidden = true;
  });

  function build(/** @type {number[]} */ layers) {
    tree.textContent = '';
    items = new Map();
    layers.forEach((size, layer) => {
      for (let index = 1; index <= size; ++index) {
        const id = `${layer + 1}.${index}`;
        const item = document.createElement('div');
        item.setAttribute('role', 'treeitem');
        item.setAttribute('aria-level', String(layer + 1));
        item.setAttribute('aria-posinset', String(index));
        item.setAttribute('aria-setsize', String(size));
        item.tabIndex = items.size === 0 ? 0 : -1;
        item.dataset.node = id;
        items.set(id, item);
        tree.append(item);
      }
    });
    focused = items.keys().next().value ?? '';
  }

  /** @param {HTMLElement} item @param {Moa.NodeFacts} node */
  function describe(item, node) {
    item.dataset.state = node.state;
    item.dataset.model = node.model;
    item.dataset.attempt = String(node.attempt);
    item.dataset.error = node.error;
    item.dataset.finish = node.finish;
    item.dataset.provider = node.provider;
    item.dataset.marks = node.marks;
    if (node.rect) item.dataset.rect = node.rect.join(',');
    else delete item.dataset.rect;
    item.setAttribute('aria-selected', String(node.selected));
    const parts = [`${item.dataset.node} ${node.label}`, node.provider, node.word, node.marks, node.note].filter(Boolean);
    item.setAttribute('aria-label', parts.join(', '));
    if (item.dataset.node === focused) placeRing();
  }

  function focusItem(/** @type {string} */ id) {
    const item = items.get(id);
    if (!item) return;
    items.get(focused)?.setAttribute('tabindex', '-1');
    focused = id;
    item.tabIndex = 0;
    item.focus({ preventScroll: true });
  }

  /** Up and down within the list, left and right between layers. @param {KeyboardEvent} event */
  function neighbour(event) {
    const ids = [...items.keys()];
    const at = ids.indexOf(focused);
    const [layer, index] = focused.split('.').map(Number);
    const inLayer = (/** @type {number} */ number) => ids.filter((id) => Number(id.split('.')[0]) === number);
    const is = (/** @type {string} */ name) => keys.is(event, name);
    if (is('walk_down')) return ids[at + 1];
    if (is('walk_up')) return ids[at - 1];
    if (is('walk_first')) return ids[0];
    if (is('walk_last')) return ids[ids.length - 1];
    if (!is('walk_right') && !is('walk_left')) return undefined;
    const next = inLayer(layer + (is('walk_right') ? 1 : -1));
    return next[Math.min(index, next.length) - 1];
  }

  tree.addEventListener('keydown', (event) => {
    if (actions.onKey(event, focused)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (keys.is(event, 'open_node') || keys.is(event, 'leave_node')) {
      event.preventDefault();
      invoke('select', keys.is(event, 'open_node') ? focused : null);
    } else {
      const next = neighbour(event);
      if (!next) return;
      event.preventDefault();
      focusItem(next);
    }
  });
  tree.addEventListener('click', (event) => {
    const item = /** @type {HTMLElement | null} */ (targetOf(event).closest('[data-node]'));
    const id = item?.dataset.node;
    if (!id) return;
    focusItem(id);
    invoke('select', id);
  });

  const openLink = (/** @type {string} */ address) => invoke('screen', { do: 'link', value: address });
  const text = createDocument(answer, openLink);
  const inspect = createInspector(openLink);

  /** The other turns of the conversation: what was asked and answered. @param {Moa.Turn[]} turns */
  function tellTurns(turns) {
    byId('moa-turns').replaceChildren(...turns.flatMap(({ turn, question, answer: its, shown }) => {
      const head = made('h3', '', question);
      head.dataset.turn = String(turn);
      if (shown) head.setAttribute('aria-current', 'true');
      const text = made('div', 'turn-answer');
      createDocument(text, openLink, 3).update({ from: 0, segments: [its] });
      return shown ? [head] : [head, text];
    }));
  }

  function update(/** @type {Moa.Changed} */ changed) {
    if (changed.turns) tellTurns(changed.turns);
    if (changed.layers) build(changed.layers);
    for (const node of changed.nodes || []) {
      const item = items.get(node.id);
      if (!item) continue;
      if (node.state !== undefined) describe(item, node);
      applyText(item, node);
    }
    if (changed.answer) text.update(changed.answer);
    if (changed.inspected !== undefined) inspect(changed.inspected);
    if (changed.controls) {
      const { status, sentence, banner, remarks } = changed.controls;
      answer.setAttribute('aria-busy', String(status === 'running'));
      answer.dataset.status = status;
      setText(byId('moa-status'), sentence);
      setText(byId('moa-banner'), [banner, remarks].filter(Boolean).join(' '));
    }
  }

  return { update };
}
