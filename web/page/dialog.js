// Provider, key and models. The key goes to the program and nowhere else; the field is emptied when the dialog closes.
const get = (id) => document.getElementById(id);

export function createDialog(invoke) {
  const dialog = get('provider-dialog');
  const provider = get('provider');
  const error = get('provider-error');
  const all = invoke('providers').filter((one) => !one.simulated);
  let shape = 'moa-lite';
  let inUse = {};

  for (const one of all) provider.add(new Option(one.label, one.name));
  provider.add(new Option('Another endpoint', 'custom'));

  provider.addEventListener('change', () => {
    showProvider();
    fillModels();
    get('key').value = '';
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
    hideError();
  }

  function fillModels() {
    const preset = known()?.presets[shape];
    const own = provider.value === inUse.provider;
    get('proposers').value = (own ? inUse.proposers : preset?.proposers || []).join('\n');
    get('aggregator').value = own ? inUse.aggregator : preset?.aggregator || '';
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

  function save() {
    const one = known();
    const baseUrl = get('base-url').value.trim();
    const result = invoke('use_setup', {
      provider: provider.value,
      base_url: one && one.base_url === baseUrl ? '' : baseUrl,
      shape,
      proposers: get('proposers').value.split('\n').map((line) => line.trim()).filter(Boolean),
      aggregator: get('aggregator').value.trim(),
      key: get('key').value.trim(),
    });
    if (result.error) showError(result.error);
    else dialog.close();
  }

  return {
    open() {
      inUse = invoke('setup');
      shape = inUse.shape;
      provider.value = inUse.provider === 'simulated' ? all[0].name : inUse.provider;
      showProvider();
      fillModels();
      dialog.showModal();
    },
  };
}
