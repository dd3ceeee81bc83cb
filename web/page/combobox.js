// A field for a model, with its provider's list to choose from, after the ARIA pattern of the editable combobox: what is typed
// narrows the list, arrow keys walk through it, Enter takes the choice, Escape closes the list and nothing else. Anything may
// be typed.
import { made, targetOf } from './elements.js';

let number = 0;

/** @typedef {HTMLInputElement} Field */
/** One list for all fields of a dialog: only one is open at a time. `unfold` is called when a field's list opens.
 *  @param {HTMLElement} host
 *  @param {{ search(field: Field, words: string): Moa.ModelSearch, unfold(field: Field): void }} acts */
export function createModelList(host, { search, unfold }) {
  const box = made('div', 'choices');
  const list = document.createElement('ul');
  const note = made('p', 'choices-note');
  box.hidden = true;
  list.setAttribute('role', 'listbox');
  list.id = `${host.id}-choices`;
  list.setAttribute('aria-label', 'Models of the provider');
  box.append(list, note);
  host.append(box);
  box.addEventListener('mousedown', (event) => event.preventDefault()); // the field keeps the focus

  let field = /** @type {Field | null} */ (null); // whose list is open
  let words = '';
  let options = /** @type {Moa.ModelChoice[]} */ ([]);
  let active = -1;

  function show(/** @type {number} */ index) {
    active = index;
    Array.from(list.children, (item, i) => item.setAttribute('aria-selected', String(i === index)));
    const item = list.children[index];
    if (item) {
      field?.setAttribute('aria-activedescendant', item.id);
      item.scrollIntoView({ block: 'nearest' });
    } else {
      field?.removeAttribute('aria-activedescendant');
    }
  }

  function place() {
    if (!field) return;
    const at = field.getBoundingClientRect();
    const below = innerHeight - at.bottom - 16;
    const above = at.top - 16;
    const up = below < 220 && above > below;
    box.style.left = `${at.left}px`;
    box.style.width = `${at.width}px`;
    box.style.top = up ? 'auto' : `${at.bottom + 4}px`;
    box.style.bottom = up ? `${innerHeight - at.top + 4}px` : 'auto';
    box.style.maxHeight = `${Math.min(340, up ? above : below)}px`;
  }

  function render() {
    if (!field) return;
    const found = search(field, words);
    options = found.choices ?? [];
    list.replaceChildren(...options.map((option, i) => {
      const item = made('li', option.usable ? '' : 'unusable');
      item.id = `${list.id}-${i}`;
      item.setAttribute('role', 'option');
      item.append(made('span', 'choice-id', option.id), made('span', 'choice-facts', option.facts));
      item.addEventListener('click', () => take(option));
      return item;
    }));
    note.textContent = found.note ?? '';
    note.hidden = !found.note;
    list.hidden = options.length === 0;
    show(-1);
  }

  /** @param {Field} input @param {string} query */
  function open(input, query) {
    field = input;
    words = query;
    box.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    unfold(input);
    render();
    place();
  }

  function close() {
    if (!field) return;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
    field = null;
    box.hidden = true;
    list.replaceChildren();
  }

  function take(/** @type {Moa.ModelChoice} */ option) {
    const input = field;
    close();
    if (!input) return;
    input.value = option.id;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** @param {Field} input @param {number} by */
  function step(input, by) {
    if (field !== input) open(input, '');
    if (options.length === 0) return;
    const next = active < 0 && by < 0 ? options.length - 1 : active + by;
    show((next + options.length) % options.length);
  }

  function onKey(/** @type {KeyboardEvent} */ event) {
    const input = /** @type {Field} */ (event.currentTarget);
    const isOpen = field === input;
    if (event.key === 'ArrowDown') step(input, 1);
    else if (event.key === 'ArrowUp') step(input, -1);
    else if (event.key === 'Enter' && isOpen && active >= 0) take(options[active]);
    else if (event.key === 'Enter' && isOpen) close();
    else if (event.key === 'Escape' && isOpen) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The list stands still on the screen while the dialog is scrolled under it.
  host.addEventListener('scroll', (event) => {
    if (!box.contains(targetOf(event))) place();
  }, true);
  addEventListener('resize', place);

  return {
    /** Makes `input` such a field. @param {Field} input */
    attach(input) {
      input.id ||= `choice-field-${++number}`;
      for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
        'aria-controls': list.id, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' })) input.setAttribute(name, value);
      input.addEventListener('input', () => open(input, input.value));
      input.addEventListener('keydown', onKey);
      input.addEventListener('click', () => field !== input && open(input, ''));
      // Among others its list would lie over the field that is wanted next.
      const isAlone = () => input.form?.querySelectorAll('[role="combobox"]').length === 1;
      input.addEventListener('focus', () => input.value === '' && isAlone() && open(input, ''));
      input.addEventListener('blur', close);
    },
    /** The screen has changed: what is open is filled anew and follows its field, or goes with it. */
    refresh() {
      if (!field?.isConnected) return close();
      const kept = options[active]?.id;
      render();
      const again = options.findIndex((option) => option.id === kept);
      if (again >= 0) show(again);
      place();
    },
    close,
  };
}
