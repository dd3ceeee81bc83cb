// The editor's layers and agents as they will run: one card for each, to choose from; new ones are added in place.
import { made, madeButton, targetOf } from './elements.js';

/** By how many layers and agents they move a card. @type {{ [key: string]: number[] | undefined }} */
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** @typedef {{ choose(at: string, intoForm?: boolean): void, step(name: string, ...places: string[]): void }} Acts */
/** `choose(at)` shows a card's form, `step(name, at, to)` changes the recipe.
 *  @param {HTMLElement} host @param {Acts} acts @param {Moa.Words} words */
export function createLayers(host, { choose, step }, words) {
  let shown = '';

  /** @param {string} className @param {string} at @param {Moa.Recipe} state */
  function button(className, at, state) {
    const card = madeButton(className, '', () => choose(at, true));
    card.dataset.at = at;
    if (at === state.at) card.setAttribute('aria-current', 'true');
    return card;
  }

  function recipeCard(/** @type {Moa.Recipe} */ state) {
    const card = button('editor-card editor-recipe', '', state);
    card.append(made('strong', '', state.name || words.unnamed_recipe), made('span', 'editor-facts', state.sentence));
    if (state.check) card.append(made('span', 'editor-facts', state.check));
    return card;
  }

  /** @param {Moa.Agent} agent @param {Moa.Recipe} state */
  function agentCard(agent, state) {
    const card = button('editor-card editor-agent', agent.at, state);
    card.style.setProperty('--hue', agent.hue);
    const title = made('span', 'editor-agent-title');
    title.append(made('strong', '', agent.label), made('span', 'editor-times', agent.repeat > 1 ? `× ${agent.repeat}` : ''));
    card.append(title, made('span', 'editor-facts',
      [agent.provider, agent.price, agent.backup && 'backup', agent.muted && 'muted'].filter(Boolean).join(' · ')));
    card.classList.toggle('muted', agent.muted);
    if (agent.verdict) card.append(made('span', agent.uncallable ? 'editor-wrong' : 'editor-facts', agent.verdict));
    if (agent.faulty) card.append(made('span', 'editor-wrong', words.faulty));
    return card;
  }

  /** @param {string} label @param {string} words @param {string} name @param {string} at */
  function adder(label, words, name, at) {
    const add = madeButton('quiet editor-add', words, () => step(name, at));
    add.setAttribute('aria-label', label);
    return add;
  }

  /** @param {Moa.Layer} layer @param {Moa.Recipe} state */
  function layerItem(layer, state) {
    const item = made('li', layer.last ? 'editor-layer last' : 'editor-layer');
    const head = button('editor-card editor-layer-head', layer.at, state);
    head.append(made('strong', '', layer.title), made('span', 'editor-facts', [layer.role, layer.wait].filter(Boolean).join(' · ')));
    if (layer.faulty) head.append(made('span', 'editor-wrong', words.faulty));
    const agents = made('ol', 'editor-agents');
    for (const agent of layer.agents) {
      const line = document.createElement('li');
      line.append(agentCard(agent, state));
      agents.append(line);
    }
    item.append(head, agents);
    item.append(layer.last ? adder('Add a layer before the aggregator', '+ Layer before it', 'add_layer', layer.at)
      : adder(`Add an agent to ${layer.title.toLowerCase()}`, '+ Agent', 'add_agent', layer.at));
    return item;
  }

  /** Keys on a card: Alt with an arrow moves it, Delete removes it. */
  host.addEventListener('keydown', (event) => {
    const { at } = targetOf(event).dataset;
    if (!at) return;
    const [layer, agent] = (at.match(/\d+/g) ?? []).map(Number);
    const isAgent = agent !== undefined;
    const by = ARROWS[event.key];
    if (event.key === 'Delete') step('remove', at);
    else if (by && event.altKey && isAgent && agent + by[1] >= 0) step('move', at, `layers[${layer + by[0]}].agents[${agent + by[1]}]`);
    else if (by && event.altKey && !isAgent) step('move', at, `layers[${layer + by[0] + by[1]}]`);
    else return;
    event.preventDefault();
  });

  return {
    update(/** @type {Moa.Recipe} */ state) {
      const { at, layers, name, sentence } = state;
      const now = JSON.stringify([at, layers, name, sentence]);
      if (now === shown) return;
      shown = now;
      const hadFocus = host.contains(document.activeElement);
      const list = made('ol', 'editor-list');
      list.append(...layers.map((layer) => layerItem(layer, state)));
      const [left, top] = [host.scrollLeft, host.scrollTop];
      host.replaceChildren(recipeCard(state), list);
      host.scrollTo(left, top);
      const chosen = /** @type {HTMLElement | null} */ (host.querySelector('[aria-current]'));
      chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      if (hadFocus) chosen?.focus();
    },
  };
}
