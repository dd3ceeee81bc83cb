// Texts on a screen: the passages of an answer, with what is marked in them, and the notes of an item.
import { made } from './elements.js';

const told = /** @type {WeakMap<HTMLElement, string>} */ (new WeakMap());

/** @param {Moa.Passage['stretches'][number]} stretch */
export const stretchOf = ({ words, marked }) => (marked ? made('mark', '', words) : words);

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

export function tonedText(/** @type {Moa.Note} */ { words, tone, aside }) {
  const part = made('span', aside ? 'aside' : '', words);
  part.dataset.tone = tone;
  return part;
}

/** @param {HTMLElement} element @param {Moa.Note[]} notes */
export function showNotes(element, notes) {
  const lines = /** @type {HTMLElement[]} */ ([]);
  for (const note of notes) {
    if (!note.aside || lines.length === 0) lines.push(document.createElement('p'));
    lines.at(-1)?.append(tonedText(note));
  }
  element.replaceChildren(...lines);
}
