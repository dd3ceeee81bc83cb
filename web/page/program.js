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

/** The response with its bytes counted on the way. Their number is known from the build: hosts compress, and hide it.
 *  @param {Response} response @param {number} total @param {(share: number) => void} onShare */
function counted(response, total, onShare) {
  let loaded = 0;
  /** @type {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
  const counter = new TransformStream({
    transform(part, out) {
      loaded += part.byteLength;
      onShare(Math.min(1, loaded / total));
      out.enqueue(part);
    },
  });
  return new Response(response.body?.pipeThrough(counter), { headers: { 'Content-Type': 'application/wasm' } });
}

/** The script that makes the program comes after this one, as a tag: the page's policy lets no script name another. */
const scripts = new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));

/** Resolves with a function that starts the program and gives `invoke` (calls a command) and `halt` (stops it for good).
 *  @param {(share: number) => void} onShare */
export async function loadProgram(onShare) {
  const version = constant('moa-version');
  const response = await fetch(`moa.wasm?v=${version}`, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`moa.wasm answered ${response.status}`);
  const compiled = await WebAssembly.compileStreaming(counted(response, Number(constant('moa-wasm-bytes')), onShare));
  await scripts;
  const { createMoa } = window;
  if (!createMoa) throw new Error('moa.js did not arrive');
  return (/** @type {Moa.Page} */ page, /** @type {Crashed} */ crashed) => start(createMoa, compiled, page, crashed);
}

/** @typedef {(reason: unknown) => void} Crashed */
/** @param {NonNullable<Window['createMoa']>} create @param {WebAssembly.Module} compiled @param {Moa.Page} page @param {Crashed} crashed */
async function start(create, compiled, page, crashed) {
  let alive = true;
  const program = await create({
    page,
    onAbort: (reason) => crashed(reason),
    instantiateWasm: (imports, done) => {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled), crashed);
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
