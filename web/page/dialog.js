// Provider, key and models. The key goes to the program and nowhere else; the field is emptied when the dialog closes.
import { forgetKey, keepKey, keepsKey, originOf } from './kept_keys.js';
import { createModels } from './models.js';

const HELD = 'Held in memory only, until this page is closed or reloaded, and sent to this provider only.';
const KEPT = 'Kept in this browser’s storage for this page, where whoever uses this browser can read it, and sent to this provider only. Leave it off on a shared computer.';

const get = (id) => document.getElementById(id);

export function createDialog(invoke) {
  const dialog = get('provider-dialog');
  const provider = get('provider');
  const error = get('provider-error');
  const all = invoke('providers').filter((one) => !one.simulated);
  let shape = 'moa-lite';
  let inUse = {};
  const models = createModels(invoke, () => ({
    setup: where(),
    key: get('key').value.trim(),
    needsKey: Boolean(known()?.needs_key),
    hasKey: inUse.has_key && inUse.provider === provider.value,
  }));

  for (const one of all) provider.add(new Option(one.label, one.name));
  provider.add(new Option('Another endpoint', 'custom'));

  provider.addEventListener('change', () => {
    get('key').value = '';
    showProvider();
    fillModels();
  });
  get('base-url').addEventListener('input', () => {
    showKeeping();
    models.show();
  });
  get('key-keep').addEventListener('change', () => {
    get('key-place').textContent = get('key-keep').checked ? KEPT : HELD;
  });
  get('key-forget').addEventListener('click', () => {
    forgetKey(provider.value, origin());
    invoke('forget_key', { provider: provider.value, base_url: get('base-url').value.trim() });
    inUse.has_key = invoke('setup').has_key;
    get('key').value = '';
    get('key').placeholder = '';
    showKeeping();
    models.show();
    get('key').focus();
  });
  get('key').addEventListener('change', () => {
    if (get('key').value.trim()) models.loadOnce();
    models.show();
  });
  get('provider-cancel').addEventListener('click', () => dialog.close());
  get('provider-demo').addEventListener('click', () => {
    const result = invoke('use_setup', { provider: 'simulated', shape });
    if (result.error) showError(result.error);
    else dialog.close();
  });
  get('provider-form').addEventListener('submit', (event) => {
    event.preventDefault();
    save();
  });
  dialog.addEventListener('close', () => {
    get('key').value = '';
    models.close();
    hideError();
  });

  function known() {
    return all.find((one) => one.name === provider.value);
  }

  function showProvider() {
    const one = known();
    get('base-url').value = provider.value === inUse.provider && inUse.base_url ? inUse.base_url : one ? one.base_url : '';
    get('key-user').value = one ? one.label : 'custom endpoint';
    get('key').placeholder = inUse.has_key && provider.value === inUse.provider ? 'A key is set; leave empty to keep it' : '';
    const link = get('key-page');
    link.hidden = !one?.key_page;
    if (one?.key_page) link.href = one.key_page;
    else link.removeAttribute('href');
    showKeeping();
    hideError();
  }

  const origin = () => originOf(get('base-url').value.trim());

  function showKeeping() {
    const kept = keepsKey(provider.value, origin());
    get('key-keep').checked = kept;
    get('key-forget').hidden = !kept;
    get('key-place').textContent = kept ? KEPT : HELD;
  }

  function fillModels() {
    const preset = known()?.presets[shape];
    const own = provider.value === inUse.provider;
    models.fill(own ? inUse.proposers : preset?.proposers || [], own ? inUse.aggregator : preset?.aggregator || '');
  }

  function showError(fault) {
    error.textContent = fault.message;
    error.hidden = false;
    error.scrollIntoView({ block: 'nearest' });
  }

  function hideError() {
    error.hidden = true;
    error.textContent = '';
  }

  /** Provider, address and shape as they stand in the dialog. */
  function where() {
    const baseUrl = get('base-url').value.trim();
    return { provider: provider.value, base_url: known()?.base_url === baseUrl ? '' : baseUrl, shape };
  }

  function save() {
    const key = get('key').value.trim();
    const keep = get('key-keep').checked;
    if (keep && !key && !keepsKey(provider.value, origin())) {
      showError({ message: 'Enter the key to remember.' });
      get('key').focus();
      return;
    }
    const result = invoke('use_setup', { ...where(), proposers: models.proposers(), aggregator: models.aggregator(), key });
    if (result.error) {
      showError(result.error);
    } else if (keep && key && !keepKey(provider.value, origin(), key)) {
      showError({ message: 'This browser lets the page store nothing: the key is used, and not remembered.' });
    } else {
      if (!keep) forgetKey(provider.value, origin());
      dialog.close();
    }
  }

  return {
    open() {
      inUse = invoke('setup');
      shape = inUse.shape;
      provider.value = inUse.provider === 'simulated' ? all[0].name : inUse.provider;
      showProvider();
      fillModels();
      dialog.showModal();
      if (inUse.has_key && inUse.provider === provider.value) models.loadOnce();
      models.show();
    },
    /** Lists and checks have changed. */
    update() {
      if (dialog.open) models.show();
    },
  };
}
