// The browser's storage, which may be absent, full or forbidden: then nothing is remembered, and nothing breaks.
const PREFIX = 'moa.';

// With `session`: for this tab only.

export function remembered(name, session = false) {
  try {
    return (session ? sessionStorage : localStorage).getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name, text, session = false) {
  try {
    (session ? sessionStorage : localStorage).setItem(PREFIX + name, text);
  } catch {
    // Not remembered.
  }
}

export function forget(name, session = false) {
  try {
    (session ? sessionStorage : localStorage).removeItem(PREFIX + name);
  } catch {
    // There was nothing.
  }
}

/** The names of what is remembered whose names begin so, without that beginning. */
export function rememberedNames(beginning) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + beginning)).map((name) => name.slice((PREFIX + beginning).length));
  } catch {
    return [];
  }
}
