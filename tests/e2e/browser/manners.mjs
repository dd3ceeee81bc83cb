// The page's manners: keys and their list, settings, the panel's border, title and icon, leaving, dropped files, IME, clipboard,
// touch, zoom, and a tab in the background.
import { passesAxe } from './axe.mjs';
import { answer, check, nodes, screenshots, soon, statusBecomes, type, until, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

const icon = (page) => page.locator('link[rel="icon"]').getAttribute('href').then(decodeURIComponent);
const leftOf = async (page) => Number.parseFloat(await page.locator('#border').evaluate((border) => border.style.left));

function drop(page, name, text) {
  return page.evaluate(([file, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([content], file));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [name, text]);
}

export const tests = {
  '? and F1 list the keys, and the settings are kept': async (open) => {
    for (const [colorScheme, width] of [['dark', 1280], ['light', 360]]) {
      const page = await open({ colorScheme, viewport: { width, height: 720 } });
      await page.locator('#moa-canvas').focus();
      await page.keyboard.press('?');
      const list = page.locator('#shortcuts-screen');
      await list.waitFor();
      for (const words of ['Ctrl+F', 'Shift+F3', 'Ctrl+Shift+Z', 'F1 or ?', 'Alt+Up']) await soon(async () => (await list.textContent()).includes(words),
        () => `${words} is not in the list`);
      await passesAxe(page, 'keys');
      await page.screenshot({ path: `${screenshots}/page-keys-${width}.png` });
      await page.keyboard.press('Escape');
      await page.locator('#question').focus();
      await page.keyboard.press('?');
      await soon(async () => !(await list.isVisible()), 'a question mark in the question opens the list');
      await page.keyboard.press('F1');
      await list.waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.locator('#settings-text').fill('150');
      await page.getByLabel('Reduced').check();
      await passesAxe(page, 'settings');
      await page.screenshot({ path: `${screenshots}/page-settings-${width}.png` });
      await page.getByRole('button', { name: 'Done' }).click();
      await page.reload();
      await page.locator('#cover').waitFor({ state: 'hidden' });
      const root = await page.evaluate(() => ({ ...document.documentElement.dataset, scale: document.documentElement.style.getPropertyValue('--text-scale') }));
      check(root.motion === 'reduced' && root.scale === '1.5', `kept: ${JSON.stringify(root)}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      check(wide <= width, `the page is ${wide} pixels wide`);
      await page.screenshot({ path: `${screenshots}/page-large-${width}.png` });
      await page.close();
    }
  },

  'the border moves by keys and pointer, the panel folds, and both are kept': async (open) => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    const start = await until('a border', () => leftOf(page));
    await page.locator('#border').focus();
    for (let i = 0; i < 3; ++i) await page.keyboard.press('ArrowLeft');
    const moved = await until('moved', async () => (await leftOf(page)) < start - 60 && leftOf(page));
    await page.mouse.move(moved, 400); // on the tree's side of the border
    await page.mouse.down();
    await page.mouse.move(moved - 100, 400, { steps: 5 });
    await page.mouse.up();
    const dragged = await until('dragged', async () => (await leftOf(page)) < moved - 60 && leftOf(page));
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    await until('as before', async () => Math.abs((await leftOf(page)) - dragged) < 2);
    await page.keyboard.press('Control+b');
    await until('folded', async () => (await page.locator('#border').getAttribute('aria-valuenow')) === '0');
    await page.screenshot({ path: `${screenshots}/page-folded.png` });
    await page.locator('#border').focus();
    await page.keyboard.press('Enter');
    await until('back', async () => Math.abs((await leftOf(page)) - dragged) < 2);
  },

  'title and icon tell how far a run is, and only a run asks before it is left': async (open) => {
    const page = await open();
    await soon(async () => (await icon(page)).startsWith('data:image/svg+xml'), 'no icon');
    const idle = await icon(page);
    const asked = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
    check(!(await asked()), 'leaving an idle page is asked about');
    await page.getByRole('button', { name: 'Run' }).click();
    await until('a count', async () => /^\([1-6] of 7\) MoA/.test(await page.title()));
    await soon(async () => (await icon(page)).includes('stroke-dasharray'), 'no share in the icon');
    check(await asked(), 'leaving during a run is not asked about');
    await statusBecomes(page, 'complete');
    await until('the end', async () => /^MoA/.test(await page.title()));
    await soon(async () => ![idle].includes(await icon(page)), 'the icon does not tell that it is done');
    check(!(await asked()), 'leaving afterwards is asked about');
  },

  'a dropped run or recipe is opened, a wrong file gets a sentence': async (open) => {
    const page = await open();
    await drop(page, 'wrong.json', '{"layers": 5}');
    await until('a sentence', async () => (await page.locator('#notice').textContent()).includes('wrong.json'));
    await passesAxe(page, 'a wrong file');
    const recipe = await page.evaluate(() => JSON.stringify({ format: 'moa-recipe/1', name: 'Dropped',
      layers: [{ agents: [{ provider: 'simulated', model: 'sim/echo-8b' }] }, { agents: [{ provider: 'simulated', model: 'sim/echo-8b' }] }] }));
    await drop(page, 'recipe.json', recipe);
    await until('two nodes', async () => (await nodes(page)).length === 2);
  },

  'a dropped text goes along with the question, named and counted, and what is no text is refused': async (open) => {
    const provider = await startProvider(() => ['An answer.']);
    provider.release();
    const page = await open();
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['a'], aggregator: 'z' });
    const above = () => page.locator('#follow-up-words').textContent();
    await drop(page, 'picture.png', '\u0000\u0001');
    await until('a refusal', async () => /picture\.png: The file is not text/.test(await page.locator('#notice').textContent()));
    await drop(page, 'notes.txt', 'The code is 4711.\n');
    await until('the file', async () => /^With notes\.txt, about \d+ tokens/.test(await above()));
    check(await page.locator('#notice').isHidden(), 'the refusal stays');
    await page.locator('#follow-up-buttons').getByRole('button', { name: 'Remove the file' }).click();
    await soon(async () => !/notes/.test(await above()), above);
    await drop(page, 'notes.txt', 'The code is 4711.\n');
    await until('the file again', async () => /notes/.test(await above()));
    await type(page, 'What is the code?');
    await page.keyboard.press('Control+Enter');
    await statusBecomes(page, 'complete');
    const asked = provider.posts()[0].body.messages.at(-1).content;
    check(asked === 'What is the code?\n\nnotes.txt:\n```\nThe code is 4711.\n```', asked);
    check(!/notes\.txt, about/.test(await above()), 'the file goes along again');
    await provider.close();
  },

  'an input method composes in the question without running or stopping anything': async (open) => {
    const page = await open();
    await page.locator('#question').fill('');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await soon(async () => (await page.locator('#question').inputValue()) === 'にほん', 'the composition is not shown');
    await devtools.send('Input.insertText', { text: '日本語' });
    await soon(async () => (await page.locator('#question').inputValue()) === '日本語', 'the composed text is not taken');
    await page.getByRole('button', { name: 'Run' }).click();
    await until('asked', async () => (await page.locator('#moa-answer').getAttribute('data-status')) !== 'idle');
  },

  'text of many lines and scripts is pasted and copied as it is': async (open) => {
    const page = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const text = 'Zeile 1: Größe\n第二行 👩‍👩‍👧‍👦\nثالث\n  four';
    await page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await page.locator('#question').fill('');
    await page.keyboard.press('Control+v');
    await soon(async () => (await page.locator('#question').inputValue()) === text, 'it is pasted otherwise');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+x');
    await soon(async () => (await page.locator('#question').inputValue()) === '', 'it is not cut');
    await soon(async () => (await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r\n', '\n') === text,
      'it is copied otherwise');
  },

  'a finger runs it and opens a node, at 360 pixels and double size': async (open) => {
    const page = await open({ viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
    await page.getByRole('button', { name: 'Run' }).tap();
    await statusBecomes(page, 'complete');
    // The answer came into sight by itself; the tree is the tab beside it.
    const header = await page.locator('#header').boundingBox();
    await page.touchscreen.tap(32, header.y + header.height + 24);
    const card = await until('the tree', async () => (await nodes(page)).find((one) => one.id === '1.1' && one.rect));
    const { rect: [x, y, width, height] } = card;
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await until('1.1 selected', async () => (await nodes(page)).find((one) => one.id === '1.1').selected);
    check(page.faults.length === 0, page.faults.join('; '));
  },

  'a run goes on in a tab that is not seen': async (open) => {
    const page = await open();
    await page.getByRole('button', { name: 'Run' }).click();
    const front = await page.context().newPage();
    await front.bringToFront();
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { get: () => true }));
    await statusBecomes(page, 'complete');
    await soon(async () => (await answer(page)).length > 100, 'no answer');
    await front.close();
  },
};
