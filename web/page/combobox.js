// A field for a model, with its provider's list to choose from, after the ARIA pattern of the editable combobox: what is typed
// narrows the list, arrow keys walk through it, Enter takes the choice, Escape closes the list and nothing else. Anything may
// be typed.
let number = 0;

/** A model as one line of the list. */
function fill(item, { id, facts, usable }) {
  const made = (className, text) => Object.assign(document.createElement('span'), { className, textContent: text });
  item.classList.toggle('unusable', !usable);
  item.append(made('choice-id', id), made('choice-facts', facts));
}

/** One list for all fields of a dialog: only one is open at a time. `search(input, words)` gives { choices, note }, each choice
 *  with `id`, `facts` and whether it is `usable`; `unfold(input)` is called when a field's list opens. */
export function createModelList(host, { search, unfold }) {
  const box = document.createElement('div');
  const list = document.createElement('ul');
  const note = document.createElement('p');
  box.className = 'choices';
  box.hidden = true;
  list.setAttribute('role', 'listbox');
  list.id = `${host.id}-choices`;
  list.setAttribute('aria-label', 'Models of the provider');
  note.className = 'choices-note';
  box.append(list, note);
  host.append(box);
  box.addEventListener('mousedown', (event) => event.preventDefault()); // the field keeps the focus

  let field = null; // whose list is open
  let words = '';
  let options = [];
  let active = -1;

  function show(index) {
    active = index;
    Array.from(list.children, (item, i) => item.setAttribute('aria-selected', String(i === index)));
    const item = list.children[index];
    if (item) {
      field.setAttribute('aria-activedescendant', item.id);
      item.scrollIntoView({ block: 'nearest' });
    } else {
      field.removeAttribute('aria-activedescendant');
    }
  }

  function place() {
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
    const found = search(field, words);
    options = found.choices ?? [];
    list.replaceChildren(...options.map((option, i) => {
      const item = document.createElement('li');
      item.id = `${list.id}-${i}`;
      item.setAttribute('role', 'option');
      fill(item, option);
      item.addEventListener('click', () => take(option));
      return item;
    }));
    note.textContent = found.note;
    note.hidden = !found.note;
    list.hidden = options.length === 0;
    show(-1);
  }

  function open(input, query) {
    field = input;
    words = query;
    box.hidden = false;
    field.setAttribute('aria-expanded', 'true');
    unfold(field);
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

  function take(option) {
    const input = field;
    close();
    input.value = option.id;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function step(input, by) {
    if (field !== input) open(input, '');
    if (options.length === 0) return;
    const next = active < 0 && by < 0 ? options.length - 1 : active + by;
    show((next + options.length) % options.length);
  }

  function onKey(event) {
    const input = event.currentTarget;
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
    if (field && !box.contains(event.target)) place();
  }, true);
  addEventListener('resize', () => field && place());

  return {
    /** Makes `input` such a field. */
    attach(input) {
      input.id ||= `choice-field-${++number}`;
      for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
        'aria-controls': list.id, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' })) input.setAttribute(name, value);
      input.addEventListener('input', () => open(input, input.value));
      input.addEventListener('keydown', onKey);
      input.addEventListener('click', () => field !== input && open(input, ''));
      input.addEventListener('blur', close);
    },
    /** The list has changed: what is open is filled anew. */
    refresh() {
      if (!field) return;
      const kept = options[active]?.id;
      render();
      const again = options.findIndex((option) => option.id === kept);
      if (again >= 0) show(again);
    },
    close,
  };
}
