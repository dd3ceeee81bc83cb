// Recipes that this browser keeps, by name; what is being edited; and files of recipes.
import { saveFile } from './files.js';
import { forget, remember, remembered } from './store.js';

const UNFINISHED = 'recipe-draft';

/** @returns {{ [name: string]: unknown }} */
function all() {
  try {
    const kept = JSON.parse(remembered('recipes') ?? 'null');
    return kept && typeof kept === 'object' && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

export const savedNames = () => Object.keys(all()).filter((name) => savedRecipe(name) !== undefined).sort((a, b) => a.localeCompare(b));

/** Its text; undefined where none is kept by that name, whatever the name is. @param {string} name */
export function savedRecipe(name) {
  const kept = all();
  return Object.hasOwn(kept, name) && typeof kept[name] === 'string' ? kept[name] : undefined;
}

/** What the program asks for. `changed()` is called when another list of recipes is kept, `choose()` to have a file chosen.
 *  @param {() => void} changed @param {() => void} choose @returns {Moa.Page['recipes']} */
export const createRecipes = (changed, choose) => ({
  names: () => JSON.stringify(savedNames()),
  load: savedRecipe,
  /** A text where it is kept now: a browser may keep nothing. */
  save(name, text) {
    remember('recipes', JSON.stringify({ ...all(), [name]: text }));
    changed();
    return savedRecipe(name) === text ? name : undefined;
  },
  remove(name) {
    const { [name]: gone, ...rest } = all();
    remember('recipes', JSON.stringify(rest));
    changed();
  },
  unfinished: () => remembered(UNFINISHED),
  keep_unfinished: (_name, text) => (text ? remember(UNFINISHED, text) : forget(UNFINISHED)),
  choose_file: choose,
  give_file(name, text) {
    saveFile(`${name.replace(/[^\p{L}\p{N}._ -]+/gu, '-') || 'recipe'}.json`, [text], 'application/json');
  },
});
