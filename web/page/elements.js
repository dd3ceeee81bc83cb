// Elements of screens: made once, and changed only where the program describes them otherwise.
export function made(name, className, text = '') {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

export const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

export function createButton({ name, label, role }, id, press) {
  const button = made('button', role === 'plain' ? '' : role, label);
  button.type = 'button';
  button.id = id;
  button.dataset.name = name;
  button.addEventListener('click', press);
  return button;
}

/** Choices of a select: [value, words, title of the group]. */
export function fillChoices(select, choices) {
  const told = JSON.stringify(choices);
  if (select.dataset.told === told) return;
  select.dataset.told = told;
  select.replaceChildren();
  let group;
  for (const [value, words, title] of choices) {
    if (title && group?.label !== title) {
      group = Object.assign(document.createElement('optgroup'), { label: title });
      select.append(group);
    }
    (title ? group : select).append(new Option(words, value));
  }
}

/** The buttons of `host` as the program describes them. One that stays keeps the keyboard. */
export function showButtons(host, now, create) {
  const names = now.map(({ name }) => name).join();
  if (host.dataset.names !== names) {
    host.dataset.names = names;
    host.replaceChildren(...now.map(create));
  }
  now.forEach(({ label, description, impossible, final }, i) => {
    const button = host.children[i];
    setText(button, label);
    if (description) button.setAttribute('aria-label', description);
    button.disabled = Boolean(impossible);
    button.classList.toggle('final', Boolean(final));
  });
}
