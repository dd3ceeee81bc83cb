// The bar at the top: recipe, whether replies are scripted, cost and time, and the way to one's own models.
import { byId, setText } from './elements.js';
import { savedNames, savedRecipe } from './recipes.js';

const SAVED = 'saved:';
const OWN = 'own:';
const RECENT = 'recent:';

/** @param {Moa.Invoke} invoke @param {Moa.Words} words */
export function createHeader(invoke, words) {
  const header = { onModels: () => {}, onEdit: () => {}, onHistory: () => {}, update, fillRecipes };
  const shape = byId('shape', HTMLSelectElement);
  const edit = byId('edit-recipe', HTMLButtonElement);
  const models = byId('models', HTMLButtonElement);
  /** @type {Moa.Controls | undefined} */
  let last;

  models.addEventListener('click', () => header.onModels());
  byId('new').addEventListener('click', () => invoke('conversation', 'new'));
  byId('history').addEventListener('click', () => header.onHistory());
  byId('fit').addEventListener('click', () => invoke('fit'));
  edit.addEventListener('click', () => header.onEdit());
  shape.addEventListener('change', () => {
    const text = shape.value.startsWith(SAVED) ? savedRecipe(shape.value.slice(SAVED.length)) : null;
    const recent = shape.value.startsWith(RECENT) ? Number(shape.value.slice(RECENT.length)) : -1;
    const result = text ? invoke('use_recipe', text) : recent >= 0 ? invoke('use_recent', recent) : invoke('use_shape', shape.value);
    if (result.error) fillRecipes();
  });

  const own = document.createElement('optgroup');
  own.label = 'Recipes';
  const recent = document.createElement('optgroup');
  recent.label = words.recent;
  /** Those kept on this device, and the one in use where that is none of them. */
  function fillRecipes() {
    const names = savedNames();
    const inUse = last?.own_recipe ?? '';
    own.replaceChildren(...names.map((name) => new Option(name, SAVED + name)));
    if (last?.shape === '' && !names.includes(inUse)) own.append(new Option(inUse || 'Your recipe', OWN));
    recent.replaceChildren(...(last?.recent ?? []).map((label, place) => new Option(label, RECENT + place)));
    for (const group of [own, recent]) {
      group.remove();
      if (group.children.length > 0) shape.append(group);
    }
    shape.value = last?.shape || (names.includes(inUse) ? SAVED + inUse : OWN);
  }

  function update(/** @type {Moa.Controls} */ controls) {
    const other = controls.recipe_mark !== last?.recipe_mark;
    last = controls;
    if (other) fillRecipes();
    edit.disabled = controls.running;
    shape.disabled = controls.running;
    shape.title = controls.running ? 'Stop the run to change the recipe.' : '';
    models.disabled = controls.running;
    models.title = controls.running ? 'Stop the run to change the models.' : '';
    setText(models, controls.demo ? words.use_models : 'Models');
    setText(byId('shape-words'), controls.shape_words);
    byId('new').hidden = controls.turns === 0 || controls.running;
    byId('demo').hidden = !controls.scripted;
    setText(byId('cost'), controls.cost);
    setText(byId('time'), controls.time);
  }
  return header;
}
