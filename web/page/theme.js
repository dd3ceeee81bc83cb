// Theme, text size and motion: as the system says, until the user chooses in the settings. The program has the choice, the
// browser's storage keeps it, and here it becomes what the page looks like.
import { remembered, remember } from './store.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const forced = matchMedia('(forced-colors: active)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** The user's own colours, where they are forced on all pages: the canvas has to draw with them by itself. */
function systemColours() {
  if (!forced.matches) return [];
  const probe = document.createElement('span');
  document.body.append(probe);
  const colours = ['Canvas', 'CanvasText', 'LinkText', 'GrayText'].map((name) => {
    probe.style.color = name;
    return (getComputedStyle(probe).color.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  });
  probe.remove();
  return colours;
}

/** Returns what is to be called with each new choice. @param {Moa.Invoke} invoke @param {(look: Moa.Look) => void} onLook */
export function watchTheme(invoke, onLook) {
  let look = invoke('look', {
    theme: remembered('theme') ?? '', motion: remembered('motion') ?? '', text: Number(remembered('text')) || 100,
    enter_runs: remembered('enter_runs') === 'true',
  });

  function update() {
    const theme = look.theme === 'system' ? (dark.matches ? 'dark' : 'light') : look.theme;
    const reduced = look.motion === 'system' ? still.matches : look.motion === 'reduced';
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.dataset.motion = reduced ? 'reduced' : 'full';
    root.dataset.large = look.text > 120 ? 'yes' : 'no';
    root.style.setProperty('--text-scale', String(look.text / 100));
    onLook(look);
    invoke('options', { dark: theme === 'dark', reduced_motion: reduced, text_scale: look.text / 100, system_colours: systemColours() });
  }

  dark.addEventListener('change', update);
  forced.addEventListener('change', update);
  still.addEventListener('change', update);
  update();
  return (/** @type {Moa.Look} */ now) => {
    look = now;
    for (const name of /** @type {const} */ (['theme', 'motion', 'text', 'enter_runs'])) remember(name, String(look[name]));
    update();
  };
}
