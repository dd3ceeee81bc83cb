// Lines above the question: about keeping (what is not kept and why, or that a conversation is open elsewhere), and about a newer
// version; each with what to do.
import { byId, madeButton } from './elements.js';

/** @typedef {[label: string, act: () => unknown]} Action */
const button = (/** @type {Action} */ [label, act]) => madeButton('quiet', label, act);

/** The line with this id. @param {string} id */
export function createNotice(id) {
  const box = byId(id);
  const words = byId(`${id}-words`);
  const buttons = byId(`${id}-buttons`);
  let dismissed = '';
  let shown = '';

  /** Empty text takes it away. What the user has put away does not come back by itself.
   *  @param {string} text @param {Action[]} [actions] */
  function show(text, actions = []) {
    if (text === shown || (text && text === dismissed)) return;
    shown = text;
    words.textContent = text;
    box.hidden = !text;
    buttons.replaceChildren(...actions.map(button), button(['Close', () => {
      dismissed = shown;
      show('');
    }]));
  }
  return show;
}

export const showKeeping = createNotice('keeping');
