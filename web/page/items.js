// The items of a screen as DOM, from the program's list of them. Only what has changed is touched: the field somebody types in
// stays as it is.
import { createModelList } from './combobox.js';
import { createButton, fillChoices, made, setText, showButtons } from './elements.js';
import { onMac } from './keys.js';
import { createOptions } from './options.js';
import { showNotes, showPassages, stretchOf, tonedText } from './passages.js';

/** An item in the DOM: what can have the keyboard, and how it is brought up to date.
 *  @typedef {{ box: HTMLElement, input?: HTMLElement, show(now: Moa.Item): void, item?: Moa.Item }} Shown */
/** A section of them. @typedef {{ shape: string, box: HTMLElement, summary?: HTMLElement, items: Map<string, Shown> }} Part */

/** @param {HTMLElement} host @param {HTMLElement} dialog @param {import('./screen.js').Acts} acts */
export function createItems(host, dialog, acts) {
  const unfolded = /** @type {Set<string>} */ (new Set()); // sections that somebody has unfolded, by title
  let sections = /** @type {Part[]} */ ([]); // as they stand in `host`
  /** @type {ReturnType<typeof createModelList> | undefined} */
  let list;

  const idOf = (/** @type {string} */ name) => `${acts.prefix}-${name.toLowerCase().replace(/[^a-z0-9_]+/g, '-')}`;
  const press = (/** @type {string} */ name) => () => acts.act(name, '');
  const newButton = (/** @type {Moa.Button} */ button) => createButton(button, idOf(button.name), press(button.name));
  const itemNamed = (/** @type {string} */ name) => sections.map((section) => section.items.get(name)).find(Boolean);

  /** @param {HTMLInputElement} input @param {Moa.Item} item */
  function attachList(input, item) {
    list ??= createModelList(dialog, {
      search: (field, words) => acts.search(field.name, words),
      unfold: (field) => acts.unfold(field.name),
    });
    input.name = item.name;
    input.classList.add('model-id');
    list.attach(input);
    // Several lines are several models.
    input.addEventListener('paste', (event) => {
      const text = event.clipboardData?.getData('text').trim() ?? '';
      if (!text.includes('\n')) return;
      event.preventDefault();
      acts.act(item.name, text);
    });
  }

  /** A text in one line or several. @param {Moa.Item} item */
  function textControl(item) {
    const input = document.createElement(item.kind === 'area' ? 'textarea' : 'input');
    if (input instanceof HTMLTextAreaElement) input.rows = item.tall ? 12 : 4;
    else input.type = item.kind === 'secret' ? 'password' : item.kind === 'search' ? 'search' : 'text';
    input.autocomplete = item.kind === 'secret' ? (item.fresh ? 'new-password' : 'current-password') : 'off';
    input.spellcheck = item.kind === 'area';
    if (item.kind === 'number') input.inputMode = 'decimal';
    if (item.kind === 'model' && input instanceof HTMLInputElement) attachList(input, item);
    const tell = () => acts.act(item.name, input.value);
    input.addEventListener('input', tell);
    /** @type {HTMLElement} */ (input).addEventListener('keydown', (event) => {
      const enter = itemNamed(item.name)?.item?.enter;
      if (event.key !== 'Enter' || event.ctrlKey || event.isComposing || !enter) return;
      event.preventDefault();
      acts.act(enter, '');
    });
    input.addEventListener('change', () => {
      tell();
      acts.commit(item.name);
    });
    return input;
  }

  function control(/** @type {Moa.Item} */ item) {
    if (item.kind === 'text' && !item.choices) return Object.assign(made('input'), { hidden: true });
    if (item.kind === 'choice' || item.kind === 'text') {
      const select = document.createElement('select');
      select.addEventListener('change', () => acts.act(item.name, select.value));
      return select;
    }
    if (item.kind === 'toggle') {
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.addEventListener('change', () => acts.act(item.name, box.checked ? 'true' : ''));
      return box;
    }
    return textControl(item);
  }

  /** @typedef {ReturnType<typeof createBelow>} Below */
  /** What stands below every item: what is known of it, what is wrong with it, what it is, and what can be done. */
  function createBelow(/** @type {Moa.Item} */ item) {
    const id = idOf(item.name || item.label);
    const below = {
      notes: made('div', 'item-notes'), error: made('p', 'item-error'), help: made('p', 'note item-help'),
      buttons: made('div', 'item-buttons'), told: '',
    };
    below.notes.id = `${id}-notes`;
    below.error.id = `${id}-error`;
    below.help.id = `${id}-help`;
    return below;
  }

  /** @param {Moa.Item} item @returns {Shown} */
  function createField(item) {
    const box = made('div', `field item ${item.kind}`);
    const input = control(item);
    const below = createBelow(item);
    input.id = idOf(item.name);
    input.setAttribute('aria-describedby', `${below.notes.id} ${below.help.id} ${below.error.id}`);
    const label = made('label', '', item.label);
    label.htmlFor = input.id;
    if (item.label_hidden) input.setAttribute('aria-label', item.label);
    else box.append(label);
    if (item.kind === 'toggle') {
      box.prepend(input);
    } else {
      const line = made('div', 'item-line');
      if (item.kind === 'secret') line.append(accountFor(item));
      line.append(input);
      if (item.unit) line.append(made('span', 'item-unit', item.unit));
      if (item.remove) showButtons(line.appendChild(made('span', 'item-remove')), [item.remove], newButton);
      box.append(line);
    }
    box.append(below.notes, below.error, below.help, below.buttons);
    const one = { box, input, ...below };
    if (item.kind !== 'text') return { box, input, show: (now) => showField(one, now) };
    const text = box.appendChild(made('div', 'passages'));
    Object.assign(text, { tabIndex: 0, role: 'region' });
    return {
      box, input,
      show(now) {
        showField(one, now);
        showPassages(text, now);
      },
    };
  }

  /** Whose secret it is, for password managers. @param {Moa.Item} item */
  function accountFor(item) {
    const account = made('input', 'sr account');
    Object.assign(account, { type: 'text', autocomplete: 'username', tabIndex: -1, value: item.account ?? '' });
    account.setAttribute('aria-hidden', 'true');
    return account;
  }

  /** @param {Moa.Item} item @returns {Shown} */
  function createAmount(item) {
    const box = made('div', 'field item');
    const label = made('label', '', item.label);
    const line = made('div', 'state-line');
    const input = Object.assign(document.createElement('input'), { type: 'range', id: idOf(item.name) });
    [input.min, input.max, input.step] = (item.range ?? [0, 0, 1]).map(String);
    const output = document.createElement('output');
    label.htmlFor = input.id;
    output.htmlFor.value = input.id;
    input.addEventListener('input', () => acts.act(item.name, input.value));
    line.append(input, output);
    box.append(label, line);
    return {
      box, input,
      show({ value = '', unit = '' }) {
        input.value = value;
        setText(output, `${value} ${unit}`.trim());
      },
    };
  }

  /** @param {Moa.Item} item @returns {Shown} */
  function createStateLine(item) {
    const box = made('div', 'state-line item');
    const words = made('p', '');
    words.id = `${idOf(item.name)}-state`;
    words.setAttribute('role', 'status');
    const input = createButton({ ...item, role: 'quiet' }, idOf(item.name), press(item.name));
    box.append(input, words);
    const sight = new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && press(item.name)());
    return {
      box, input,
      show({ label, notes: [note] = [], impossible, in_sight }) {
        sight.disconnect();
        if (in_sight) sight.observe(box);
        setText(words, note?.words ?? '');
        box.dataset.tone = note?.tone ?? '';
        setText(input, label);
        input.disabled = Boolean(impossible);
      },
    };
  }

  /** @param {Moa.Item} item @returns {Shown} */
  function createShortcut({ label, value = '' }) {
    const box = made('div', 'shortcut');
    box.append(made('dt', '', label), made('dd', '', onMac ? value.replaceAll('Ctrl', 'Cmd') : value));
    return { box, show() {} };
  }

  /** Pressing it opens what it names. @param {Moa.Item} item @returns {Shown} */
  function createRow(item) {
    const box = made('li', 'row');
    const input = createButton({ name: item.name, role: 'row-open' }, idOf(item.name), press(item.name));
    const label = made('span', 'row-label');
    const facts = made('span', 'row-facts');
    const found = made('span', 'row-found');
    const buttons = made('span', 'row-buttons');
    input.append(label, found, facts);
    box.append(input, buttons);
    let told = '';
    return {
      box, input,
      show(now) {
        const notes = now.notes ?? [];
        const telling = JSON.stringify([now.label, notes, now.passages]);
        if (telling !== told) {
          label.textContent = now.label;
          found.replaceChildren(...(now.passages?.[0].stretches ?? []).map(stretchOf));
          facts.replaceChildren(...notes.map(tonedText));
        }
        told = telling;
        input.setAttribute('aria-current', String(Boolean(now.current)));
        showButtons(buttons, now.buttons ?? [], newButton);
      },
    };
  }

  /** @param {Moa.Item} item @returns {Shown} */
  function createWords({ label }) {
    const box = made('div', 'words');
    const buttons = made('div', 'item-buttons');
    box.append(made('p', 'soft', label), buttons);
    return { box, show: (now) => showButtons(buttons, now.buttons ?? [], newButton) };
  }

  /** @param {Moa.Item} item @returns {Shown} */
  function createStatus(item) {
    const box = made('p', 'note');
    box.id = idOf(item.name);
    box.setAttribute('role', 'status');
    return { box, show: ({ label }) => setText(box, label) };
  }

  /** @param {Moa.Item} item @returns {Shown} */
  function create(item) {
    if (item.kind === 'row') return createRow(item);
    if (item.kind === 'status') return createStatus(item);
    if (item.kind === 'options') return createOptions(item, idOf(item.name), (value) => acts.act(item.name, value));
    if (item.kind === 'amount') return createAmount(item);
    if (item.kind === 'button') return createStateLine(item);
    if (item.kind === 'shortcut') return createShortcut(item);
    if (item.kind === 'words') return createWords(item);
    return createField(item);
  }

  /** @param {Below} one @param {Moa.Item} item */
  function showBelow(one, item) {
    showButtons(one.buttons, item.buttons ?? [], newButton);
    const now = JSON.stringify([item.notes, item.link, item.help]);
    if (now === one.told) return;
    one.told = now;
    showNotes(one.notes, item.notes ?? []);
    one.help.textContent = item.help ?? '';
    if (item.link) {
      const link = Object.assign(made('a', '', item.link.words), { href: item.link.url, target: '_blank', rel: 'noopener noreferrer' });
      one.help.append(one.help.textContent ? ' ' : '', link);
    }
  }

  /** @param {ReturnType<typeof control>} input @param {Moa.Item} item */
  function showValue(input, item) {
    if (item.kind === 'toggle' && 'checked' in input) input.checked = item.value === 'true';
    else if (item.kind === 'secret') {
      if (!item.filled) input.value = '';
    } else if (document.activeElement !== input || input.tagName === 'SELECT') input.value = item.value ?? '';
    if ('placeholder' in input) input.placeholder = item.placeholder ?? '';
  }

  /** @param {Below & { box: HTMLElement, input: ReturnType<typeof control> }} one @param {Moa.Item} item */
  function showField(one, item) {
    if (item.choices && one.input instanceof HTMLSelectElement) fillChoices(one.input, item.choices);
    showValue(one.input, item);
    const account = /** @type {HTMLInputElement | null} */ (one.box.querySelector('.account'));
    if (account) account.value = item.account ?? '';
    const label = one.box.querySelector('label');
    if (label) setText(label, item.label);
    setText(one.error, item.error ?? '');
    if (item.error) one.input.setAttribute('aria-invalid', 'true');
    else one.input.removeAttribute('aria-invalid');
    showBelow(one, item);
  }

  const keyOf = (/** @type {Moa.Item} */ item) => item.name || item.label;

  /** @param {Moa.Section} section @param {Part['items']} its */
  function createGrid(section, its) {
    const has = (/** @type {Moa.Item['kind']} */ kind) => section.items.some((item) => item.kind === kind);
    const grid = made(has('shortcut') ? 'dl' : has('row') ? 'ul' : 'div', 'items');
    for (const item of section.items) {
      const one = (item.kind === 'row' && itemNamed(item.name)) || create(item);
      its.set(keyOf(item), one);
      if (grid.tagName !== 'UL' || item.kind === 'row') grid.append(one.box);
      else grid.appendChild(made('li', 'row')).append(one.box); // a row that is being renamed
    }
    grid.classList.toggle('columns', Boolean(section.columns));
    if (section.help) grid.append(made('p', 'note', section.help));
    return grid;
  }

  /** @param {Moa.Section} section @param {string} shape @returns {Part} */
  function createSection(section, shape) {
    const its = /** @type {Part['items']} */ (new Map());
    const grid = createGrid(section, its);
    if (!section.title) return { shape, items: its, box: grid };
    if (section.summary === undefined) {
      const isShortcuts = grid.tagName === 'DL';
      const box = made(isShortcuts ? 'section' : 'fieldset', isShortcuts ? '' : 'field');
      box.append(made(isShortcuts ? 'h3' : 'legend', '', section.title), grid);
      return { shape, items: its, box };
    }
    const box = made('details', 'fold');
    const head = made('summary', '');
    const summary = made('span', 'fold-summary');
    head.append(made('span', 'fold-title', section.title), summary);
    box.append(head, grid);
    box.open = unfolded.has(section.title);
    box.addEventListener('toggle', () => (box.open ? unfolded.add(section.title) : unfolded.delete(section.title)));
    return { shape, items: its, box, summary };
  }

  /** @param {Moa.Section} section */
  const shapeOf = ({ title, help, items }) => JSON.stringify([title, help, ...items.map((item) => [item.kind, keyOf(item), Boolean(item.remove)])]);

  /** Makes anew the sections that are others now; the keyboard stays where it was, where that is still there. */
  function build(/** @type {Moa.Section[]} */ now) {
    const before = sections;
    const known = new Set(before.flatMap((section) => [...section.items.keys()]));
    const focused = before.flatMap((section) => [...section.items]).find(([, one]) => one.input && one.input === document.activeElement)?.[0];
    sections = now.map((section, i) => {
      const shape = shapeOf(section);
      if (before[i]?.shape === shape) return before[i];
      const made = createSection(section, shape);
      if (before[i]) before[i].box.replaceWith(made.box);
      else host.append(made.box);
      return made;
    });
    for (const gone of before.slice(now.length)) gone.box.remove();
    if (sections.every((section, i) => section === before[i])) return undefined;
    if (!sections.some((section) => [...section.items.keys()].some((key) => known.has(key)))) host.scrollTop = 0;
    return focused && itemNamed(focused)?.input !== document.activeElement ? focused : undefined;
  }

  /** Whether there is such an item to give the keyboard to; its section is unfolded. @param {string} name */
  function focus(name) {
    const input = itemNamed(name)?.input;
    const fold = input?.closest('details');
    if (fold) fold.open = true;
    input?.focus();
    return Boolean(input);
  }

  return {
    update(/** @type {Moa.Section[]} */ now) {
      const focused = build(now);
      now.forEach((section, i) => {
        const { items: its, box, summary } = sections[i];
        for (const item of section.items) {
          const one = its.get(keyOf(item));
          if (one) one.item = item;
          one?.show(item);
        }
        if (!summary) return;
        setText(summary, section.summary ?? '');
        box.classList.toggle('faulty', Boolean(section.faulty));
      });
      if (focused) focus(focused);
      list?.refresh();
    },
    focus,
    /** Brings the first item with an error into sight. */
    showFault() {
      const faulty = sections.flatMap((section) => [...section.items.values()]).find((one) => one.item?.error);
      const fold = faulty?.box.closest('details');
      if (fold) fold.open = true;
      faulty?.input?.focus();
      return Boolean(faulty);
    },
    close: () => list?.close(),
  };
}
