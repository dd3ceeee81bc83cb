// Every dialog that the program describes: setup, settings, shortcuts, and what a node's action has to ask.
import { activeElement, createButton, made, setText, showButtons } from './elements.js';
import { createItems } from './items.js';
import { inField, written } from './keys.js';

/** @typedef {ReturnType<typeof actsOf>} Acts */
/** What the user does on a screen; `prefix` begins the ids of its items. @param {Moa.Invoke} invoke @param {string} prefix */
export const actsOf = (invoke, prefix) => ({
  prefix,
  act: (/** @type {string} */ name, value = '') => invoke('screen', { do: 'act', name, value }),
  commit: (/** @type {string} */ name) => invoke('screen', { do: 'commit', name }),
  unfold: (/** @type {string} */ name) => invoke('screen', { do: 'unfold', name }),
  search: (/** @type {string} */ name, /** @type {string} */ value) => invoke('screen', { do: 'search', name, value }),
});

/** @param {Moa.Invoke} invoke @param {import('./keys.js').Keys} keys */
export function createScreens(invoke, keys) {
  /** @typedef {ReturnType<typeof create>} Open */
  let open = /** @type {Open | null} */ (null);
  let opener = /** @type {HTMLElement | null} */ (null); // what had the keyboard before

  const { act } = actsOf(invoke, '');
  const primary = () => open?.screen.buttons.find((button) => button.role === 'primary' && !button.impossible);

  function onKey(/** @type {KeyboardEvent} */ event) {
    const first = primary();
    const pressed = open?.screen.buttons.find((button) => button.shortcut === written(event) && !button.impossible);
    const row = /** @type {HTMLElement | null | undefined} */ (/** @type {Element} */ (event.target).closest('.row')?.querySelector('.row-open'));
    if (keys.is(event, 'accept') && first) act(first.name);
    else if (keys.is(event, 'rename') && row) act(`${row.dataset.name}`.replace('open', 'rename'));
    else if (pressed && !inField(event.target)) act(pressed.name);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the same keys ask the question when no dialog is open
  }

  function create(/** @type {Moa.Screen} */ screen) {
    const dialog = made('dialog', `screen ${screen.width}`);
    const form = document.createElement('form');
    const title = made('h2', '', screen.title);
    const intro = made('p', 'soft');
    const body = made('div', 'screen-items');
    const error = made('p', 'error');
    const buttons = made('div', 'actions');
    dialog.id = `${screen.name}-screen`;
    title.id = `${screen.name}-title`;
    error.id = `${screen.name}-error`;
    dialog.setAttribute('aria-labelledby', title.id);
    form.method = 'dialog';
    form.noValidate = true;
    error.setAttribute('role', 'alert');
    form.append(title, intro, body, error, buttons);
    dialog.append(form);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const first = primary();
      if (first) act(first.name);
    });
    dialog.addEventListener('keydown', onKey);
    dialog.addEventListener('cancel', (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      invoke('screen', { do: 'back' });
    });
    dialog.addEventListener('close', () => open?.dialog === dialog && invoke('screen', { do: 'close' }));
    const items = createItems(body, dialog, actsOf(invoke, screen.name));
    return { dialog, title, intro, error, buttons, items, screen: { ...screen, focus_turn: -1 } };
  }

  function newButton(/** @type {Moa.Button} */ button) {
    const submits = button.role === 'primary';
    const one = createButton(button, `${open?.screen.name}-${button.name}`, () => submits || act(button.name));
    if (submits) one.type = 'submit';
    if (button.shortcut) one.title = button.shortcut;
    return one;
  }

  /** @param {Open} one @param {Moa.Screen} screen */
  function show(one, screen) {
    const { dialog, title, intro, error, buttons, items, screen: before } = one;
    one.screen = screen;
    setText(title, screen.title);
    intro.textContent = screen.intro ?? '';
    intro.hidden = !screen.intro;
    items.update(screen.sections);
    showButtons(buttons, screen.buttons, newButton);
    if (error.textContent !== (screen.error ?? '')) {
      error.textContent = screen.error ?? '';
      if (screen.error) error.scrollIntoView({ block: 'nearest' });
    }
    error.hidden = !screen.error;
    if (!dialog.open) {
      dialog.showModal();
      dialog.scrollTop = 0; // the first button may be far down
    }
    if (!screen.focus || before.focus_turn === screen.focus_turn) return;
    const button = /** @type {HTMLElement | null} */ (buttons.querySelector(`[data-name="${screen.focus}"]`));
    if (!items.focus(screen.focus)) button?.focus({ preventScroll: true }); // it is always in sight, and what stands above it is read first
  }

  function close(/** @type {Open} */ { dialog, items }) {
    open = null;
    items.close();
    dialog.close();
    dialog.remove();
  }

  return {
    /** A dialog that the browser has closed is closed for the program, too, before another one opens: the browser tells later. */
    settle() {
      if (open && !open.dialog.open) invoke('screen', { do: 'close' });
    },
    /** `screen` as the program describes it; null where none is open any more. @param {Moa.Screen | null} screen */
    update(screen) {
      if (open && open.screen.name !== screen?.name) close(open);
      if (!screen) {
        if (document.activeElement === document.body) opener?.focus();
        opener = null;
        return;
      }
      if (!open) {
        opener ??= activeElement();
        open = create(screen);
        document.body.append(open.dialog);
      }
      show(open, screen);
    },
  };
}
