// The passages of a text, with what is marked in them.
import { made } from './elements.js';

const told = /** @type {WeakMap<HTMLElement, string>} */ (new WeakMap());

/** @param {Moa.Passage['stretches'][number]} stretch */
const stretchOf = ({ words, marked }) => (marked ? made('mark', '', words) : words);

/** @param {HTMLElement} host @param {Moa.Item} item */
export function showPassages(host, { label, passages = [] }) {
  host.setAttribute('aria-label', label);
  const now = JSON.stringify(passages);
  if (told.get(host) === now) return;
  told.set(host, now);
  host.replaceChildren(...passages.map(({ kind, stretches }) => {
    const passage = made(kind === 'code' ? 'pre' : 'p', kind);
    passage.append(...stretches.map(stretchOf));
    return passage;
  }));
}
