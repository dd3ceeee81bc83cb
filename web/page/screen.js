// Every dialog that the program describes: setup, settings, shortcuts, and what a node's action has to ask.
import { createButton, made, setText, showButtons } from './elements.js';
import { createItems } from './items.js';
import { inField, written } from './keys.js';

/** What the user does on a screen; `prefix` begins the ids of its items. */
export const actsOf = (invoke, prefix) => ({
  prefix,
  act: (name, value = '') => invoke('screen', { do: 'act', name, value }),
  commit: (name) => invoke('screen', { do: 'commit', name }),
  unfold: (name) => invoke('screen', { do: 'unfold', name }),
  search: (name, value) => invoke('screen', { do: 'search', name, value }),
});

export function createScreens(invoke, keys) {
  let open = null; // { dialog, items, screen, ... } of the screen that is open
  let opener = null; // what had the keyboard before

  const { act } = actsOf(invoke, '');
  const primary = (screen) => screen.buttons.find((button) => button.role === 'primary' && !button.impossible);

  function onKey(event) {
    const pressed = open.screen.buttons.find((button) => button.shortcut === written(event) && !button.impossible);
    if (keys.is(event, 'accept') && primary(open.screen)) act(primary(open.screen).name);
    else if (pressed && !inField(event.target)) act(pressed.name);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the same keys ask the question when no dialog is open
  }

  function create(screen) {
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
      if (primary(open.screen)) act(primary(open.screen).name);
    });
    dialog.addEventListener('keydown', onKey);
    dialog.addEventListener('close', () => open?.dialog === dialog && invoke('screen', { do: 'close' }));
    const items = createItems(body, dialog, actsOf(invoke, screen.name));
    return { dialog, title, intro, error, buttons, items, screen: {} };
  }

  function newButton(button) {
    const submits = button.role === 'primary';
    const one = createButton(button, `${open.screen.name}-${button.name}`, () => submits || act(button.name));
    if (submits) one.type = 'submit';
    if (button.shortcut) one.title = button.shortcut;
    return one;
  }

  function show(screen) {
    const before = open.screen;
    open.screen = screen;
    setText(open.title, screen.title);
    open.intro.textContent = screen.intro ?? '';
    open.intro.hidden = !screen.intro;
    open.items.update(screen.sections);
    showButtons(open.buttons, screen.buttons, newButton);
    if (open.error.textContent !== (screen.error ?? '')) {
      open.error.textContent = screen.error ?? '';
      if (screen.error) open.error.scrollIntoView({ block: 'nearest' });
    }
    open.error.hidden = !screen.error;
    if (!open.dialog.open) {
      open.dialog.showModal();
      open.dialog.scrollTop = 0; // the first button may be far down
    }
    if (!screen.focus || before.focus_turn === screen.focus_turn) return;
    if (!open.items.focus(screen.focus)) open.buttons.querySelector(`[data-name="${screen.focus}"]`)?.focus();
  }

  function close() {
    const { dialog, items } = open;
    open = null;
    items.close();
    dialog.close();
    dialog.remove();
  }

  return {
    /** `screen` as the program describes it; null where none is open any more. */
    update(screen) {
      if (open && open.screen.name !== screen?.name) close();
      if (!screen) {
        if (document.activeElement === document.body) opener?.focus();
        opener = null;
        return;
      }
      if (!open) {
        opener ??= document.activeElement;
        open = create(screen);
        document.body.append(open.dialog);
      }
      show(screen);
    },
  };
}
