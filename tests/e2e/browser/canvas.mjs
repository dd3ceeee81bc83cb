// The canvas under real mouse and keyboard, next to the mirror that tells what it shows.
import { passesAxe } from './axe.mjs';
import { answer, check, frames, launch, nodes, screenshots, soon, statusBecomes, stillPicture, type, until, siteFolder } from './support.mjs';

const middle = ([x, y, width, height]) => [x + width / 2, y + height / 2];

async function afterDemo(open, options) {
  const page = await open(options);
  await page.getByRole('button', { name: 'Run' }).click();
  await statusBecomes(page, 'complete');
  return page;
}

const node = async (page, id) => (await nodes(page)).find((one) => one.id === id);

/** A picture of the panel right of the tree, taken when the canvas stands still. */
const panel = (page) => stillPicture(page, { x: 980, y: 60, width: 450, height: 820 });

/** The pixels of a picture, from its line `top` on, as "red,green,blue,alpha". `reader`: a page without a policy. */
const pixels = (reader, png, top = 0) => reader.evaluate(async ({ data, top }) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${data}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  const context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data: bytes } = context.getImageData(0, top, canvas.width, canvas.height - top);
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.slice(4 * i, 4 * i + 4).join());
}, { data: png.toString('base64'), top });

export const tests = {
  'a node clicked on the canvas opens in the inspector': async (open) => {
    const page = await afterDemo(open, { viewport: { width: 1440, height: 900 } });
    const before = await panel(page);
    const wanted = await node(page, '1.3');
    await page.mouse.click(...middle(wanted.rect));
    await until('1.3 selected', async () => (await node(page, '1.3')).selected);
    await soon(async () => !(await panel(page)).equals(before), 'the inspector shows the same as before');
    await page.screenshot({ path: `${screenshots}/page-inspector.png` });
    const other = await node(page, '1.5');
    const third = await panel(page);
    await page.mouse.click(...middle(other.rect));
    await until('1.5 selected', async () => (await node(page, '1.5')).selected);
    await soon(async () => !(await node(page, '1.3')).selected, 'two nodes are selected');
    await soon(async () => !(await panel(page)).equals(third), 'the inspector shows the same for another node');
  },

  'dragging pans and Ctrl with the wheel zooms': async (open) => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    const start = (await node(page, '1.1')).rect;
    await page.mouse.move(60, 120);
    await page.mouse.down();
    await page.mouse.move(100, 140, { steps: 4 });
    await page.mouse.move(140, 160, { steps: 4 });
    await page.mouse.up();
    await until('panned', async () => (await node(page, '1.1')).rect[0] > start[0] + 40);
    const panned = (await node(page, '1.1')).rect;
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await until('zoomed', async () => (await node(page, '1.1')).rect[2] > panned[2] * 1.1);
    await page.getByRole('button', { name: 'Fit tree' }).click();
    await until('fitted', async () => Math.abs((await node(page, '1.1')).rect[0] - start[0]) < 2);
  },

  'a row of the timeline tells of its node, chooses it, and the timeline folds': async (open) => {
    const page = await afterDemo(open, { viewport: { width: 1440, height: 900 } });
    // Seven rows of 13 pixels, an axis of 28 above them and 10 below.
    const top = 900 - (28 + 7 * 13 + 10);
    const row = (place) => [500, top + 28 + 13 * place + 6];
    const above = { x: 0, y: 60, width: 940, height: top - 260 };
    const before = await stillPicture(page, above);
    await page.mouse.move(...row(2));
    await soon(async () => !(await page.screenshot({ clip: above })).equals(before), 'nothing is told of the row');
    await page.screenshot({ path: `${screenshots}/page-timeline.png` });
    await page.mouse.move(60, 120);
    await soon(async () => (await page.screenshot({ clip: above })).equals(before), 'what was told of the row stays');
    await page.mouse.click(...row(2));
    await until('1.3 selected', async () => (await node(page, '1.3')).selected);
    const composer = () => page.locator('#composer').boundingBox();
    const { y } = await composer();
    await page.mouse.click(29, top + 14);
    await soon(async () => (await composer()).y > y + 50, 'the timeline does not fold');
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    await soon(async () => (await composer()).y > y + 50, 'the timeline is unfolded again after a reload');
  },

  'no frame waits for what the graphics context would answer': async (open) => {
    const page = await open();
    await page.evaluate(() => {
      window.asked = [];
      for (const name of ['getParameter', 'isEnabled', 'getError', 'readPixels', 'finish']) {
        const method = WebGL2RenderingContext.prototype[name];
        WebGL2RenderingContext.prototype[name] = function (...all) {
          window.asked.push(`${name} ${all[0]}`);
          return method.apply(this, all);
        };
      }
    });
    const before = await frames(page);
    await page.getByRole('button', { name: 'Run' }).click();
    await statusBecomes(page, 'complete');
    await soon(async () => (await frames(page)) > before, 'no frame was drawn');
    const asked = await page.evaluate(() => [...new Set(window.asked)]);
    check(asked.length === 0, `asked in frames: ${asked.join(', ')}`);
  },

  'the keyboard alone reaches every node': async (open) => {
    const page = await afterDemo(open, { viewport: { width: 1440, height: 900 } });
    await page.locator('#moa-tree [tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await soon(async () => (await page.evaluate(() => document.activeElement.dataset.node)) === '2.1', 'the arrow leads elsewhere');
    await page.keyboard.press('ArrowLeft');
    await soon(async () => (await page.evaluate(() => document.activeElement.dataset.node)) === '1.1', 'the arrow leads elsewhere');
    await page.keyboard.press('Enter');
    await until('1.1 selected', async () => (await node(page, '1.1')).selected);
    await soon(async () => await page.locator('#ring').isVisible(), 'the keyboard\'s place is not shown');
  },

  'the tree is drawn anew after the graphics context was lost': async (open) => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    const before = await panel(page);
    await page.evaluate(() => {
      const gl = document.getElementById('moa-canvas').getContext('webgl2');
      window.lost = gl.getExtension('WEBGL_lose_context');
      window.lost.loseContext();
    });
    await until('lost', () => page.evaluate(() => document.getElementById('moa-canvas').getContext('webgl2').isContextLost()));
    await page.evaluate(() => window.lost.restoreContext());
    await until('the same picture', async () => (await panel(page)).equals(before));
    check(page.faults.length === 0, `faults: ${page.faults.join('; ')}`);
  },

  'no fault for assistive technology': async (open) => {
    for (const colorScheme of ['dark', 'light']) {
      const page = await afterDemo(open, { colorScheme });
      await passesAxe(page, 'after a run');
      await page.getByRole('button', { name: 'Use your own models' }).click();
      await passesAxe(page, 'models');
      await page.screenshot({ path: `${screenshots}/page-dialog-${colorScheme}.png` });
    }
  },

  'the system\'s theme is followed, and the user\'s choice kept': async (open) => {
    const page = await open({ colorScheme: 'dark' });
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await soon(async () => (await theme()) === 'dark', 'not dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await until('light', async () => (await theme()) === 'light');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Dark').check();
    await soon(async () => (await theme()) === 'dark', 'the choice does nothing');
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    await soon(async () => (await theme()) === 'dark', 'the choice is forgotten');
  },

  'forced colours: the canvas draws with the user\'s colours alone, as the page around it does': async (open, site, browser) => {
    const page = await open({ colorScheme: 'dark', forcedColors: 'active' });
    await page.locator('#run').waitFor();
    const reader = await browser.newPage();
    /** The colour of most of a picture's pixels. */
    const groundOf = async (clip) => {
      const counts = new Map();
      for (const pixel of await pixels(reader, await page.screenshot({ clip }))) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      return [...counts].sort((a, b) => b[1] - a[1])[0][0];
    };
    const tree = { x: 20, y: 120, width: 300, height: 300 };
    await soon(async () => (await groundOf(tree)) === '0,0,0,255', async () => `the ground is ${await groundOf(tree)}`);
    await page.emulateMedia({ colorScheme: 'light' });
    await soon(async () => (await groundOf(tree)) === '255,255,255,255', async () => `the ground is ${await groundOf(tree)}`);
    await page.screenshot({ path: `${screenshots}/page-forced-light.png` });
    await page.emulateMedia({ colorScheme: 'dark' });
    await soon(async () => (await groundOf(tree)) === '0,0,0,255', 'it does not go back');
    await page.screenshot({ path: `${screenshots}/page-forced-dark.png` });
    await page.emulateMedia({ forcedColors: 'none' });
    await soon(async () => !['0,0,0,255', '255,255,255,255'].includes(await groundOf(tree)), 'the theme does not come back');
    await reader.close();
  },

  'without a graphics card all of the canvas is shown': async (open) => {
    // This browser has none. What it leaves out is transparent in its picture.
    for (const viewport of [{ width: 1280, height: 800 }, { width: 360, height: 740 }]) {
      const page = await open({ viewport });
      const reader = await page.context().browser().newPage();
      // Pictures of a part are made in another way.
      const isWhole = async () => (await pixels(reader, await page.screenshot(), viewport.height - 60)).every((pixel) => pixel.endsWith(',255'));
      await soon(isWhole, `a part of the canvas is missing at ${viewport.width} pixels`);
      await reader.close();
      await page.context().close();
    }
  },

  'without WebGL 2 the page says so, and goes on as text': async (open, site) => {
    const browser = await launch(['--disable-gpu', '--disable-3d-apis']);
    try {
      const page = await browser.newPage();
      const faults = [];
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto(site.address);
      await until('a message', async () => (await page.locator('#cover-text').textContent()).includes('WebGL 2'));
      await soon(async () => await page.locator('#cover').isVisible(), 'the message is not shown');
      await page.getByRole('button', { name: 'Continue as text' }).click();
      await page.locator('#cover').waitFor({ state: 'hidden' });
      await type(page, 'Why is the sky blue?');
      await page.keyboard.press('Control+Enter');
      await statusBecomes(page, 'complete');
      const sees = async (place, words) => soon(async () => (await page.locator(place).innerText()).includes(words) && await page.locator(place).isVisible(),
        async () => `${place} shows ${await page.locator(place).innerText()}`);
      await sees('#moa-answer', 'Sunlight holds all colours');
      await sees('#moa-tree [data-node="1.1"]', 'Rayleigh scattering');
      await page.locator('#moa-tree [data-node="1.1"]').click();
      await sees('#moa-node', 'Prompt');
      await page.getByRole('button', { name: 'Mute' }).click();
      await sees('#actions-words', 'stale');
      await page.getByRole('button', { name: 'Compare answers' }).click();
      await page.locator('#compare-screen').waitFor();
      await page.keyboard.press('Escape');
      for (const [name, width] of [['wide', 1280], ['narrow', 360]]) {
        await page.setViewportSize({ width, height: 740 });
        await page.evaluate(() => window.scrollTo(0, 0));
        check(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `wider than ${width}`);
        await page.screenshot({ path: `${screenshots}/page-as-text-${name}.png` });
      }
      await passesAxe(page, 'as text');
      check(faults.length === 0, faults.join());
    } finally {
      await browser.close();
    }
  },

  'a program that does not arrive is reported': async (open, site, browser) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route('**/moa.wasm*', (route) => route.fulfill({ status: 503 }));
    await page.goto(site.address);
    await page.locator('#cover-button').waitFor();
    await soon(async () => (await page.locator('#cover-text').textContent()).includes('503'), 'the reason is not told');
    await context.close();
  },

  'without JavaScript, without its script, and opened as a file, the page says why nothing happens': async (open, site, browser) => {
    const still = await browser.newContext({ javaScriptEnabled: false });
    const page = await still.newPage();
    await page.goto(site.address);
    // What is in noscript is for browsers that know before they read the page; this one is told later.
    await page.getByText('script has not started').waitFor();
    await still.close();

    const context = await browser.newContext();
    const lacking = await context.newPage();
    await lacking.route('**/main.js*', (route) => route.abort());
    await lacking.goto(site.address);
    check(await lacking.locator('#cover-late').isHidden(), 'it complains at once');
    await lacking.getByText('script has not started').waitFor();
    const file = await context.newPage();
    await file.goto(`file://${siteFolder}/index.html`);
    await file.getByText(/served? .*over HTTP/i).waitFor();
    await context.close();
  },

  'text of a reply is never taken for HTML': async (open) => {
    const page = await open();
    await page.evaluate(() => {
      window.moa.update({ nodes: [{ id: '1.1', append: '<img src=x onerror="window.broken=1"><b>bold</b>' }],
        answer: { from: 0, segments: [[{ kind: 'paragraph', runs: [['<script>window.broken=1</script>', 1, 'javascript:window.broken=1']] },
          { kind: 'code', text: '<b>bold</b>' }, { kind: 'table', columns: 1, cells: [[['<img src=x>', 0]]] }]] } });
    });
    check((await answer(page)) === '<script>window.broken=1</script><b>bold</b><img src=x>', `the text was changed: ${await answer(page)}`);
    check(await page.evaluate(() => !window.broken && !document.querySelector('#mirror img, #mirror b, #mirror a')), 'HTML came alive');
  },
};
