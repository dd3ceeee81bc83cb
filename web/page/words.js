// Words of the controls around the screens, as the program has them: `data-words` names those of an element, with a colon and an
// attribute where they are not its text.
export function createWords(/** @type {Moa.Invoke} */ invoke) {
  const words = invoke('words');
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-words]'))) {
    for (const part of (element.dataset.words ?? '').split(' ')) {
      const [name, attribute] = part.split(':');
      if (attribute) element.setAttribute(attribute, words[name]);
      else element.textContent = words[name];
    }
  }
  return words;
}
