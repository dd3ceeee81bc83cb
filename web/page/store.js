// The browser's storage, which may be absent, full or forbidden: then nothing is remembered, and nothing breaks.
const PREFIX = 'moa.';

// With `session`: for this tab only.

/** @param {string} name */
export function remembered(name, session = false) {
  try {
    return (session ? sessionStorage : localStorage).getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} text */
export function remember(name, text, session = false) {
  try {
    (session ? sessionStorage : localStorage).setItem(PREFIX + name, text);
  } catch {
    // Not remembered.
  }
}

/** @param {string} name */
export function forget(name, session = false) {
  try {
    (session ? sessionStorage : localStorage).removeItem(PREFIX + name);
  } catch {
    // There was nothing.
  }
}

/** The names of what is remembered whose names begin so, without that beginning. @param {string} beginning */
export function rememberedNames(beginning) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + beginning)).map((name) => name.slice((PREFIX + beginning).length));
  } catch {
    return [];
  }
}
