// Copy, cut and paste on the canvas, inside the browser's own events, and copying by a button, which it allows after a click.
import { createDocument } from './document.js';
import { made } from './elements.js';

/** @type {Moa.Page['writeClipboard']} */
export function writeClipboard(text) {
  // Refused outside of a user's action: the copy shortcut works all the same.
  navigator.clipboard?.writeText(text).catch(() => {});
}

/** @type {Moa.Page['copyMarkdown']} */
export function copyMarkdown(text, blocks) {
  if (!window.ClipboardItem || blocks.length === 0) return writeClipboard(text);
  const box = made('div');
  createDocument(box, () => {}, 0).update({ from: 0, segments: [blocks] });
  const part = (/** @type {string} */ type, /** @type {string} */ its) => ({ [type]: new Blob([its], { type }) });
  const item = new ClipboardItem({ ...part('text/plain', text), ...part('text/html', box.innerHTML) });
  navigator.clipboard?.write([item]).catch(() => writeClipboard(text));
}

/** @param {Moa.Invoke} invoke @param {HTMLElement} canvas */
export function watchClipboard(invoke, canvas) {
  const onCanvas = () => document.activeElement === canvas;
  for (const kind of /** @type {const} */ (['copy', 'cut'])) {
    document.addEventListener(kind, (event) => {
      if (!onCanvas()) return;
      const text = invoke('copy', kind);
      if (typeof text !== 'string' || text === '') return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    });
  }
  document.addEventListener('paste', (event) => {
    if (!onCanvas()) return;
    invoke('paste', event.clipboardData?.getData('text/plain'));
    event.preventDefault();
  });
}
