// The bar at the top: recipe, whether replies are scripted, cost and time, and the way to one's own models.
import { savedNames, savedRecipe } from './recipes.js';

const get = (id) => document.getElementById(id);

const SAVED = 'saved:';
const OWN = 'own:';

export function createHeader(invoke, words) {
  const header = { onModels: () => {}, onEdit: () => {}, onHistory: () => {}, update, fillRecipes };
  const shape = get('shape');
  let last = {};

  get('models').addEventListener('click', () => header.onModels());
  get('history').addEventListener('click', () => header.onHistory());
  get('fit').addEventListener('click', () => invoke('fit'));
  get('edit-recipe').addEventListener('click', () => header.onEdit());
  shape.addEventListener('change', () => {
    const text = shape.value.startsWith(SAVED) ? savedRecipe(shape.value.slice(SAVED.length)) : null;
    const result = text ? invoke('use_recipe', text) : invoke('use_shape', shape.value);
    if (result.error) update(last);
  });

  const own = document.createElement('optgroup');
  own.label = 'Recipes';
  /** Those kept on this device, and the one in use where that is none of them. */
  function fillRecipes() {
    const names = savedNames();
    const inUse = last.own_recipe ?? '';
    own.replaceChildren(...names.map((name) => new Option(name, SAVED + name)));
    if (last.shape === '' && !names.includes(inUse)) own.append(new Option(inUse || 'Your recipe', OWN));
    own.remove();
    if (own.children.length > 0) shape.append(own);
    shape.value = last.shape || (names.includes(inUse) ? SAVED + inUse : OWN);
  }

  function set(id, text) {
    const element = get(id);
    if (element.textContent !== text) element.textContent = text;
  }
  function update(controls) {
    const other = controls.shape !== last.shape || controls.own_recipe !== last.own_recipe;
    last = controls;
    if (other) fillRecipes();
    get('edit-recipe').disabled = controls.running;
    shape.disabled = controls.running;
    shape.title = controls.running ? 'Stop the run to change the recipe.' : '';
    get('models').disabled = controls.running;
    get('models').title = controls.running ? 'Stop the run to change the models.' : '';
    set('models', controls.demo ? words.use_models : 'Models');
    set('shape-words', controls.shape_words);
    get('demo').hidden = !controls.scripted;
    set('cost', controls.cost);
    set('time', controls.time);
  }
  return header;
}
