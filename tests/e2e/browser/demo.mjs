// The first minute: the scripted demo from an unknown visitor's first sight to the answer, idle afterwards.
import { writeFile } from 'node:fs/promises';
import { answer, check, nodes, screenshots, soon, statusBecomes, until } from './support.mjs';

const frames = (page) => page.evaluate(() => window.moa.frames);

async function run(open, scheme) {
  const page = await open({ pace: 1, colorScheme: scheme, viewport: { width: 1440, height: 900 } });
  await soon(async () => (await page.locator('#question').inputValue()).length > 0, 'no question stands ready');
  await soon(async () => await page.locator('#demo').isVisible(), 'the demo is not marked');
  await page.getByRole('button', { name: 'Run' }).click();
  await until('two nodes streaming', async () =>
    (await nodes(page)).filter((node) => node.state === 'streaming').length >= 2);
  await page.screenshot({ path: `${screenshots}/page-${scheme}-running.png` });
  await statusBecomes(page, 'complete');
  await until('all nodes done', async () => (await nodes(page)).every((node) => node.state === 'done'));
  const tree = await nodes(page);
  check(tree.length === 7, `${tree.length} nodes instead of 7`);
  check(tree.every((node) => node.text.length > 20), 'a node has no text in the mirror');
  const plain = (text) => text.replace(/[^\p{L}\d]+/gu, '');
  await soon(async () => plain(await answer(page)) === plain(tree.at(-1).text), 'the answer is not the aggregator\'s text');
  await page.screenshot({ path: `${screenshots}/page-${scheme}.png` });
  check(page.faults.length === 0, `faults: ${page.faults.join('; ')}`);
  return page;
}

export const tests = {
  'the demo runs to its end, dark': (open) => run(open, 'dark'),
  'the demo runs to its end, light': (open) => run(open, 'light'),

  'the first part of the program is asked for with the page, the rest after it, and each once': async (open) => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    const { announced, loaded } = await page.evaluate(() => ({
      announced: [...document.querySelectorAll('script[src], link[rel=preload]')].map((tag) => tag.src ?? tag.href),
      loaded: performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => /\.(js|wasm)\?v=/.test(name)),
    }));
    const late = loaded.filter((name) => !announced.includes(name));
    check(loaded.length === 4 && late.length === 1 && late[0].includes('/moa.rest.wasm?'), `found only on the way: ${late.join(', ')}`);
    check(new Set(loaded).size === loaded.length, `loaded twice: ${loaded.join(', ')}`);
    check(announced.every((name) => loaded.includes(name)), 'more is announced than is used');
    check(page.faults.length === 0, `faults: ${page.faults.join('; ')}`);
  },

  'no frame is drawn while nothing changes': async (open) => {
    const page = await run(open, 'dark');
    // The page settles when the count stands still over many chances to draw; then it must go on standing still.
    const idleFrames = (count) => page.evaluate((chances) => new Promise((resolve) => {
      const before = window.moa.frames;
      let left = chances;
      const next = () => (--left > 0 ? requestAnimationFrame(next) : resolve(window.moa.frames - before));
      requestAnimationFrame(next);
    }), count);
    await until('settling', async () => (await idleFrames(20)) === 0);
    check((await idleFrames(90)) === 0, 'frames are drawn though nothing changes');
    const before = await frames(page);
    await page.mouse.move(400, 300);
    await until('a frame after input', async () => (await frames(page)) > before);
  },

  'a draft survives a reload': async (open) => {
    const page = await open();
    await page.locator('#question').fill('What falls at 10:40?\nAnd why?');
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    await soon(async () => (await page.locator('#question').inputValue()) === 'What falls at 10:40?\nAnd why?', 'the draft is gone');
  },

  'an empty question is refused in words': async (open) => {
    const page = await open();
    await page.locator('#question').fill('');
    await page.keyboard.press('Control+Enter');
    await page.locator('#notice').waitFor();
    await soon(async () => (await page.locator('#notice').textContent()).includes('question'), 'the notice does not say what is missing');
    await soon(async () => (await page.locator('#moa-answer').getAttribute('data-status')) === 'idle', 'a run has started');
  },

  'it fits 360 pixels': async (open) => {
    const page = await open({ colorScheme: 'dark', viewport: { width: 360, height: 720 } });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    check(wide <= 360, `the page is ${wide} pixels wide`);
    await page.screenshot({ path: `${screenshots}/page-360.png` });
    await page.getByRole('button', { name: 'Run' }).click();
    await statusBecomes(page, 'complete');
    await page.screenshot({ path: `${screenshots}/page-360-complete.png` });
    await page.getByRole('button', { name: 'Use your own models' }).click();
    const save = await page.locator('#setup-save').boundingBox();
    check(save.x >= 0 && save.x + save.width <= 360, 'the dialog is cut off');
    await page.screenshot({ path: `${screenshots}/page-360-dialog.png` });
  },

  'it answers to double-size text on the same window': async (open) => {
    const page = await open({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });
    const backing = await page.locator('#moa-canvas').evaluate((canvas) => [canvas.width, canvas.height]);
    check(backing[0] === 1440 && backing[1] === 900, `the canvas has ${backing} pixels`);
    await writeFile(`${screenshots}/page-200-percent.png`, await page.screenshot());
  },
};
