// The form of the recipe, a layer or an agent, made from the program's list of fields. Only what has changed is touched: the
// field somebody types in stays as it is.
import { createModelList } from './model_list.js';

function made(name, className, text = '') {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** `set(path, text)` is called as somebody types. */
export function createForm(host, dialog, { invoke, set }) {
  const open = new Set(); // sections that somebody has unfolded, by title
  let fields = new Map();
  let sections = [];
  let shape = '';
  let modelField = null; // whose list is open
  let choices = null;

  const list = () => createModelList(invoke, dialog, () => fields.get(modelField)?.field.setup);

  function control(field) {
    if (field.control === 'area') {
      const area = made('textarea', '');
      area.rows = 4;
      return area;
    }
    if (field.control === 'choice') return made('select', '');
    const input = made('input', field.control === 'model' ? 'model-id' : '');
    input.type = field.control === 'toggle' ? 'checkbox' : 'text';
    input.autocomplete = 'off';
    if (field.control === 'number' && field.typed !== 'time') input.inputMode = 'decimal';
    return input;
  }

  function createField(field) {
    const box = made('div', `field editor-field ${field.control}`);
    const label = made('label', '', field.label);
    const input = control(field);
    const help = made('p', 'note');
    const error = made('p', 'editor-error');
    const id = `editor-${field.path.replace(/[^a-z0-9_]+/g, '-')}`;
    Object.assign(input, { id, spellcheck: field.control === 'area' });
    label.htmlFor = id;
    help.id = `${id}-help`;
    error.id = `${id}-error`;
    input.setAttribute('aria-describedby', `${help.id} ${error.id}`);
    const line = made('div', 'editor-line');
    line.append(input);
    if (field.unit) line.append(made('span', 'editor-unit', field.unit));
    if (field.control === 'toggle') box.append(input, label, help, error);
    else box.append(label, line, help, error);
    const tell = () => set(field.path, field.control === 'toggle' ? String(input.checked) : input.value);
    input.addEventListener('input', tell);
    input.addEventListener('change', tell);
    if (field.control === 'model') {
      choices ??= list();
      choices.attach(input);
      input.addEventListener('focus', () => { modelField = field.path; });
    }
    return { box, input, help, error, field };
  }

  function show(one, field) {
    one.field = field;
    const { input } = one;
    if (field.choices) {
      const now = JSON.stringify(field.choices);
      if (one.choices !== now) input.replaceChildren(...field.choices.map(([value, words]) => new Option(words, value)));
      one.choices = now;
    }
    if (field.control === 'toggle') input.checked = field.value === 'true';
    else if (document.activeElement !== input || input.tagName === 'SELECT') input.value = field.value;
    if (input.placeholder !== undefined) input.placeholder = field.unset;
    setText(one.help, field.help);
    setText(one.error, field.error);
    if (field.error) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }

  function createSection(section) {
    const grid = made('div', 'editor-grid');
    for (const field of section.fields) {
      const one = createField(field);
      fields.set(field.path, one);
      grid.append(one.box);
    }
    if (!section.title) return { box: grid, summary: null };
    const box = made('details', 'editor-section');
    const head = made('summary', '');
    const summary = made('span', 'editor-summary');
    head.append(made('span', 'editor-section-title', section.title), summary);
    box.append(head, grid);
    box.open = open.has(section.title);
    box.addEventListener('toggle', () => (box.open ? open.add(section.title) : open.delete(section.title)));
    return { box, summary };
  }

  return {
    update(state) {
      const now = JSON.stringify(state.sections.map((section) => [section.title, ...section.fields.map((field) => field.path)]));
      if (now !== shape) {
        shape = now;
        fields = new Map();
        choices?.close();
        sections = state.sections.map(createSection);
        host.replaceChildren(...sections.map((one) => one.box));
        host.scrollTop = 0;
      }
      state.sections.forEach((section, i) => {
        for (const field of section.fields) show(fields.get(field.path), field);
        const { box, summary } = sections[i];
        if (!summary) return;
        setText(summary, section.summary);
        box.classList.toggle('faulty', section.faulty);
      });
      choices?.refresh();
    },
    /** Brings the first field with an error into sight. */
    showFault() {
      const faulty = [...fields.values()].find((one) => one.field.error);
      const section = faulty?.box.closest('details');
      if (section) section.open = true;
      faulty?.input.focus();
      return Boolean(faulty);
    },
    close: () => choices?.close(),
  };
}
