// Recipes kept on this device, by name.
import { remember, remembered } from './store.js';

function all() {
  try {
    const kept = JSON.parse(remembered('recipes'));
    return kept && typeof kept === 'object' && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

export const savedNames = () => Object.keys(all()).filter((name) => savedRecipe(name) !== undefined).sort((a, b) => a.localeCompare(b));

/** Its text; undefined where none is kept by that name, whatever the name is. */
export function savedRecipe(name) {
  const kept = all();
  return Object.hasOwn(kept, name) && typeof kept[name] === 'string' ? kept[name] : undefined;
}

/** Whether it is kept now: a browser may keep nothing. */
export function saveRecipe(name, text) {
  remember('recipes', JSON.stringify({ ...all(), [name]: text }));
  return savedRecipe(name) === text;
}

export function deleteRecipe(name) {
  const { [name]: gone, ...rest } = all();
  remember('recipes', JSON.stringify(rest));
}
