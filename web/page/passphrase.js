// Passphrases of the user's, and the keys made of them.
export const ROUNDS = 1_000_000;
const LEAST_LENGTH = 12;

/** @param {number} count */
export const random = (count) => crypto.getRandomValues(new Uint8Array(count));

/** What is wrong with a new passphrase, or an empty text. @param {string} text */
export const faultOf = (text) => ([...text].length < LEAST_LENGTH ? `Use at least ${LEAST_LENGTH} characters.` : '');

/** A passphrase of 80 random bits, in letters and digits that are not mistaken for each other. */
export function randomPassphrase() {
  return Array.from(random(16), (byte, i) => (i > 0 && i % 4 === 0 ? '-' : '') + 'abcdefghijkmnpqrstuvwxyz23456789'[byte & 31]).join('');
}

/** @param {string} passphrase @param {number} iterations @param {BufferSource} salt @param {KeyUsage[]} uses */
export async function keyOf(passphrase, iterations, salt, uses) {
  const text = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const material = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', iterations, salt }, material, { name: 'AES-GCM', length: 256 }, false, uses);
}
