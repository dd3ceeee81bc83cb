// Theme, text size and motion: as the system says, until the user chooses in the settings.
import { remembered, remember } from './store.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const get = (id) => document.getElementById(id);
const CHOICES = { theme: ['system', 'dark', 'light'], motion: ['system', 'reduced', 'full'] };

export function watchTheme(apply, keys) {
  const dialog = get('settings-dialog');
  const form = get('settings-form');
  const size = get('text-size');
  const kept = (name) => (CHOICES[name].includes(remembered(name)) ? remembered(name) : 'system');
  const percent = () => Math.min(200, Math.max(80, Number(remembered('text')) || 100));

  function update() {
    const theme = kept('theme') === 'system' ? (dark.matches ? 'dark' : 'light') : kept('theme');
    const reduced = kept('motion') === 'system' ? still.matches : kept('motion') === 'reduced';
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.dataset.motion = reduced ? 'reduced' : 'full';
    root.dataset.large = percent() > 120 ? 'yes' : 'no';
    root.style.setProperty('--text-scale', percent() / 100);
    apply({ dark: theme === 'dark', reduced_motion: reduced, text_scale: percent() / 100 });
  }

  function open() {
    form.elements.theme.value = kept('theme');
    form.elements.motion.value = kept('motion');
    size.value = percent();
    get('text-size-words').textContent = `${percent()} %`;
    dialog.showModal();
  }

  form.addEventListener('input', () => {
    remember('theme', form.elements.theme.value);
    remember('motion', form.elements.motion.value);
    remember('text', size.value);
    get('text-size-words').textContent = `${size.value} %`;
    update();
  });
  get('settings-keys').addEventListener('click', () => {
    dialog.close();
    keys.open();
  });
  get('settings').addEventListener('click', open);
  keys.on('settings', open);
  dark.addEventListener('change', update);
  still.addEventListener('change', update);
  update();
}
