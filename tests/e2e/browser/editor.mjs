// The recipe editor: made, mended, kept, run, exported and imported, with the keyboard alone.
import { readFile, writeFile } from 'node:fs/promises';
import { passesAxe } from './axe.mjs';
import { check, enterProvider, nodes, screenshots, soon, statusBecomes, until } from './support.mjs';
import { startProvider } from './provider.mjs';

const field = (page, path) => page.locator(`[id="editor-${path.replace(/[^a-z0-9_]+/g, '-')}"]`);
const cards = (page) => page.locator('.editor-agent');
const card = (page, at) => page.locator(`#editor-layers [data-at="${at}"]`);
const fault = (page) => page.locator('#editor-fault').textContent();
const models = async (page) => (await nodes(page)).map((node) => node.model);

async function openEditor(page) {
  await page.locator('#edit-recipe').focus();
  await page.keyboard.press('Enter');
  await page.locator('#editor').waitFor();
}

/** Presses Tab until the focus is on an element that matches. */
async function tabTo(page, selector, most = 80) {
  for (let i = 0; i < most; ++i) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not reached with Tab`);
}

async function typeOver(page, text) {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

async function looksRight(open, colorScheme, width, height) {
  const page = await open({ colorScheme, viewport: { width, height } });
  const shot = (name) => page.screenshot({ path: `${screenshots}/page-editor-${name}-${colorScheme}-${width}.png` });
  await openEditor(page);
  await shot('recipe');
  await passesAxe(page, 'editor', '#editor');
  await page.locator('#editor-start').selectOption('preset:moa-3-together');
  await card(page, 'layers[1].agents[1]').click();
  for (const title of ['Parameters', 'Backup']) await page.locator('.fold summary', { hasText: title }).click();
  await field(page, 'layers[1].agents[1].temperature').fill('5');
  await shot('agent');
  await passesAxe(page, 'editor', '#editor');
  if (width < 760) {
    await page.locator('#editor-back').click();
    await shot('layers');
    await passesAxe(page, 'editor', '#editor');
  }
  await card(page, 'layers[0]').click();
  await shot('layer');
  await passesAxe(page, 'editor', '#editor');
  const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.getElementById('editor').scrollWidth));
  check(wide <= width, `the editor is ${wide} pixels wide`);
}

export const tests = {
  'a recipe is edited, mended, saved and run with the keyboard alone': async (open) => {
    const page = await open();
    await openEditor(page);
    await tabTo(page, '.editor-layer:first-child .editor-add');
    await page.keyboard.press('Enter');
    await soon(async () => await cards(page).count() === 8, async () => `${await cards(page).count()} agents`);
    await soon(async () => await card(page, 'layers[0].agents[6]').getAttribute('aria-current') === 'true', 'the new agent is not chosen');

    // Its model, typed; then another one from the list.
    await tabTo(page, '#editor-layers-0-agents-6-model');
    await typeOver(page, 'sim/beacon-32b');
    await soon(async () => /beacon-32b/.test(await card(page, 'layers[0].agents[6]').textContent()), 'the card does not follow what is typed');
    await until('the list', async () => {
      await typeOver(page, 'harbor');
      return (await page.locator('.choices [role="option"]').count()) === 1;
    });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await soon(async () => await field(page, 'layers[0].agents[6].model').inputValue() === 'sim/harbor-72b', 'nothing was chosen');
    await soon(async () => /harbor-72b/.test(await card(page, 'layers[0].agents[6]').textContent()), 'the card does not follow the choice');

    // A wrong temperature is told as it is typed, and keeps the recipe from being used.
    await tabTo(page, 'summary');
    while (!/Parameters/.test(await page.evaluate(() => document.activeElement.textContent))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, '#editor-layers-0-agents-6-temperature');
    await page.keyboard.type('1');
    await soon(async () => await fault(page) === '', async () => `a fault too early: ${await fault(page)}`);
    await page.keyboard.type('2');
    const temperature = field(page, 'layers[0].agents[6].temperature');
    await soon(async () => await fault(page) === 'Agent 1.7: Temperature is 12; expected a number from 0 to 2.',
      async () => await fault(page));
    await soon(async () => await temperature.getAttribute('aria-invalid') === 'true', 'the field is not marked');
    const described = await temperature.evaluate((input) => input.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join(''));
    check(described.includes('expected a number from 0 to 2'), 'the field does not say what is allowed');
    await page.keyboard.press('Control+Enter');
    await soon(async () => await page.locator('#editor').isVisible(), 'a wrong recipe was used');
    await typeOver(page, '1.2');
    await soon(async () => await fault(page) === '' && await temperature.getAttribute('aria-invalid') === null,
      'the mended field is still wrong');

    // A name, and kept under it.
    await card(page, '').focus();
    await page.keyboard.press('Enter');
    await tabTo(page, '#editor-name');
    await typeOver(page, 'Seven sims');
    await page.keyboard.press('Control+s');
    await until('the save', async () => (await page.locator('#editor-save').textContent()) === 'Saved');
    await page.keyboard.press('Control+Enter');
    await page.locator('#editor').waitFor({ state: 'hidden' });
    await soon(async () => (await page.locator('#shape').evaluate((select) => select.selectedOptions[0].text)) === 'Seven sims',
      'the header does not name it');
    await soon(async () => (await models(page)).length === 8 && (await models(page))[6] === 'sim/harbor-72b',
      async () => String(await models(page)));

    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    await until('the recipe of before', async () => (await nodes(page)).length === 8);
    await soon(async () => (await page.locator('#shape').inputValue()) === 'saved:Seven sims', 'it is not among the recipes any more');
    await page.locator('#question').focus();
    await page.keyboard.press('Control+Enter');
    await statusBecomes(page, 'complete');
    await soon(async () => await page.locator('#edit-recipe').isEnabled(), 'it cannot be edited after a run');

    await page.locator('#shape').selectOption('moa-lite');
    await soon(async () => (await nodes(page)).length === 7, 'the shape was not used');
    await page.locator('#shape').selectOption('saved:Seven sims');
    await soon(async () => (await nodes(page)).length === 8, 'the saved recipe was not used');
    check(page.faults.length === 0, page.faults.join('; '));
  },

  'layers and agents are added, copied, moved, removed and brought back': async (open) => {
    const page = await open();
    await openEditor(page);
    const labels = () => cards(page).locator('strong').allTextContents();
    const before = await labels();
    await card(page, 'layers[0].agents[0]').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await soon(async () => (await labels()).slice(0, 2).join() === [before[1], before[0]].join(), 'Alt+Down did not move it');
    await soon(async () => await card(page, 'layers[0].agents[1]').evaluate((one) => one === document.activeElement),
      'the focus did not go along');
    await page.keyboard.press('Delete');
    await soon(async () => (await labels()).length === 6, 'Delete removed nothing');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await soon(async () => (await labels()).join() === before.join(), 'undo did not bring it back');
    await page.keyboard.press('Control+Shift+z');
    await soon(async () => (await labels())[0] === before[1], 'redo did nothing');

    await page.getByRole('button', { name: 'Add a layer before the aggregator' }).click();
    await soon(async () => await page.locator('.editor-layer').count() === 3, 'no layer was added');
    await page.getByRole('button', { name: 'Duplicate layer 2' }).click();
    await page.getByRole('button', { name: 'Move layer 3 earlier' }).click();
    await soon(async () => await page.locator('#editor-place').textContent() === 'Layer 2', 'the form shows another layer');
    await card(page, 'layers[0].agents[2]').click();
    await page.getByRole('button', { name: 'Move agent 1.3 to layer 2' }).click();
    await soon(async () => await page.locator('.editor-layer').nth(1).locator('.editor-agent').count() === 2, 'the agent did not move');
    await card(page, 'layers[3].agents[0]').click();
    await page.keyboard.press('Delete');
    await soon(async () => /exactly one agent, the aggregator/.test(await fault(page)), async () => await fault(page));
    await soon(async () => await page.locator('.editor-layer').count() === 4, 'the aggregator is gone');
  },

  'export and import give the same recipe, and members nobody knows stay': async (open, site) => {
    const page = await open();
    await openEditor(page);
    const given = { format: 'moa-recipe/1', name: 'From a file', flavour: 'plum', layers: [
      { agents: [{ provider: 'simulated', model: 'sim/atlas-70b', mood: 'calm' }, { provider: 'simulated', model: 'sim/echo-8b', temperature: 0.3 }] },
      { agents: [{ provider: 'simulated', model: 'sim/harbor-72b' }] }] };
    const importText = async (text) => page.locator('#editor-file').setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    const exported = async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#editor-export').click()]);
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    };
    await importText(JSON.stringify(given));
    await until('the import', async () => (await cards(page).count()) === 3);
    const first = await exported();
    check(first.name === 'From a file.json', first.name);
    check(JSON.parse(first.text).flavour === 'plum' && JSON.parse(first.text).layers[0].agents[0].mood === 'calm', first.text);
    await page.locator('#editor-start').selectOption('preset:moa-lite-simulated');
    await soon(async () => await cards(page).count() === 7, 'the preset did not come');
    await importText(first.text);
    await until('the import', async () => (await cards(page).count()) === 3);
    await soon(async () => (await exported()).text === first.text, 'what was exported and imported is another recipe');
    await importText('{"format": "moa-recipe/1", "layers": []}');
    await until('the refusal', async () => /^r\.json: layers is an empty list; expected a list of 1 to 16 layers\.$/.test(await fault(page)));
    await soon(async () => await cards(page).count() === 3, 'a wrong file took the place of the recipe');
    await writeFile(`${screenshots}/exported-recipe.json`, first.text);
    check(!JSON.stringify(site.requests).includes('From a file'), 'the recipe left the page');
  },

  'models come from the list of the agent\'s own provider, what they hold and whether they answer': async (open) => {
    const provider = await startProvider(() => ['Hi']);
    provider.models = { data: [{ id: 'acme/giant-70b', context_length: 131072 }, { id: 'acme/small-9b' }] };
    provider.release();
    const page = await open();
    await page.getByRole('button', { name: 'Use your own models' }).click();
    await enterProvider(page, { baseUrl: provider.baseUrl });
    await page.locator('input[id^="setup-proposer-"]').first().fill('acme/small-9b');
    await page.locator('#setup-save').click();
    await page.locator('#setup-screen').waitFor({ state: 'hidden' });
    await openEditor(page);
    await card(page, 'layers[0].agents[0]').click();
    const model = field(page, 'layers[0].agents[0].model');
    await model.fill('giant');
    await until('the list', async () => (await page.locator('.choices [role="option"]').count()) === 1);
    await page.locator('.choices [role="option"]').click();
    await soon(async () => await model.inputValue() === 'acme/giant-70b', async () => await model.inputValue());
    await soon(async () => /131k tokens(?! · unpriced)/.test(await page.locator('#editor-form').textContent()),
      'what it holds is not told, or a price of a server at home');
    await soon(async () => await card(page, 'layers[0].agents[0]').locator('strong').textContent() === 'giant-70b', 'the card does not follow');
    await card(page, '').click();
    await page.locator('#editor').getByRole('button', { name: 'Check models' }).click();
    await until('a verdict on the card', async () => (await card(page, 'layers[0].agents[0]').textContent()).includes('✓ callable'));
    await page.screenshot({ path: `${screenshots}/page-editor-checked.png` });
    await provider.close();
  },

  'unsaved changes are there again, a saved recipe is deleted on request': async (open) => {
    const page = await open();
    await openEditor(page);
    await field(page, 'name').fill('Half done');
    const kept = await page.evaluate(() => localStorage.getItem('moa.recipe-draft'));
    check(kept?.includes('Half done'), 'a crash now would take what was typed');
    await page.keyboard.press('Escape');
    await page.locator('#editor').waitFor({ state: 'hidden' });
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    await openEditor(page);
    await soon(async () => await field(page, 'name').inputValue() === 'Half done', 'unsaved changes are gone');
    await soon(async () => /^Unsaved changes restored/.test(await fault(page)), async () => await fault(page));
    await page.locator('#editor-undo').click();
    await soon(async () => await page.evaluate(() => localStorage.getItem('moa.recipe-draft')) === null, 'what was undone is still kept');
    await page.locator('#editor-redo').click();
    await page.locator('#editor-save').click();
    await soon(async () => await page.locator('#editor-save').textContent() === 'Saved', 'it is not saved');
    check(await page.evaluate(() => localStorage.getItem('moa.recipe-draft')) === null, 'what is saved is still offered as unsaved');
    await page.locator('#editor-start').selectOption('preset:moa-3-simulated');
    await field(page, 'name').fill('Half done');
    await soon(async () => await fault(page) === 'Saving replaces the saved recipe “Half done”.', async () => await fault(page));
    await page.locator('#editor-start').selectOption('saved:Half done');
    await page.locator('#editor-delete').click();
    await soon(async () => await page.locator('#editor-start option[value="saved:Half done"]').count() === 0, 'it is still offered');
    await soon(async () => await page.locator('#shape option[value="saved:Half done"]').count() === 0, 'the header still offers it');
  },

  'ten layers of twenty-four agents stay in hand': async (open) => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    await openEditor(page);
    const agent = { provider: 'simulated', model: 'sim/atlas-70b' };
    const layers = Array.from({ length: 9 }, () => ({ agents: Array.from({ length: 24 }, () => agent) }));
    const text = JSON.stringify({ format: 'moa-recipe/1', name: 'Large', layers: [...layers, { agents: [agent] }] });
    await page.locator('#editor-file').setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await until('the import', async () => (await cards(page).count()) === 217);
    await card(page, 'layers[8].agents[23]').click();
    await field(page, 'layers[8].agents[23].label').fill('The very last proposer');
    await soon(async () => /The very last/.test(await card(page, 'layers[8].agents[23]').textContent()), 'the card does not follow');
    await page.screenshot({ path: `${screenshots}/page-editor-large.png` });
    await page.locator('#editor-use').click();
    await until('its nodes', async () => (await nodes(page)).length === 217);
  },

  'the editor looks right and passes axe, dark': (open) => looksRight(open, 'dark', 1440, 900),
  'the editor looks right and passes axe, light': (open) => looksRight(open, 'light', 1440, 900),
  'the editor looks right and passes axe, 360 pixels, dark': (open) => looksRight(open, 'dark', 360, 720),
  'the editor looks right and passes axe, 360 pixels, light': (open) => looksRight(open, 'light', 360, 720),
};
