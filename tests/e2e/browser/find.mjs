// Find in text: from the keyboard, over all texts of the run, with the focus going back to where it was.
import { passesAxe } from './axe.mjs';
import { check, frames, nodes, screenshots, soon, statusBecomes, until } from './support.mjs';

const result = (page) => page.locator('#find-result').textContent();
const selected = async (page) => (await nodes(page)).find((one) => one.selected)?.id ?? '';
const focus = (page) => page.evaluate(() => document.activeElement.id);

async function found(page, words) {
  await page.keyboard.press('Control+f');
  await page.locator('#find-words').fill(words);
  const [, number, count] = (await until('a count', async () => /^(\d+) of (\d+)$/.exec(await result(page))));
  return [Number(number), Number(count)];
}

async function afterDemo(open, options) {
  const page = await open(options);
  await page.getByRole('button', { name: 'Run' }).click();
  await statusBecomes(page, 'complete');
  return page;
}

/** How often a picture of the page shows a colour. (The canvas itself can only be read in the frame that drew it.) */
async function pixels(page, rgb) {
  const shot = (await page.screenshot()).toString('base64');
  return page.evaluate(async ([data, wanted]) => {
    const picture = Object.assign(new Image(), { src: `data:image/png;base64,${data}` });
    await picture.decode();
    const copy = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    copy.drawImage(picture, 0, 0);
    const { data: bytes } = copy.getImageData(0, 0, picture.width, picture.height);
    let count = 0;
    for (let i = 0; i < bytes.length; i += 4) if (wanted.every((value, c) => bytes[i + c] === value)) ++count;
    return count;
  }, [shot, rgb]);
}

export const tests = {
  'Ctrl+F finds in the answer and in the nodes, with Enter, Shift+Enter and F3': async (open) => {
    const page = await afterDemo(open, { viewport: { width: 1440, height: 900 } });
    const texts = (await nodes(page)).map((one) => one.text.toLowerCase());
    const [first, count] = await found(page, 'SKY');
    check(count >= 3 && count <= texts.join(' ').split('sky').length - 1, `${count} places`);
    await soon(async () => (await selected(page)) === '', 'it does not begin with the answer on screen');
    await page.screenshot({ path: `${screenshots}/page-find.png` });
    let here = first;
    const goes = async (key, step) => {
      await page.keyboard.press(key);
      here = (here - 1 + step + count) % count + 1;
      await until(`${here} of ${count}`, async () => (await result(page)) === `${here} of ${count}`);
    };
    // Which texts the panel shows, the answer as the empty one.
    await page.evaluate(() => {
      const tree = document.getElementById('moa-tree');
      window.shown = new Set(['']);
      new MutationObserver(() => window.shown.add(tree.querySelector('[aria-selected="true"]')?.dataset.node ?? ''))
        .observe(tree, { subtree: true, childList: true, attributes: true });
    });
    for (let i = 0; i < count; ++i) {
      const drawn = await frames(page);
      await goes(i % 2 ? 'Enter' : 'F3', 1);
      await until('a frame', async () => (await frames(page)) > drawn + 1);
    }
    await until('three texts on screen', () => page.evaluate(() => window.shown.size > 2));
    await goes('Shift+Enter', -1);
    await goes('Shift+F3', -1);
    await soon(async () => (await focus(page)) === 'find-words', 'the focus has left the field');
    await page.locator('#find-words').fill('nowhere to be found');
    await until('nothing', async () => (await result(page)) === 'Not found');
    await page.keyboard.press('Escape');
    await soon(async () => !(await page.locator('#find').isVisible()), 'Escape does not close it');
    await soon(async () => (await focus(page)) === 'question', 'the focus did not come back');
    check(page.faults.length === 0, page.faults.join('; '));
  },

  'what is found is marked on the canvas, and unmarked afterwards': async (open) => {
    const page = await afterDemo(open, { viewport: { width: 1440, height: 900 } });
    const mark = [0x45, 0x3d, 0x2c];
    await found(page, 'blue');
    await until('marks', async () => (await pixels(page, mark)) > 500);
    await page.keyboard.press('Escape');
    await until('no marks', async () => (await pixels(page, mark)) === 0);
  },

  'the search follows a growing answer': async (open) => {
    const page = await open();
    await page.keyboard.press('Control+f');
    await page.locator('#find-words').fill('the');
    await page.getByRole('button', { name: 'Run' }).click();
    const count = async () => Number(/of (\d+)$/.exec(await result(page))?.[1] ?? 0);
    await until('some', async () => (await count()) > 2);
    const early = await count();
    await until('more', async () => (await count()) > early);
    await page.locator('#find-words').focus();
    await page.keyboard.press('Escape');
    await statusBecomes(page, 'complete');
  },

  'the search is accessible and fits 360 pixels': async (open) => {
    for (const [colorScheme, width] of [['dark', 360], ['light', 1280]]) {
      const page = await afterDemo(open, { colorScheme, viewport: { width, height: 720 } });
      await found(page, 'sky');
      await passesAxe(page, `search, ${width} pixels`);
      await until('its place', async () => (await page.locator('#find').boundingBox()).x >= 0);
      const box = await page.locator('#find-close').boundingBox();
      check(box.x + box.width <= width, 'it is cut off');
      await page.screenshot({ path: `${screenshots}/page-find-${width}.png` });
    }
  },
};
