// The scripts that models write in, streamed letter by letter: what the canvas shows is compared with what the browser itself
// draws of the same text.
import { check, frames, statusBecomes, stillPicture, type, until, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

/** A text of each script and another one of the same script and about its length, which must not pass for it. */
const SCRIPTS = {
  Latin: ['Größe, naïve façade', 'Grüße, native facets'],
  Chinese: ['海岸线有多长取决于尺子', '尺子有多长取决于海岸线'],
  Japanese: ['海岸線の長さは測り方', 'ものさしで島を測る'],
  Korean: ['해안선의 길이는 얼마', '얼마 길이는 해안선의'],
  Cyrillic: ['Длина береговой линии', 'Острова южной Балтики'],
  Greek: ['Το μήκος της ακτής', 'Της ακτής το μήκος'],
  Arabic: ['طول الساحل البريطاني', 'الساحل البريطاني طول'],
  Hebrew: ['אורך קו החוף הבריטי', 'הבריטי החוף קו אורך'],
  Hindi: ['समुद्र तट की लंबाई', 'लंबाई की समुद्र तट'],
  Maths: ['∀ε>0 ∃δ: ∑ᵢ√xᵢ ≤ ∫ƒ', '∃δ>0 ∀ε: ∫ᵢ√xᵢ ≥ ∑ƒ'],
  Emoji: ['👩‍👩‍👧‍👦 🇩🇪 👍🏽 ❤️ 🏳️‍🌈', '👨‍👩‍👦‍👦 🇫🇷 👍🏿 💔 🏴‍☠️'],
};

/** Letters stand on whole pixels on the canvas and between them in the browser's own text, and it kerns nothing: of the same
 *  text 92 to 100 % of the ink is at the same place (measured, blurred by a pixel), of another one up to 73 %. */
const ALIKE = 0.88;
const UNLIKE = 0.8;

/** In the page: how alike each text is to the best place for it in the picture, from 0 (no ink in common) to 1; and how
 *  alike its counterpart, a row of boxes, and its letters in the order of memory are. */
async function compare([png, scripts]) {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (byte) => byte.charCodeAt(0))]));
  const surface = new OffscreenCanvas(image.width, image.height).getContext('2d', { willReadFrequently: true });
  surface.drawImage(image, 0, 0);
  const picture = surface.getImageData(0, 0, image.width, image.height);
  const colours = new Map();
  for (let i = 0; i < picture.data.length; i += 4) {
    const colour = (picture.data[i] << 16) | (picture.data[i + 1] << 8) | picture.data[i + 2];
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  const background = [...colours].sort((a, b) => b[1] - a[1])[0][0];
  const ground = [background >> 16, (background >> 8) & 255, background & 255];

  /** Ink of each colour, each pixel with its neighbours: letters stand on whole pixels in one picture and between them in the other. */
  function inkOf({ width, height, data }) {
    const ink = new Float32Array(width * height * 3);
    for (let y = 1; y + 1 < height; ++y) {
      for (let x = 1; x + 1 < width; ++x) {
        for (let channel = 0; channel < 3; ++channel) {
          let sum = 0;
          for (let dy = -1; dy <= 1; ++dy) {
            for (let dx = -1; dx <= 1; ++dx) {
              const weight = (2 - Math.abs(dx)) * (2 - Math.abs(dy)) / 16;
              sum += weight * (data[((y + dy) * width + x + dx) * 4 + channel] - ground[channel]);
            }
          }
          ink[(y * width + x) * 3 + channel] = sum;
        }
      }
    }
    return { width, height, ink };
  }
  const page = inkOf(picture);

  function drawn(draw) {
    const pad = 6;
    const canvas = new OffscreenCanvas(10, 10).getContext('2d', { willReadFrequently: true });
    const set = () => {
      canvas.font = `400 15px Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif`;
      canvas.fontKerning = 'none';
    };
    set();
    const measured = draw.measure(canvas);
    const [left, right] = [Math.ceil(measured.actualBoundingBoxLeft), Math.ceil(measured.actualBoundingBoxRight)];
    const [above, below] = [Math.ceil(measured.actualBoundingBoxAscent), Math.ceil(measured.actualBoundingBoxDescent)];
    canvas.canvas.width = left + right + 2 * pad;
    canvas.canvas.height = above + below + 4;
    set();
    canvas.fillStyle = `rgb(${ground})`;
    canvas.fillRect(0, 0, canvas.canvas.width, canvas.canvas.height);
    canvas.fillStyle = draw.colour;
    draw.fill(canvas, left + pad, above + 2);
    return inkOf(canvas.getImageData(0, 0, canvas.canvas.width, canvas.canvas.height));
  }

  /** 1 where the pattern is the picture at (x, y), 0 where they have no ink in common. */
  function alike(pattern, x, y, step) {
    let apart = 0;
    let together = 0;
    for (let row = 0; row < pattern.height; row += step) {
      let a = ((y + row) * page.width + x) * 3;
      let b = row * pattern.width * 3;
      for (let i = 0; i < pattern.width; i += step, a += 3 * step, b += 3 * step) {
        for (let channel = 0; channel < 3; ++channel) {
          const p = page.ink[a + channel];
          const q = pattern.ink[b + channel];
          apart += Math.abs(p - q);
          together += Math.abs(p) + Math.abs(q);
        }
      }
    }
    return together === 0 ? 0 : 1 - apart / together;
  }

  /** The best place for the pattern within `reach` pixels of (x, y). */
  function near(pattern, x, y, reach) {
    let found = { value: 0 };
    for (let top = Math.max(0, y - reach); top <= Math.min(page.height - pattern.height, y + reach); ++top) {
      for (let left = Math.max(0, x - reach); left <= Math.min(page.width - pattern.width, x + reach); ++left) {
        const value = alike(pattern, left, top, 1);
        if (value > found.value) found = { value, left, top };
      }
    }
    return found;
  }

  /** The best place in the picture: by few of the pixels first, then around the places that were good in that. */
  function anywhere(pattern) {
    const coarse = [];
    for (let y = 0; y + pattern.height <= page.height; y += 2) {
      for (let x = 0; x + pattern.width <= page.width; x += 3) coarse.push([alike(pattern, x, y, 5), x, y]);
    }
    return coarse.sort((a, b) => b[0] - a[0]).slice(0, 6)
      .map(([, x, y]) => near(pattern, x, y, 3)).reduce((a, b) => (b.value > a.value ? b : a), { value: 0 });
  }

  const colour = getComputedStyle(document.documentElement).getPropertyValue('--text').trim();
  const clusters = (text) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const words = (text) => ({ colour, measure: (ink) => ink.measureText(text), fill: (ink, x, y) => ink.fillText(text, x, y) });
  const boxes = (text) => ({ ...words(text), fill: (ink, x, y) => {
    const count = clusters(text).length;
    const width = ink.measureText(text).width / count;
    ink.strokeStyle = colour;
    for (let i = 0; i < count; ++i) ink.strokeRect(x + i * width + 1.5, y - 10.5, width - 3, 10);
  } });
  const result = {};
  for (const [name, [text, other]] of Object.entries(scripts)) {
    const pattern = drawn(words(text));
    const { value, left, top } = anywhere(pattern);
    // What must not pass is looked for at the same place, from the same side.
    const there = (draw) => {
      const wrong = drawn(draw);
      const y = top + Math.round((pattern.height - wrong.height) / 2);
      return Math.max(near(wrong, left, y, 3).value, near(wrong, left + pattern.width - wrong.width, y, 3).value);
    };
    const disorder = clusters(text).reverse().join('');
    // Right-to-left letters that stand in the order of memory.
    const overridden = `\u202d${text}\u202c`;
    result[name] = { value, other: there(words(other)), boxes: there(boxes(text)), disorder: there(words(disorder)),
      ...(/[\u0590-\u06ff]/.test(text) && { overridden: there(words(overridden)) }) };
  }
  return result;
}

export const tests = {
  'every script looks as the browser itself draws it': async (open) => {
    const text = Object.values(SCRIPTS).map(([words]) => words).join('\n\n');
    const provider = await startProvider((model) => (model === 'writer' ? [...text] : ['ok']));
    const page = await open({ viewport: { width: 1280, height: 900 } });
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['a'], aggregator: 'writer' });
    await type(page, 'Write');
    await page.locator('#run').click();
    provider.release();
    await statusBecomes(page, 'complete');
    const left = Number.parseFloat(await page.locator('#border').evaluate((border) => border.style.left));
    const clip = { x: left + 6, y: 100, width: 1280 - left - 20, height: 520 };
    const shot = await stillPicture(page, clip);
    const found = await page.evaluate(compare, [shot.toString('base64'), SCRIPTS]);
    for (const [name, { value, ...wrong }] of Object.entries(found)) {
      check(value > ALIKE, `${name}: the canvas is like the browser's own text by ${value} only`);
      for (const [what, much] of Object.entries(wrong)) check(much < UNLIKE, `${name}: ${what} passes for the text, by ${much}`);
    }
    await provider.close();
  },

  'letters of a font that arrives late are measured and drawn again': async (open) => {
    let arrive;
    const arrival = new Promise((resolve) => (arrive = resolve));
    const provider = await startProvider((model) => [model === 'writer' ? SCRIPTS.Cyrillic[0] : 'ok']);
    const page = await open({ viewport: { width: 1280, height: 900 } });
    await page.route(/-other\.woff2/, async (route) => {
      await arrival;
      await route.continue();
    });
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['a'], aggregator: 'writer' });
    await type(page, 'Write');
    await page.locator('#run').click();
    provider.release();
    await statusBecomes(page, 'complete');
    const left = Number.parseFloat(await page.locator('#border').evaluate((border) => border.style.left));
    const clip = { x: left + 6, y: 100, width: 1280 - left - 20, height: 200 };
    const drawn = await frames(page);
    check(await page.evaluate(() => document.fonts.status) === 'loading', 'the text was drawn without asking for its letters');
    arrive();
    await until('another frame', async () => (await frames(page)) > drawn);
    const after = await stillPicture(page, clip);
    const { Cyrillic } = await page.evaluate(compare, [after.toString('base64'), { Cyrillic: SCRIPTS.Cyrillic }]);
    check(Cyrillic.value > ALIKE, `the canvas is like the browser's own text by ${Cyrillic.value} only`);
    await provider.close();
  },
};
