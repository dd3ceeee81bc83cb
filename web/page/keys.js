// The keys: the program's table says which there are; here an event becomes a key's name.
export const onMac = /^(Mac|iP)/.test(navigator.platform);
/** @type {{ [key: string]: string | undefined }} */
const NAMES = { Escape: 'Esc', Delete: 'Del', ' ': 'Space', ContextMenu: 'Menu', ArrowLeft: 'Left', ArrowRight: 'Right', ArrowUp: 'Up', ArrowDown: 'Down' };

/** The event's key as the table writes it: "Ctrl+Shift+Z", "Esc", "?". The command key of a Mac counts as Ctrl.
 *  @param {KeyboardEvent} event */
export function written(event) {
  const command = onMac ? event.metaKey || (event.ctrlKey && event.key === 'Enter') : event.ctrlKey;
  const name = NAMES[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  // A sign may stand on any key, with Shift or without.
  const sign = event.key.length === 1 && event.key.toLowerCase() === event.key.toUpperCase() && event.key !== ' ';
  return (command ? 'Ctrl+' : '') + (event.altKey ? 'Alt+' : '') + (event.shiftKey && !sign ? 'Shift+' : '') + name;
}

/** @param {EventTarget | null} target */
export const inField = (target) => target instanceof Element && target.closest('input, textarea, select, [contenteditable]');

/** @typedef {ReturnType<typeof createKeys>} Keys */
export function createKeys(/** @type {Moa.Invoke} */ invoke) {
  const table = invoke('keys');
  const names = new Set();
  for (const { name, keys } of table) for (const key of keys.split(' or ')) names.add(`${name} ${key}`);

  /** Whether the event is one of the keys of the act with this name. @param {KeyboardEvent} event @param {string} name */
  const is = (event, name) => names.has(`${name} ${written(event)}`);

  return {
    is,
    /** Calls `act` when a key of that name goes down anywhere on the page but in a dialog; letters and signs not in fields.
     *  @param {string} name @param {(event: KeyboardEvent) => unknown} act */
    on(name, act) {
      document.addEventListener('keydown', (event) => {
        if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]') || !is(event, name)) return;
        if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && inField(event.target)) return;
        if (act(event) !== false) event.preventDefault();
      });
    },
  };
}
