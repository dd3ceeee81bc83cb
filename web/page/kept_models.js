// Keeps what is known of models over the page's life: lists and checks, never a key.
import { remember, remembered } from './store.js';

/** Returns what is to be called when something has been learned. @param {Moa.Invoke} invoke */
export function keepModels(invoke) {
  const kept = remembered('models');
  if (kept) invoke('remember_models', kept);
  let told = invoke('kept_models').text;
  return () => {
    // Another tab may have learned something meanwhile.
    const others = remembered('models');
    if (others && others !== told) invoke('remember_models', others);
    told = invoke('kept_models').text;
    remember('models', told);
  };
}
