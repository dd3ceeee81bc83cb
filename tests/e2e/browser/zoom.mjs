// Zooming: the browser's own to 200 %, and the tree's, by wheel and fingers, from reading to overview.
import { passesAxe } from './axe.mjs';
import { check, frames, nodes, screenshots, soon, statusBecomes, until } from './support.mjs';

const rectOf = async (page, id) => (await nodes(page)).find((one) => one.id === id).rect;
const CARD = 240; // the width of a card at a zoom of 1, in CSS pixels

/** Controls in view that something else covers, that are cut off by the window, or whose words do not fit; in words. */
const faults = (page) => page.evaluate(() => {
  const found = [];
  const scope = document.querySelector('dialog[open]') ?? document.body;
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  /** For screen readers, until the keyboard is there. */
  const aside = (element) => {
    for (let up = element; up; up = up.parentElement) if (getComputedStyle(up).clipPath === 'inset(50%)') return true;
    return false;
  };
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const one of scope.querySelectorAll('button, input, select, textarea, a[href]')) {
    if (!seen(one) || one.closest('#mirror, [inert]') || one.type === 'file' || aside(one)) continue;
    const name = one.id || one.getAttribute('aria-label') || one.textContent.trim();
    one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const box = one.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) found.push(`${name} is cut off`);
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!over || !(one.contains(over) || over.contains(one) || over.closest('label')?.contains(one))) {
      found.push(`${name} is covered by ${over?.id || over?.className || over?.tagName}`);
    }
    if (one.tagName === 'BUTTON' && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).textOverflow !== 'ellipsis') {
      found.push(`the words of ${name} do not fit`);
    }
  }
  return found;
});

async function inOrder(page, what) {
  const found = await faults(page);
  check(found.length === 0, `${what}: ${found.join('; ')}`);
}

/** Turns the wheel with Ctrl held, notch by notch. */
async function wheel(page, notches) {
  await page.keyboard.down('Control');
  for (let i = 0; i < Math.abs(notches); ++i) await page.mouse.wheel(0, notches > 0 ? -120 : 120);
  await page.keyboard.up('Control');
}

/** The rectangle of a node once it stands still. */
async function settled(page, id) {
  let [drawn, last] = [-1, []];
  // The mirror tells of a frame within a tenth of a second.
  await until('the tree stands still', async () => {
    const [before, next] = [await frames(page), await rectOf(page, id)];
    const same = before === drawn && next.every((value, i) => Math.abs(value - last[i]) < 0.01);
    [drawn, last] = [before, next];
    return same;
  }, { every: 120 });
  return last;
}

export const tests = {
  'at 200 % everything is there, whole and operable': async (open) => {
    // A window of 1280 by 800 at 200 %: half the CSS pixels, each twice as dense.
    const page = await open({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    await inOrder(page, 'at first');
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    await page.screenshot({ path: `${screenshots}/page-200.png` });
    await inOrder(page, 'after a run');
    await passesAxe(page, 'after a run');
    for (const [opener, dialog] of [['settings', 'settings-screen'], ['models', 'setup-screen'], ['history', 'history-screen'],
      ['keys', 'shortcuts-screen'], ['edit-recipe', 'editor']]) {
      await page.locator(`#${opener}`).click();
      await page.locator(`#${dialog}`).waitFor();
      await inOrder(page, dialog);
      await passesAxe(page, dialog);
      await page.screenshot({ path: `${screenshots}/page-200-${opener}.png` });
      await page.keyboard.press('Escape');
      await page.locator(`#${dialog}`).waitFor({ state: 'hidden' });
    }
    check(page.faults.length === 0, page.faults.join('; '));
  },

  'low pages keep room for the answer: a telephone on its side, a zoom of 400 %': async (open) => {
    for (const [width, height, least] of [[740, 360, 90], [360, 225, 48]]) {
      const page = await open({ viewport: { width, height }, deviceScaleFactor: 2 });
      await page.locator('#run').click();
      await statusBecomes(page, 'complete');
      const [header, composer] = await Promise.all(['#header', '#composer'].map((part) => page.locator(part).boundingBox()));
      const tabs = 49;
      const room = composer.y - (header.y + header.height) - tabs;
      check(room >= least, `${room} pixels are left for the answer at ${width} x ${height}`);
      check(composer.y + composer.height <= height, 'the question is cut off');
      await passesAxe(page, `${width} x ${height}`);
      await page.screenshot({ path: `${screenshots}/page-low-${width}.png` });
    }
  },

  'letters in the tree are drawn at the size they are shown in, at every zoom': async (open) => {
    const page = await open({ viewport: { width: 800, height: 500 }, deviceScaleFactor: 2 });
    await page.evaluate(() => {
      window.sizes = [];
      const font = Object.getOwnPropertyDescriptor(OffscreenCanvasRenderingContext2D.prototype, 'font');
      const fill = OffscreenCanvasRenderingContext2D.prototype.fillText;
      OffscreenCanvasRenderingContext2D.prototype.fillText = function drawn(...all) {
        window.sizes.push(font.get.call(this));
        return fill.apply(this, all);
      };
    });
    const [x, y, width, height] = await settled(page, '1.3');
    await page.mouse.move(x + width / 2, y + height / 2);
    for (const notches of [4, 4, 4]) {
      await page.evaluate(() => { window.sizes = []; });
      await wheel(page, notches);
      const zoom = (await settled(page, '1.3'))[2] / CARD;
      // Names of cards that are not small are set in 13 semibold, growing up to 1.15 times that; the program rounds to half device pixels.
      const wanted = Math.round(13 * Math.min(zoom, 1.15) * 2 * 2) / 2;
      const drawn = await until(`letters of ${wanted} pixels`, () => page.evaluate((size) => {
        const sizes = window.sizes.filter((font) => font.startsWith('600 ')).map((font) => Number.parseFloat(font.slice(4)));
        return sizes.some((one) => Math.abs(one - size) <= 0.5) && sizes;
      }, wanted));
      check(drawn.length > 0, 'nothing was drawn');
    }
  },

  'a wheel zooms without a key, two fingers pan': async (open) => {
    const page = await open();
    const before = await settled(page, '1.3');
    await page.mouse.move(before[0] + before[2] / 2, before[1] + before[3] / 2);
    await page.mouse.wheel(0, -120);
    await until('larger', async () => (await rectOf(page, '1.3'))[2] > before[2] * 1.05);
    const larger = await settled(page, '1.3');
    await page.mouse.wheel(4, 37); // as a touchpad tells of it
    await until('moved', async () => (await rectOf(page, '1.3'))[1] < larger[1] - 5);
    await soon(async () => Math.abs((await settled(page, '1.3'))[2] - larger[2]) < 0.01, 'two fingers zoom');
  },

  'while Space is held the tree follows the pointer': async (open) => {
    const page = await open();
    const before = await settled(page, '1.3');
    await page.mouse.click(30, before[1] + before[3] / 2); // The tree has the keyboard then.
    await page.mouse.move(before[0] + 20, before[1] + 20);
    await page.keyboard.down('Space');
    await page.mouse.move(before[0] + 60, before[1] + 45, { steps: 4 });
    await until('moved', async () => Math.abs((await rectOf(page, '1.3'))[0] - before[0] - 40) < 2);
    await soon(async () => Math.abs((await settled(page, '1.3'))[1] - before[1] - 25) < 2, 'not by as much downwards');
    await page.keyboard.up('Space');
    const after = await settled(page, '1.3');
    await page.mouse.move(before[0] + 150, before[1] + 100, { steps: 4 });
    await soon(async () => Math.abs((await settled(page, '1.3'))[0] - after[0]) < 0.5, 'it follows without Space');
  },

  'the point under the pointer stays there, and far away a card is a shape': async (open) => {
    const page = await open({ viewport: { width: 900, height: 600 } });
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    const before = await settled(page, '1.3');
    const at = [before[0] + before[2] * 0.3, before[1] + before[3] * 0.6];
    await page.mouse.move(...at);
    const share = (rect) => [(at[0] - rect[0]) / rect[2], (at[1] - rect[1]) / rect[3]];
    /** How many colours the upper half of a card's picture has: its name and its text, or neither. */
    const colours = async () => {
      const [x, y, width, height] = await settled(page, '1.3');
      const png = await page.screenshot({ clip: { x: x + width * 0.1, y: y + height * 0.1, width: width * 0.35, height: height * 0.4 } });
      return page.evaluate(async (data) => {
        const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0))]));
        const ink = new OffscreenCanvas(image.width, image.height).getContext('2d');
        ink.drawImage(image, 0, 0);
        return new Set(new Uint32Array(ink.getImageData(0, 0, image.width, image.height).data.buffer)).size;
      }, png.toString('base64'));
    };
    await soon(async () => await colours() > 20, 'no text on a card');
    for (const notches of [5, -3, -20]) {
      await wheel(page, notches);
      const after = await settled(page, '1.3');
      check(Math.abs(after[2] - before[2]) > 5, 'it does not zoom');
      const [a, b] = [share(before), share(after)];
      const moved = Math.hypot((a[0] - b[0]) * after[2], (a[1] - b[1]) * after[3]);
      check(moved < 1.5, `the point moved by ${moved} pixels from under the pointer`);
    }
    const small = await settled(page, '1.3');
    check(13 * small[2] / CARD < 6, `the overview is too near: a card is ${small[2]} wide`);
    await soon(async () => await colours() <= 8, 'letters nobody can read are drawn');
    await soon(async () => (await nodes(page)).find((one) => one.id === '1.3').state === 'done', 'its state is not told');
    await page.screenshot({ path: `${screenshots}/page-overview.png` });
    await page.locator('#moa-canvas').focus();
    await page.keyboard.press('f');
    await until('the whole tree again', async () => Math.abs((await rectOf(page, '1.3'))[2] - before[2]) < 1);
  },

  'two fingers zoom about the middle between them': async (open) => {
    const page = await open({ viewport: { width: 820, height: 700 }, hasTouch: true });
    const before = await settled(page, '1.3');
    const chosen = async () => (await nodes(page)).filter((one) => one.selected).map((one) => one.id).join();
    const chosenBefore = await chosen();
    const [x, y] = [before[0] + before[2] / 2, before[1] + before[3] / 2];
    const devtools = await page.context().newCDPSession(page);
    const fingers = (type, apart) => devtools.send('Input.dispatchTouchEvent', { type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x - apart, y, id: 0 }, { x: x + apart, y, id: 1 }] });
    await fingers('touchStart', 40);
    for (let apart = 44; apart <= 80; apart += 4) {
      const drawn = await frames(page);
      await fingers('touchMove', apart);
      await until('a frame that follows', async () => (await frames(page)) > drawn);
    }
    await fingers('touchEnd', 0);
    const after = await settled(page, '1.3');
    check(after[2] > before[2] * 1.5 && after[2] < before[2] * 2.5, `twice as far apart, ${after[2] / before[2]} times as large`);
    const moved = Math.hypot(after[0] + after[2] / 2 - x, after[1] + after[3] / 2 - y);
    check(moved < 4, `what is between the fingers moved by ${moved} pixels`);
    await soon(async () => (await chosen()) === chosenBefore,
      async () => `a pinch is taken for a tap: ${chosenBefore} became ${await chosen()}`);
  },
};
