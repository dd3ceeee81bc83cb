// One of several choices, all of them in sight.
import { made } from './elements.js';

/** @param {Moa.Item} item @param {string} name of their group @param {(value: string) => void} choose
 *  @returns {import('./items.js').Shown} */
export function createOptions(item, name, choose) {
  const box = made('fieldset', 'field options item');
  const legend = made('legend', '', item.label);
  const createChoice = (/** @type {Moa.Choice} */ [value, words]) => {
    const label = document.createElement('label');
    const input = Object.assign(document.createElement('input'), { type: 'radio', name, value });
    input.addEventListener('change', () => choose(value));
    label.append(input, ` ${words}`);
    return { label, input };
  };
  let told = '';
  let choices = /** @type {ReturnType<typeof createChoice>[]} */ ([]);
  /** @type {import('./items.js').Shown} */
  const one = {
    box,
    show({ value, choices: now = [] }) {
      if (told !== JSON.stringify(now)) {
        told = JSON.stringify(now);
        const hadFocus = choices.some(({ input }) => input === document.activeElement);
        choices = now.map(createChoice);
        box.replaceChildren(legend, ...choices.map(({ label }) => label));
        one.input = choices[0]?.input;
        if (hadFocus) choices.find(({ input }) => input.value === value)?.input.focus();
      }
      for (const { input } of choices) input.checked = input.value === value;
    },
  };
  one.show(item);
  return one;
}
