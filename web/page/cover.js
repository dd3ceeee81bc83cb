// What covers the page while it loads, and when it cannot go on.
import { byId } from './elements.js';

const box = byId('cover');
const text = byId('cover-text');
const bar = byId('cover-progress', HTMLProgressElement);
const reload = byId('cover-reload');
const slow = setTimeout(() => {
  text.textContent = 'Still loading. A slow connection needs a moment.';
}, 5000);

// It says that no script has started.
byId('cover-late').remove();
reload.addEventListener('click', () => location.reload());

export const cover = {
  /** `share` of the program that has arrived, 0 to 1. @param {number} share */
  progress(share) {
    bar.value = share;
  },
  hide() {
    clearTimeout(slow);
    box.hidden = true;
  },
  /** @param {string} message */
  fail(message, canReload = true) {
    clearTimeout(slow);
    box.hidden = false;
    box.classList.add('failed');
    box.setAttribute('role', 'alert');
    text.textContent = message;
    bar.hidden = true;
    reload.hidden = !canReload;
    if (canReload) reload.focus();
  },
};
