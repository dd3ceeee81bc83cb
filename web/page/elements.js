// Elements of the page: found by id, or made once and changed only where the program describes them otherwise.

/** The element with this id, which is of this kind. @template {HTMLElement} T @param {string} id @param {new () => T} [kind] */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof (kind ?? HTMLElement))) throw new Error(`The page has no #${id} of the kind it should be`);
  return /** @type {T} */ (element);
}

/** What has the keyboard. */
export const activeElement = () => /** @type {HTMLElement | null} */ (document.activeElement);

/** What an event on the page's elements is about. @param {Event} event */
export const targetOf = (event) => /** @type {HTMLElement} */ (event.target);

/** @template {keyof HTMLElementTagNameMap} Name @param {Name} name */
export function made(name, className = '', text = '') {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

/** @param {HTMLElement} element @param {string} text */
export const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** @param {string} className @param {string | undefined} text @param {() => unknown} press */
export function madeButton(className, text, press) {
  const button = made('button', className, text);
  button.type = 'button';
  button.addEventListener('click', press);
  return button;
}

/** @param {{ name: string, label?: string, role: string }} button @param {string} id @param {() => unknown} press */
export function createButton({ name, label, role }, id, press) {
  const button = madeButton(role === 'plain' ? '' : role, label, press);
  button.id = id;
  button.dataset.name = name;
  return button;
}

/** @param {HTMLSelectElement} select @param {Moa.Choice[]} choices */
export function fillChoices(select, choices) {
  const told = JSON.stringify(choices);
  if (select.dataset.told === told) return;
  select.dataset.told = told;
  select.replaceChildren();
  /** @type {HTMLOptGroupElement | undefined} */
  let group;
  for (const [value, words, title] of choices) {
    if (title && group?.label !== title) {
      group = Object.assign(document.createElement('optgroup'), { label: title });
      select.append(group);
    }
    ((title && group) || select).append(new Option(words, value));
  }
}

/** The buttons of `host` as the program describes them. One that stays keeps the keyboard.
 *  @param {HTMLElement} host @param {Moa.Button[]} now @param {(button: Moa.Button) => HTMLButtonElement} create */
export function showButtons(host, now, create) {
  const names = now.map(({ name }) => name).join();
  if (host.dataset.names !== names) {
    host.dataset.names = names;
    host.replaceChildren(...now.map(create));
  }
  now.forEach(({ label, description, impossible, final }, i) => {
    const button = /** @type {HTMLButtonElement} */ (host.children[i]);
    setText(button, label);
    if (description) button.setAttribute('aria-label', description);
    button.disabled = Boolean(impossible);
    button.classList.toggle('final', Boolean(final));
  });
}
