// Runs the program as far as a new visitor's first frame and question need it, without a browser, and writes which of its
// functions that took: observe.mjs moa.js OBSERVED.wasm PROFILE (web/first_frame/split.cmake). What the page does first in
// main.js is done here in the same order, with time that passes at once and a canvas that draws nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import vm from 'node:vm';

const [script, observed, profile] = process.argv.slice(2);
// What is cut or left out depends on the room there is, and on how wide letters are: of the height of their line, a share.
const WIDTHS = [1280, 320, 360, 420, 560, 740, 820, 960, 1100, 1366, 1440, 1680, 1920, 2560];
const HEIGHTS = [720, 360, 640, 800, 900, 1180, 1440];
const LETTERS = [0.5, 0.42, 0.6];
const FACTS = 6; // web/page/glyphs.js

let now = 1000;
let serial = 0;
/** @type {{ at: number, id: number, act: (time: number) => void }[]} */
let timers = [];
const later = (act, ms = 0) => {
  timers.push({ at: now + ms, id: ++serial, act });
  return serial;
};
const cancel = (id) => {
  timers = timers.filter((timer) => timer.id !== id);
};
/** Half a second passes, and what was promised comes true. */
async function settle() {
  for (const end = now + 500; now < end; now += 20) {
    for (const timer of timers.filter(({ at }) => at <= now)) {
      cancel(timer.id);
      timer.act(now);
    }
    await Promise.resolve();
  }
}

const answers = {
  isContextLost: () => false, getSupportedExtensions: () => [], getExtension: () => null, getContextAttributes: () => ({}), getError: () => 0,
  getShaderParameter: () => true, getProgramParameter: () => 1, getShaderInfoLog: () => '', getProgramInfoLog: () => '', getAttribLocation: () => 0,
  getParameter: (what) => ({ 0x1F02: 'WebGL 2.0', 0x8B8C: 'WebGL GLSL ES 3.00' })[what] ?? 0,
  getActiveUniform: () => ({ name: 'u', type: 0, size: 1 }), getActiveAttrib: () => ({ name: 'a', type: 0, size: 1 }),
};
const gl = new Proxy(answers, { get: (known, name) => known[name] ?? (/^[A-Z0-9_]+$/.test(String(name)) ? 1 : () => ({})) });

const listeners = [];
const listen = { addEventListener: (type, act) => listeners.push({ type, act }), removeEventListener() {} };
let width = WIDTHS[0];
let height = HEIGHTS[0];
let letters = LETTERS[0];
const canvas = { ...listen, style: {}, width, height, getContext: () => gl, getBoundingClientRect: () => ({ left: 0, top: 0, x: 0, y: 0, width, height }) };
Object.assign(globalThis, listen, {
  window: globalThis,
  document: { ...listen, querySelector: () => canvas, getElementById: () => canvas, currentScript: { src: 'moa.js' }, hidden: false, body: canvas },
  location: { href: 'http://localhost/', origin: 'http://localhost' },
  devicePixelRatio: 1, innerWidth: width, innerHeight: height, scrollX: 0, scrollY: 0, screen: { width, height },
  WebGL2RenderingContext: class {}, WebGLRenderingContext: class {},
  requestAnimationFrame: (act) => later(act, 16), cancelAnimationFrame: cancel,
  setTimeout: later, clearTimeout: cancel, setInterval: () => 0, clearInterval() {},
});
performance.now = () => now;

/** A glyph of 8 by 10 for every unit but a blank. */
function rasterise(_, size, units) {
  const facts = new Float32Array(units.length * FACTS);
  units.forEach((unit, i) => facts.set([unit === ' ' ? 0 : 8, unit === ' ' ? 0 : 10, 0, 10, size * letters, 0], i * FACTS));
  return { facts, pixels: new Uint8Array(units.length * 8 * 10 * 4) };
}
const nothing = () => undefined;
const known = {
  frames: 0, rasterise, faceMetrics: (_, size) => [size, size / 4], advances: (_, size, units) => new Float32Array(units.map(() => size * letters)),
  keys: { has: () => false, keep: () => false, forget: nothing }, recipes: new Proxy({}, { get: () => nothing }),
};
const page = new Proxy(known, { get: (own, name) => own[name] ?? nothing });

vm.runInThisContext(readFileSync(script, 'utf8'), { filename: script });
let exports;
const program = await globalThis.createMoa({
  page,
  onAbort: (why) => { throw new Error(String(why)); },
  instantiateWasm: (imports, done) => {
    const module = new WebAssembly.Module(readFileSync(observed));
    const instance = new WebAssembly.Instance(module, imports);
    exports = instance.exports;
    done(instance, module);
    return {};
  },
});

function asString(text) {
  const bytes = program.lengthBytesUTF8(text) + 1;
  const place = program._malloc(bytes);
  program.stringToUTF8(text, place, bytes);
  return place;
}
function invoke(name, argument = null) {
  const names = [asString(name), asString(JSON.stringify(argument))];
  JSON.parse(program.UTF8ToString(program._moa_invoke(...names)));
  names.reverse().forEach((place) => program._free(place));
}

for (const name of ['keys', 'words', 'kept_models']) invoke(name);
invoke('look', { theme: '', motion: '', text: 100, enter_runs: false });
invoke('options', { dark: false, reduced_motion: false, text_scale: 1, system_colours: [] });
invoke('options', { header_height: 48 });
invoke('saved_keys', { state: 'none', waiting: false });
invoke('draft', 'Why is the sky blue?');
invoke('options', { composer_height: 87 });
invoke('begin');
invoke('kept_setup');
for (letters of LETTERS) {
  invoke('fonts_changed');
  for (width of WIDTHS) {
    for (height of HEIGHTS) {
      invoke('resized');
      invoke('options', { header_height: width < 800 ? 96 : 48 });
      await settle();
    }
  }
}
for (const dark of [true, false]) {
  for (const scale of [1.5, 2, 1]) {
    invoke('options', { dark, reduced_motion: dark, text_scale: scale, system_colours: [] });
    await settle();
  }
}
invoke('options', { system_colours: [[255, 255, 255], [0, 0, 0], [0, 0, 255], [100, 100, 100]] });
await settle();
for (const { type, act } of listeners) if (['focus', 'blur', 'visibilitychange'].includes(type)) act({ type, target: canvas });
for (const text of ['What is', 'What is it?', '漢字 العربية 🎉', '']) {
  invoke('draft', text);
  await settle();
}
if (known.frames === 0) throw new Error('The program drew no frame');

const capacity = 1 << 20;
const place = program._malloc(capacity);
const size = exports.__write_profile(place, capacity);
const memory = Object.values(exports).find((item) => item instanceof WebAssembly.Memory);
writeFileSync(profile, new Uint8Array(memory.buffer, place, size));
