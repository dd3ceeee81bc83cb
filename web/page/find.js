// Find in text: the field over the panel's top, where the view left room for it. The view marks what is found.
import { activeElement, byId, setText } from './elements.js';

/** @param {Moa.Invoke} invoke @param {import('./keys.js').Keys} keys */
export function createFind(invoke, keys) {
  const bar = byId('find');
  const words = byId('find-words', HTMLInputElement);
  const result = byId('find-result');
  let before = /** @type {HTMLElement | null} */ (null); // what had the focus when it opened

  function open() {
    if (!bar.contains(document.activeElement)) before = activeElement();
    bar.hidden = false;
    invoke('find', { open: true });
    words.focus();
    words.select();
  }

  function close() {
    bar.hidden = true;
    invoke('find', { open: false });
    before?.focus();
    before = null;
  }

  const step = (/** @type {boolean} */ forward) => invoke('find', { step: forward ? 1 : -1 });

  words.addEventListener('input', () => invoke('find', { words: words.value }));
  bar.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const next = keys.is(event, 'found_next');
    if (keys.is(event, 'find_close')) close();
    else if (event.target === words && (next || keys.is(event, 'found_previous'))) step(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  bar.addEventListener('submit', (event) => event.preventDefault());
  byId('find-next').addEventListener('click', () => step(true));
  byId('find-previous').addEventListener('click', () => step(false));
  byId('find-close').addEventListener('click', close);

  // In a page of text the browser's own search finds everything.
  if (!document.body.classList.contains('as-text')) keys.on('find', open);
  for (const forward of [true, false]) {
    keys.on(forward ? 'find_next' : 'find_previous', () => (bar.hidden || !words.value ? open() : step(forward)));
  }

  return {
    /** @param {NonNullable<Moa.Changed['find']>} now */
    update({ open: isOpen, rect: [x, y, width, height], result: told }) {
      if (!isOpen && !bar.hidden) close();
      setText(result, told);
      if (height > 0) Object.assign(bar.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
    },
  };
}
