// What the engine promises, seen from the page: deadlines under late timers, texts that were replaced, one key for one act.
import { answer, check, soon, status, statusBecomes, until, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

const item = (page, id) => page.locator(`#moa-tree [data-node="${id}"]`);

/** As if it were dropped on the page. */
const drop = (page, name, value) => page.evaluate(([file, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], file));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, [name, JSON.stringify(value)]);

const recipe = (layers) => ({ format: 'moa-recipe/1', name: 'Engine',
  layers: layers.map(({ models, ...rest }) => ({ ...rest, agents: models.map((model) => ({ provider: 'custom', model })) })) });

async function use(page, provider, made) {
  await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['any'], aggregator: 'any' });
  await drop(page, 'engine.json', made);
  await until('the recipe', async () => (await page.locator('#moa-tree [data-node]').count()) === made.layers.flatMap(({ agents }) => agents).length);
  await page.locator('#question').fill('Why?');
}

export const tests = {
  'a deadline is kept though bytes come first and every timer of the tab is late': async (open) => {
    const pieces = Array.from({ length: 2000 }, (_, i) => `word ${i} `);
    const provider = await startProvider((model) => (model === 'slow' ? pieces : [`${model} says so.`]));
    const page = await open();
    // As in a hidden tab; the page's own timers only, not those of the test.
    await page.evaluate(() => {
      const set = window.setTimeout.bind(window);
      window.setTimeout = (act, delay = 0, ...rest) => set(act, delay + 400, ...rest);
    });
    await use(page, provider, recipe([{ models: ['fast', 'slow'], wait: { deadline_ms: 1500 } }, { models: ['judge'] }]));
    await page.locator('#run').click();
    let places = 0;
    const pouring = setInterval(() => provider.release(++places), 20);
    await until('the call of the aggregator', () => provider.posts().some((call) => call.body.model === 'judge'), 30000);
    await soon(async () => await status(page) === 'running', 'the straggler has ended before');
    await until('that it is late', async () => /late/.test(await item(page, '1.2').getAttribute('data-marks')));
    clearInterval(pouring);
    provider.release();
    await until('the answer', async () => (await answer(page)) === 'judge says so.');
    await provider.close();
  },

  'an edit that keeps the length is heard by a screen reader, too, and so is undo': async (open) => {
    const text = `The year is 1984, ${'and so on '.repeat(40)}says the book.`;
    const provider = await startProvider((model) => [model === 'a' ? text : 'Done.']);
    provider.release();
    const page = await open();
    await use(page, provider, recipe([{ models: ['a', 'b'] }, { models: ['judge'] }]));
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    await item(page, '1.1').focus();
    await page.keyboard.press('e');
    await page.locator('#node-answer').fill(text.replace('1984', '1948'));
    await page.keyboard.press('Control+Enter');
    await until('the edit', async () => (await item(page, '1.1').textContent()) === text.replace('1984', '1948'));
    await item(page, '1.1').focus();
    await page.keyboard.press('Control+z');
    await until('the text of before', async () => (await item(page, '1.1').textContent()) === text);
    await provider.close();
  },

  'R regenerates the node alone, also one that has failed': async (open) => {
    let broken = true;
    const provider = await startProvider((model) => (model === 'a' && broken ? 404 : [`${model} says so.`]));
    provider.release();
    const page = await open();
    await use(page, provider, recipe([{ models: ['a', 'b'] }, { models: ['judge'] }]));
    await page.locator('#run').click();
    await statusBecomes(page, 'degraded');
    const before = provider.posts().length;
    broken = false;
    await item(page, '1.1').focus();
    await page.keyboard.press('r');
    await until('its answer', async () => (await item(page, '1.1').textContent()) === 'a says so.');
    check(provider.posts().length === before + 1, 'more was called than the node');
    await soon(async () => await item(page, '2.1').getAttribute('data-marks') === 'stale', 'what builds on it is not stale');
    await provider.close();
  },
};
