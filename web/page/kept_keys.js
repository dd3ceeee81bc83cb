// Keys that the user wants remembered: in this browser's storage, each with the one origin it goes to.
import { remember, remembered } from './store.js';

function all() {
  try {
    const kept = JSON.parse(remembered('keys') ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => one && [one.provider, one.origin, one.key].every((part) => typeof part === 'string')) : [];
  } catch {
    return [];
  }
}

export function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return '';
  }
}

const without = (provider, origin) => all().filter((one) => one.provider !== provider || one.origin !== origin);

export function keepsKey(provider, origin) {
  return all().some((one) => one.provider === provider && one.origin === origin);
}

export function keepKey(provider, origin, key) {
  remember('keys', JSON.stringify([...without(provider, origin), { provider, origin, key }]));
  return keepsKey(provider, origin);
}

export function forgetKey(provider, origin) {
  if (keepsKey(provider, origin)) remember('keys', JSON.stringify(without(provider, origin)));
}

/** Gives the program what is kept. */
export function restoreKeys(invoke) {
  for (const { provider, origin, key } of all()) invoke('add_key', { provider, base_url: origin, key });
}
