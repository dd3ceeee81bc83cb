// The bar at the top: recipe, whether replies are scripted, cost and time, and the way to one's own models.
const get = (id) => document.getElementById(id);

export function createHeader(invoke) {
  const header = { onModels: () => {}, update };
  const shape = get('shape');

  get('models').addEventListener('click', () => header.onModels());
  get('fit').addEventListener('click', () => invoke('fit'));
  shape.addEventListener('change', () => {
    const result = invoke('use_shape', shape.value);
    if (result.error) header.update({ ...last, shape: last.shape });
  });

  let last = {};
  function set(id, text) {
    const element = get(id);
    if (element.textContent !== text) element.textContent = text;
  }
  function update(controls) {
    last = controls;
    shape.value = controls.shape;
    shape.disabled = controls.running;
    shape.title = controls.running ? 'Stop the run to change the recipe.' : '';
    get('models').disabled = controls.running;
    get('models').title = controls.running ? 'Stop the run to change the models.' : '';
    set('models', controls.demo ? 'Use your own models' : 'Models');
    set('shape-words', controls.shape_words);
    get('demo').hidden = !controls.demo;
    set('cost', controls.cost);
    set('time', controls.time);
  }
  return header;
}
