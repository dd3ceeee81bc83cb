// Draws units of text (characters, grapheme clusters, words of joined scripts) with the browser's text engine, many in
// one read-back: reading pixels back is what costs.

/** By the numbers of the program's faces: regular, semibold, bold, italic, mono. */
const SANS = 'Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const MONO = '"JetBrains Mono", ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace';
/** @type {((size: number) => string)[]} */
const FACES = [
  (size) => `400 ${size}px ${SANS}`,
  (size) => `600 ${size}px ${SANS}`,
  (size) => `700 ${size}px ${SANS}`,
  (size) => `italic 400 ${size}px ${SANS}`,
  (size) => `400 ${size}px ${MONO}`,
];
const SHEET_WIDTH = 1024;
const SHEET_HEIGHT = 512;
const FACTS = 6;
/** Room around a picture for smoothed edges. */
const PAD = 1;

/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Ink */
let sheet = /** @type {Ink | null} */ (null);

function context() {
  if (!sheet) {
    const canvas = typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(SHEET_WIDTH, SHEET_HEIGHT)
      : document.createElement('canvas');
    canvas.width = SHEET_WIDTH;
    canvas.height = SHEET_HEIGHT;
    sheet = /** @type {Ink} */ (canvas.getContext('2d', { willReadFrequently: true }));
  }
  return sheet;
}

/** @param {number} face @param {number} size */
function prepare(face, size) {
  const ink = context();
  ink.font = FACES[face](size);
  ink.textBaseline = 'alphabetic';
  ink.fillStyle = '#fff';
  ink.fontKerning = 'none';
  return ink;
}

/** @type {Moa.Page['faceMetrics']} */
export function faceMetrics(face, size) {
  const found = prepare(face, size).measureText('Hg');
  return [found.fontBoundingBoxAscent, found.fontBoundingBoxDescent];
}

/** @type {Moa.Page['advances']} */
export function advances(face, size, units) {
  const ink = prepare(face, size);
  return Float32Array.from(units, (unit) => ink.measureText(unit).width);
}

/** @typedef {ReturnType<typeof measure>} Glyph */
/** @param {Ink} ink @param {string} text */
function measure(ink, text) {
  const found = ink.measureText(text);
  const left = Math.floor(-found.actualBoundingBoxLeft) - PAD;
  const right = Math.ceil(found.actualBoundingBoxRight) + PAD;
  const top = Math.ceil(found.actualBoundingBoxAscent) + PAD;
  const bottom = Math.ceil(found.actualBoundingBoxDescent) + PAD;
  const blank = right - left <= 2 * PAD || top + bottom <= 2 * PAD;
  return {
    text, left, top, x: 0, y: 0,
    advance: found.width,
    width: blank ? 0 : Math.min(right - left, SHEET_WIDTH),
    height: blank ? 0 : Math.min(top + bottom, SHEET_HEIGHT),
  };
}

/** Places glyphs row by row until the sheet is full; returns how many from `first` on found room.
 *  @param {Glyph[]} glyphs @param {number} first */
function place(glyphs, first) {
  let x = 0;
  let y = 0;
  let row = 0;
  let next = first;
  for (; next < glyphs.length; ++next) {
    const glyph = glyphs[next];
    if (x + glyph.width > SHEET_WIDTH) {
      x = 0;
      y += row;
      row = 0;
    }
    if (y + glyph.height > SHEET_HEIGHT) break;
    glyph.x = x;
    glyph.y = y;
    x += glyph.width;
    row = Math.max(row, glyph.height);
  }
  return { count: next - first, height: Math.min(y + row, SHEET_HEIGHT) };
}

/** Copies a picture off the sheet; true when it has colours of its own. White pixels take the text's colour later.
 *  @param {Uint8ClampedArray} pixels @param {Glyph} glyph @param {Uint8Array} out @param {number} at */
function take(pixels, glyph, out, at) {
  let coloured = false;
  for (let y = 0; y < glyph.height; ++y) {
    const from = ((glyph.y + y) * SHEET_WIDTH + glyph.x) * 4;
    out.set(pixels.subarray(from, from + glyph.width * 4), at + y * glyph.width * 4);
    for (let i = from; i < from + glyph.width * 4 && !coloured; i += 4) {
      const low = Math.min(pixels[i], pixels[i + 1], pixels[i + 2]);
      coloured = pixels[i + 3] > 48 && low < 200;
    }
  }
  if (!coloured) {
    for (let i = at; i < at + glyph.width * glyph.height * 4; i += 4) out[i] = out[i + 1] = out[i + 2] = 255;
  }
  return coloured;
}

/** `facts`: six floats per unit (width, height, left, top, advance, coloured); `pixels`: RGBA, one after another.
 *  @type {Moa.Page['rasterise']} */
export function rasterise(face, size, units) {
  const ink = prepare(face, size);
  const glyphs = units.map((unit) => measure(ink, unit));
  const total = glyphs.reduce((sum, glyph) => sum + glyph.width * glyph.height * 4, 0);
  const facts = new Float32Array(glyphs.length * FACTS);
  const pixels = new Uint8Array(total);
  let at = 0;
  for (let first = 0; first < glyphs.length;) {
    const { count, height } = place(glyphs, first);
    const batch = glyphs.slice(first, first + count);
    let read = /** @type {Uint8ClampedArray | null} */ (null);
    if (height > 0) {
      ink.clearRect(0, 0, SHEET_WIDTH, height);
      for (const glyph of batch) {
        if (glyph.width === 0) continue;
        ink.save();
        ink.beginPath();
        ink.rect(glyph.x, glyph.y, glyph.width, glyph.height);
        ink.clip();
        ink.fillText(glyph.text, glyph.x - glyph.left, glyph.y + glyph.top);
        ink.restore();
      }
      read = ink.getImageData(0, 0, SHEET_WIDTH, height).data;
    }
    batch.forEach((glyph, i) => {
      const coloured = read && glyph.width > 0 && take(read, glyph, pixels, at);
      facts.set([glyph.width, glyph.height, glyph.left, glyph.top, glyph.advance, coloured ? 1 : 0], (first + i) * FACTS);
      at += glyph.width * glyph.height * 4;
    });
    first += Math.max(count, 1);
  }
  return { facts, pixels };
}
