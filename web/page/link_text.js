// A recipe or a run in the fragment of an address, which a browser sends to no server: a version, then the text packed (raw
// deflate, base64url), encrypted or not. "1.PACKED", or "1e.SALT IV SEALED".
import { keyOf, random, ROUNDS } from './passphrase.js';

const OPEN = '1.';
const SEALED = '1e.';
const SALT = 16;
const IV = 12;
/** What messengers and browsers pass on whole. */
export const MOST_PACKED = 32 << 10;
const MOST_TEXT = 1 << 20;
const PURPOSE = new TextEncoder().encode('moa-link/1');

/** @param {Uint8Array} bytes */
function toLetters(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '');
}

/** @param {string} letters */
const toBytes = (letters) => Uint8Array.from(atob(letters.replace(/[-_]/g, (sign) => (sign === '-' ? '+' : '/'))), (one) => one.charCodeAt(0));

/** All bytes that come; throws where there are more than `most`. @param {ReadableStream<BufferSource>} stream @param {number} most */
async function gather(stream, most) {
  const parts = /** @type {Uint8Array[]} */ ([]);
  let size = 0;
  const reader = /** @type {ReadableStreamDefaultReader<Uint8Array>} */ (stream.getReader());
  for (let read; !(read = await reader.read()).done;) {
    size += read.value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError('too long');
    }
    parts.push(read.value);
  }
  return new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer());
}

/** @param {BlobPart} bytes @param {CompressionStream | DecompressionStream} through @param {number} most */
const pipe = (bytes, through, most) => gather(new Blob([bytes]).stream().pipeThrough(/** @type {any} */ (through)), most);

/** @param {Uint8Array} iv */
const sealing = (iv) => ({ name: 'AES-GCM', iv: /** @type {BufferSource} */ (iv), additionalData: PURPOSE });

export const canPack = () => typeof CompressionStream === 'function';

/** @param {string} text */
export const packed = (text) => pipe(text, new CompressionStream('deflate-raw'), Infinity);

/** @param {Uint8Array} bytes packed @param {string} passphrase empty: it is not encrypted */
export async function toFragment(bytes, passphrase) {
  if (!passphrase) return OPEN + toLetters(bytes);
  const [salt, iv] = [random(SALT), random(IV)];
  const key = await keyOf(passphrase, ROUNDS, salt, ['encrypt']);
  const sealed = new Uint8Array(await crypto.subtle.encrypt(sealing(iv), key, /** @type {BufferSource} */ (bytes)));
  return SEALED + toLetters(new Uint8Array([...salt, ...iv, ...sealed]));
}

/** Whether an address's fragment is meant for this program, of whichever version. @param {string} fragment */
export const isLinked = (fragment) => /^\d+\w*\./.test(fragment);
/** @param {string} fragment */
export const isSealed = (fragment) => fragment.startsWith(SEALED);
/** Whether this version reads it. @param {string} fragment */
export const isReadable = (fragment) => isSealed(fragment) || fragment.startsWith(OPEN);

/** The text; throws where it is damaged or the passphrase is another one. @param {string} fragment @param {string} [passphrase] */
export async function fromFragment(fragment, passphrase = '') {
  let bytes = toBytes(fragment.slice(fragment.indexOf('.') + 1));
  if (isSealed(fragment)) {
    const key = await keyOf(passphrase, ROUNDS, bytes.slice(0, SALT), ['decrypt']);
    bytes = new Uint8Array(await crypto.subtle.decrypt(sealing(bytes.slice(SALT, SALT + IV)), key, bytes.slice(SALT + IV)));
  }
  const text = await pipe(bytes, new DecompressionStream('deflate-raw'), MOST_TEXT);
  return new TextDecoder('utf-8', { fatal: true }).decode(text);
}
