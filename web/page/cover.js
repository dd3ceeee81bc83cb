// What covers the page while it loads, and when it cannot go on.
import { byId } from './elements.js';

const box = byId('cover');
const text = byId('cover-text');
const bar = byId('cover-progress', HTMLProgressElement);
const button = byId('cover-button');
const slow = setTimeout(() => {
  text.textContent = 'Still loading. A slow connection needs a moment.';
}, 5000);

// It says that no script has started.
byId('cover-late').remove();
let act = () => location.reload();
button.addEventListener('click', () => act());

export const cover = {
  /** `share` of the program that has arrived, 0 to 1. @param {number} share */
  progress(share) {
    bar.value = share;
  },
  /** It loads after all. */
  wait() {
    box.classList.remove('failed');
    box.removeAttribute('role');
    text.textContent = 'Loading';
    bar.hidden = false;
    button.hidden = true;
  },
  hide() {
    clearTimeout(slow);
    box.hidden = true;
  },
  /** @param {string} message @param {string} [label] of the button that is the way out; empty for none @param {() => void} [press] */
  fail(message, label = 'Reload the page', press = act) {
    clearTimeout(slow);
    act = press;
    box.hidden = false;
    box.classList.add('failed');
    box.setAttribute('role', 'alert');
    text.textContent = message;
    bar.hidden = true;
    button.hidden = !label;
    button.textContent = label;
    if (label) button.focus();
  },
};
