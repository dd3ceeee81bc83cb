// Choosing models from the provider's list, and checking them, as a user does it in the dialog.
import { passesAxe } from './axe.mjs';
import { check, enterProvider, fillModels, screenshots, soon, until } from './support.mjs';
import { json, startProvider } from './provider.mjs';

const KEY = 'sk-test-models-5f0c2d9e1b';
const LIST = { data: [
  { id: 'acme/giant-70b', context_length: 131072 }, { id: 'acme/small-9b', context_length: 8192 },
  { id: 'acme/embed', type: 'embedding' }, { id: 'other/writer-32b', context_length: 1048576, expiration_date: '2027-01-31' },
] };
const state = (page) => page.locator('#setup-load-models-state').textContent();
const row = (page, i) => page.locator('.item.model').nth(i);

async function openDialog(open, { behave = () => ['Hi'], models = LIST, key = KEY, options } = {}) {
  const provider = await startProvider(behave);
  provider.models = models;
  provider.lists = [];
  const answer = provider.list;
  provider.list = (request, response) => {
    provider.lists.push(request.headers);
    return answer(request, response);
  };
  provider.release();
  const page = await open(options);
  await page.getByRole('button', { name: 'Use your own models' }).click();
  await enterProvider(page, { baseUrl: provider.baseUrl, key });
  return { page, provider };
}

async function looksRight(open, colorScheme, width) {
  const { page, provider } = await openDialog(open, {
    behave: (model) => (model === 'acme/gaint-70b' ? 404 : ['Hi']),
    options: { colorScheme, viewport: { width, height: 860 } },
  });
  await until('the list', async () => /4 models, listed/.test(await state(page)));
  await fillModels(page, ['acme/gaint-70b', 'acme/small-9b'], 'other/writer-32b');
  await page.locator('#setup-check-models').click();
  await until('the check', async () => /2 of 3/.test(await page.locator('#setup-check-models-state').textContent()));
  await row(page, 0).locator('.model-id').scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${screenshots}/page-models-${colorScheme}-${width}.png` });
  await passesAxe(page, 'models', '#setup-screen');
  await row(page, 1).locator('.model-id').click();
  await page.screenshot({ path: `${screenshots}/page-models-list-${colorScheme}-${width}.png` });
  await passesAxe(page, 'list of models', '#setup-screen');
  const inside = await page.evaluate(() => {
    const at = document.querySelector('.choices').getBoundingClientRect();
    return at.left >= 0 && at.right <= innerWidth && at.top >= 0 && at.bottom <= innerHeight;
  });
  check(inside, 'the list is cut off');
  await provider.close();
}

export const tests = {
  'a model is chosen by search, with the keyboard alone': async (open, site) => {
    const { page, provider } = await openDialog(open);
    await until('the list', async () => /4 models, listed just now/.test(await state(page)));
    const field = row(page, 0).locator('.model-id');
    await field.focus();
    await page.keyboard.type('GIANT acme');
    const options = page.locator('.choices [role="option"]');
    await soon(async () => await options.count() === 1, 'the search did not narrow the list');
    await soon(async () => /131k tokens$/.test(await options.first().textContent()), async () => await options.first().textContent());
    await page.keyboard.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    await soon(async () => await page.locator(`#${active}`).getAttribute('aria-selected') === 'true', 'no option is active');
    await page.keyboard.press('Enter');
    await soon(async () => await field.inputValue() === 'acme/giant-70b', async () => `chosen: ${await field.inputValue()}`);
    await soon(async () => await field.getAttribute('aria-expanded') === 'false', 'the list stays open');
    await soon(async () => /131k tokens(?! · unpriced)/.test(await row(page, 0).textContent()), 'the row does not tell what it costs');
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await soon(async () => await page.locator('#setup-screen').isVisible(), 'Escape closed the dialog and not the list');
    await field.fill('acme/giant-7b');
    await page.keyboard.press('Tab');
    await soon(async () => /not in the list/.test(await row(page, 0).textContent()), 'a model that is not listed is not marked');
    await row(page, 0).getByRole('button', { name: 'Use acme/giant-70b' }).click();
    await soon(async () => await field.inputValue() === 'acme/giant-70b', 'the nearest was not taken');
    check(provider.lists.at(-1).authorization === `Bearer ${KEY}`, 'the list was asked without the key');
    check(!JSON.stringify(site.requests).includes(KEY), 'the key went elsewhere');
    await page.locator('#setup-save').click();
    await page.locator('#setup-screen').waitFor({ state: 'hidden' });
    await provider.close();
  },

  'a check tells sign, reason and what is nearest, and is remembered without the key': async (open) => {
    const { page, provider } = await openDialog(open, { behave: (model) => (model === 'acme/gaint-70b' ? 404 : ['Hi']) });
    await fillModels(page, ['acme/gaint-70b', 'acme/small-9b'], '');
    await page.locator('#setup-check-models').click();
    await until('the check', async () => /1 of 2 models is callable/.test(await page.locator('#setup-check-models-state').textContent()));
    await soon(async () => /✓ callable/.test(await row(page, 1).textContent()), async () => await row(page, 1).textContent());
    const bad = await row(page, 0).textContent();
    check(/✗ not callable/.test(bad) && /does not offer this model\. "acme\/gaint-70b is out of order" Choose another/.test(bad), bad);
    await row(page, 0).getByRole('button', { name: 'Use acme/giant-70b' }).click();
    await soon(async () => await row(page, 0).locator('.model-id').inputValue() === 'acme/giant-70b', 'the nearest was not taken');
    check(provider.posts().every((call) => call.body.max_tokens === 1 && call.headers.authorization === `Bearer ${KEY}`), 'no probes');
    check(provider.posts().length === 2, `${provider.posts().length} probes`);
    await until('the memory', () => page.evaluate(() => (localStorage.getItem('moa.models') || '').includes('acme/gaint-70b')));
    check(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes(KEY), 'the key is stored');

    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Use your own models' }).click();
    await page.locator('#setup-provider').selectOption('custom');
    await until('the list of before', async () => /4 models/.test(await state(page)));
    await fillModels(page, ['acme/small-9b'], '');
    await soon(async () => /✓ callable/.test(await row(page, 0).textContent()), 'the check is forgotten');
    await provider.close();
  },

  'a list that fails, is empty or late is said, and does not stand in the way': async (open) => {
    const { page, provider } = await openDialog(open, { models: null });
    await until('the failure', async () => /no model list at this address/.test(await state(page)));
    await row(page, 0).locator('.model-id').fill('anything');
    await soon(async () => /no model list/.test(await page.locator('.choices').textContent()),
      'the open list does not say why it is empty');
    await page.keyboard.press('Escape');
    provider.models = [];
    await page.locator('#setup-load-models').click();
    await until('the empty list', async () => /^0 models/.test(await state(page)));
    let answer;
    provider.list = (request, response) => { answer = () => json(response, 200, LIST); };
    await page.locator('#setup-load-models').click();
    await until('the wait', async () => /Loading/.test(await state(page)));
    await soon(async () => await page.locator('#setup-load-models').isDisabled(), 'it can be asked twice');
    await until('the request', () => answer);
    answer();
    await until('the list', async () => /^4 models/.test(await state(page)));
    await provider.close();
  },

  'models look right and pass axe, dark': (open) => looksRight(open, 'dark', 1280),
  'models look right and pass axe, light': (open) => looksRight(open, 'light', 1280),
  'models look right and pass axe, 360 pixels': (open) => looksRight(open, 'dark', 360),
};
