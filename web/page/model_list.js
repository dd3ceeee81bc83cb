// The list of a provider's models that opens below a field: searched as somebody types, asked for where it is not known.
import { createChoices } from './combobox.js';
import { fillChoice } from './models.js';

/** `setupNow()` names the provider, and its address, of the field that is open; nothing where there is none. */
export function createModelList(invoke, dialog, setupNow) {
  let refused = ''; // why the list was not asked for

  function noteOf(setup, found) {
    const hidden = (found.found ?? 0) - (found.models?.length ?? 0);
    if (hidden > 0) return `and ${hidden} more: type to narrow them down`;
    if (found.found) return '';
    const known = invoke('models', setup).list ?? {};
    if (known.state === 'loading') return 'Loading the list…';
    if (known.total) return 'No model of the list has these words. Any id can be typed.';
    return known.error || refused || 'There is no list yet: it comes with the provider’s key. Any id can be typed.';
  }

  return createChoices(dialog, {
    search(words) {
      const setup = setupNow();
      if (!setup) return { options: [], note: '' };
      const found = invoke('search_models', { ...setup, query: words });
      return { options: found.models ?? [], note: noteOf(setup, found) };
    },
    fill: fillChoice,
    onOpen() {
      const setup = setupNow();
      const state = setup && invoke('models', setup).list?.state;
      refused = '';
      if (state === 'none' || state === 'kept') refused = invoke('load_models', setup).error?.message ?? '';
    },
  });
}
