// A line above the question about keeping: what is not kept and why, or that a conversation is open elsewhere, with what to do.
import { byId, madeButton } from './elements.js';

const box = byId('keeping');
const words = byId('keeping-words');
const buttons = byId('keeping-buttons');
let dismissed = '';
let shown = '';

/** @typedef {[label: string, act: () => unknown]} Action */
const button = (/** @type {Action} */ [label, act]) => madeButton('quiet', label, act);

/** Empty text takes it away. What the user has put away does not come back by itself.
 *  @param {string} text @param {Action[]} [actions] */
export function showKeeping(text, actions = []) {
  if (text === shown || (text && text === dismissed)) return;
  shown = text;
  words.textContent = text;
  box.hidden = !text;
  buttons.replaceChildren(...actions.map(button), button(['Close', () => {
    dismissed = shown;
    showKeeping('');
  }]));
}
