// The chosen node as text: a region with its facts, its reasoning, the prompt that was sent and its answer.
import { createDocument } from './document.js';
import { byId, made, setText } from './elements.js';

/** @param {(address: string) => void} openLink */
export function createInspector(openLink) {
  const region = byId('moa-node');
  const reasoning = byId('moa-node-reasoning');
  const parts = {
    reasoning: createDocument(reasoning, openLink, 3),
    answer: createDocument(byId('moa-node-answer'), openLink, 3),
  };

  /** @param {Moa.Inspected | null} changed */
  return (changed) => {
    region.hidden = changed === null;
    if (!changed) return;
    if (changed.title !== undefined) setText(byId('moa-node-title'), changed.title);
    if (changed.facts) {
      byId('moa-node-facts').replaceChildren(...changed.facts.flatMap(([label, value]) => [made('dt', '', label), made('dd', '', value)]));
    }
    if (changed.prompt) {
      byId('moa-node-prompt').replaceChildren(...changed.prompt.flatMap(([role, text]) => [made('h4', '', role), made('p', '', text)]));
    }
    if (changed.reasoning) parts.reasoning.update(changed.reasoning);
    if (changed.answer) parts.answer.update(changed.answer);
    byId('moa-node-reasoning-title').hidden = reasoning.childElementCount === 0;
  };
}
