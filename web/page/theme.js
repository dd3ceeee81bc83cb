// Dark or light, and motion: as the system says, until the user chooses.
import { remembered, remember } from './store.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const button = document.getElementById('theme');

export function watchTheme(apply) {
  let chosen = remembered('theme');
  const update = () => {
    const theme = chosen || (dark.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = theme;
    button.textContent = theme === 'dark' ? 'Light theme' : 'Dark theme';
    apply({ dark: theme === 'dark', reduced_motion: still.matches });
  };
  button.addEventListener('click', () => {
    chosen = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    remember('theme', chosen);
    update();
  });
  dark.addEventListener('change', update);
  still.addEventListener('change', update);
  update();
}
