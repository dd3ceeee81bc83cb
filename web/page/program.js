// Fetches and starts the WebAssembly program.

/** What this browser lacks, as a sentence, or an empty string. */
export function missingParts() {
  if (typeof WebAssembly !== 'object') {
    return 'This browser has no WebAssembly, which the page is made of. A current Firefox, Chrome, Edge or Safari has it.';
  }
  return '';
}

/** Whether the browser has WebGL 2, which draws the canvas. */
export function canDraw() {
  const probe = document.createElement('canvas').getContext('webgl2');
  probe?.getExtension('WEBGL_lose_context')?.loseContext();
  return Boolean(probe);
}

function constant(/** @type {string} */ name) {
  return /** @type {HTMLMetaElement} */ (document.querySelector(`meta[name="${name}"]`)).content;
}

/** The program's two parts: what a new visitor's first frame and question need, and the rest (web/first_frame). */
const FIRST = { name: 'moa.wasm', bytes: 'moa-wasm-bytes' };
const REST = { name: 'moa.rest.wasm', bytes: 'moa-rest-bytes' };
const addressOf = (/** @type {typeof FIRST} */ part) => `${part.name}?v=${constant('moa-version')}`;

/** Fetches and compiles a part, with its bytes counted on the way. Their number is known from the build: hosts compress, and
 *  hide it. @param {typeof FIRST} part @param {(share: number) => void} onShare */
async function load(part, onShare = () => {}) {
  const total = Number(constant(part.bytes));
  const response = await fetch(addressOf(part), { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${part.name} answered ${response.status}`);
  let loaded = 0;
  /** @type {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
  const counter = new TransformStream({
    transform(piece, out) {
      loaded += piece.byteLength;
      onShare(Math.min(1, loaded / total));
      out.enqueue(piece);
    },
  });
  return WebAssembly.compileStreaming(new Response(response.body?.pipeThrough(counter), { headers: { 'Content-Type': 'application/wasm' } }));
}

/** The rest while the page waits for it, for what observe.mjs did not foresee. */
function loadRestNow() {
  const request = new XMLHttpRequest();
  request.open('GET', addressOf(REST), false);
  request.overrideMimeType('text/plain; charset=x-user-defined'); // bytes: no other type is allowed here
  request.send();
  return new WebAssembly.Module(Uint8Array.from(request.responseText, (sign) => sign.charCodeAt(0) & 0xFF));
}

/** Puts the rest in its place: its functions take the places of the placeholders in the table of the first part.
 *  @param {WebAssembly.Imports} imports of the first part; they gain the placeholders */
function joinParts(imports) {
  /** @type {WebAssembly.Exports | null} */
  let first = null;
  let joined = false;
  const join = (/** @type {WebAssembly.Module} */ rest) => {
    if (!joined) new WebAssembly.Instance(rest, { primary: /** @type {WebAssembly.Exports} */ (first) });
    joined = true;
  };
  imports.placeholder = new Proxy({}, {
    get: (_, slot) => (/** @type {unknown[]} */ ...values) => {
      if (!joined) join(loadRestNow());
      const table = Object.values(first ?? {}).find((item) => item instanceof WebAssembly.Table);
      return /** @type {WebAssembly.Table} */ (table).get(Number(slot))(...values);
    },
  });
  return { join, begin: (/** @type {WebAssembly.Instance} */ instance) => { first = instance.exports; } };
}

/** The script that makes the program comes after this one, as a tag: the page's policy lets no script name another. */
const scripts = new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));

/** Resolves with a function that starts the program and gives `invoke` (calls a command), `halt` (stops it for good) and `whole`
 *  (a promise: the rest is there, too). With `early` as soon as the first part is there, and the rest comes after it.
 *  @param {boolean} early @param {(share: number) => void} onShare */
export async function loadProgram(early, onShare) {
  const parts = early ? [load(FIRST, onShare)] : [load(FIRST, onShare), load(REST)];
  const [first] = await Promise.all(parts);
  const rest = parts[1] ?? load(REST);
  rest.catch(() => {}); // whoever waits for `whole` is told
  await scripts;
  const { createMoa } = window;
  if (!createMoa) throw new Error('moa.js did not arrive');
  return (/** @type {Moa.Page} */ page, /** @type {Crashed} */ crashed) => start(createMoa, first, rest, page, crashed);
}

/** @typedef {(reason: unknown) => void} Crashed */
/** @param {NonNullable<Window['createMoa']>} create @param {WebAssembly.Module} compiled
 *  @param {Promise<WebAssembly.Module>} rest @param {Moa.Page} page @param {Crashed} crashed */
async function start(create, compiled, rest, page, crashed) {
  let alive = true;
  /** @type {Promise<void>} */
  let whole = Promise.resolve();
  const program = await create({
    page,
    onAbort: (reason) => crashed(reason),
    instantiateWasm: (imports, done) => {
      const parts = joinParts(imports);
      WebAssembly.instantiate(compiled, imports).then((instance) => {
        parts.begin(instance);
        whole = rest.then(parts.join);
        done(instance, compiled);
      }).catch(crashed);
      return {};
    },
  });
  const asString = (/** @type {string} */ text) => {
    const bytes = program.lengthBytesUTF8(text) + 1;
    const place = program._malloc(bytes);
    program.stringToUTF8(text, place, bytes);
    return place;
  };
  return {
    whole,
    /** @param {string} name @param {unknown} [argument] @returns {any} what Moa.Commands says */
    invoke(name, argument = null) {
      if (!alive) return {};
      const place = asString(name);
      const given = asString(JSON.stringify(argument));
      let result = {};
      try {
        result = JSON.parse(program.UTF8ToString(program._moa_invoke(place, given)));
      } catch (error) {
        alive = false;
        crashed(/** @type {Error} */ (error).message);
        return {};
      }
      program._free(given);
      program._free(place);
      return result;
    },
    halt() {
      alive = false;
      program.halt();
    },
  };
}
