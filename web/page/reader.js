// The panel for the keyboard: it scrolls as what it stands for, a text; what can be folded or copied is in the toolbar.
import { activeElement, byId } from './elements.js';

const KEYS = ['read_up', 'read_down', 'read_page_up', 'read_page_down', 'read_first', 'read_last', 'previous_tab', 'next_tab',
  'fold_reasoning', 'fold_details', 'fold_prompt', 'copy_text'];

/** @param {Moa.Invoke} invoke @param {import('./keys.js').Keys} keys @param {import('./mirror.js').Actions} actions */
export function createReader(invoke, keys, actions) {
  const reader = byId('reader');
  const toTree = () => {
    const item = /** @type {HTMLElement | null} */ (document.querySelector('#moa-tree [tabindex="0"]'));
    if (!item?.dataset.rect) return false;
    item.focus({ preventScroll: true });
    return true;
  };

  reader.addEventListener('keydown', (event) => {
    const name = KEYS.find((one) => keys.is(event, one));
    if (name) invoke('read', name);
    else if (!keys.is(event, 'leave_panel') || !toTree()) return;
    event.preventDefault();
  });
  keys.on('next_area', () => {
    const now = activeElement();
    const typing = byId('composer').contains(now);
    if (typing && toTree()) return;
    if (reader.hidden || now === reader) byId('question').focus();
    else reader.focus({ preventScroll: true });
  });

  return {
    /** @param {Moa.Reading} reading */
    update({ rect: [x, y, width, height], tab, percent, acts }) {
      reader.hidden = width <= 0;
      Object.assign(reader.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
      reader.setAttribute('aria-valuenow', String(percent));
      reader.setAttribute('aria-valuetext', `${tab}, ${percent} %`);
      actions.read(acts);
    },
  };
}
