// The browser's storage, which may be absent, full or forbidden: then nothing is remembered, and nothing breaks.
const PREFIX = 'moa.';

export function remembered(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name, text) {
  try {
    localStorage.setItem(PREFIX + name, text);
  } catch {
    // Not remembered.
  }
}
