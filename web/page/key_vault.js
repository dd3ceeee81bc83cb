// Saved keys, encrypted in the browser's storage. Each is sealed with a random master key, and that with a key made of the
// passphrase. The master key is a variable of this module and cannot be exported; it lies nowhere else.
import { askPasskey, makePasskey } from './passkey.js';
import { keyOf, random, ROUNDS } from './passphrase.js';
import { forget, remember, remembered } from './store.js';

const NAME = 'keys/2';
const FORMAT = 'moa-keys/2';
const LEAST_ROUNDS = 600_000;
const MOST_ROUNDS = 10_000_000;

/** @typedef {{ provider: string, origin: string }} Place */
/** @typedef {{ iv: string, data: string }} Sealed */
/** @typedef {Sealed & { name: 'PBKDF2', hash: 'SHA-256', rounds: number, salt: string }} Lock */
/** @typedef {Sealed & { id: string, salt: string }} Passkey */
/** @typedef {{ format: string, kdf: Lock, passkey?: Passkey, items: (Place & Sealed)[] }} Vault */

/** @type {CryptoKey | null} */
let master = null;

/** @param {Uint8Array | ArrayBuffer} bytes */
const asText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
/** @param {string} text */
const asBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** A record opens in its own place only. @param {string} iv @param {string[]} place */
const sealing = (iv, ...place) => ({
  name: 'AES-GCM', iv: asBytes(iv), additionalData: new TextEncoder().encode([FORMAT, ...place].join('\n')),
});

/** @param {Place} one @param {Place} other */
export const isSame = (one, other) => one.provider === other.provider && one.origin === other.origin;

/** @param {any} value */
const areTexts = (...value) => value.every((/** @type {unknown} */ one) => typeof one === 'string');

/** What is in the storage, whoever wrote it. @returns {Vault | null} */
function read() {
  try {
    const { format, kdf, passkey, items } = JSON.parse(remembered(NAME) ?? '');
    if (format !== FORMAT || !Number.isInteger(kdf.rounds) || !areTexts(kdf.salt, kdf.iv, kdf.data)) return null;
    const isPasskey = passkey && areTexts(passkey.id, passkey.salt, passkey.iv, passkey.data);
    return { format, kdf, ...(isPasskey && { passkey }), items: items.filter((/** @type {Place & Sealed} */ one) => areTexts(one.provider, one.origin, one.iv, one.data)) };
  } catch {
    return null;
  }
}

/** @param {Vault} now */
function write(now) {
  if (now.items.length > 0) remember(NAME, JSON.stringify(now));
  else forget(NAME);
  const kept = read();
  if (now.items.length > 0 && JSON.stringify(kept?.items) !== JSON.stringify(now.items)) throw new Error('not stored');
  vault = kept;
}

/** As this tab has last read or written it. */
let vault = read();

/** @param {string} passphrase @param {Lock} lock */
const lockKey = (passphrase, { rounds, salt }) => keyOf(passphrase, rounds, asBytes(salt), ['wrapKey', 'unwrapKey']);

/** The master key in a lock of this passphrase. @param {CryptoKey} key one that can be exported @param {string} passphrase
 *  @returns {Promise<Lock>} */
async function lockFor(key, passphrase) {
  /** @type {Lock} */
  const lock = { name: 'PBKDF2', hash: 'SHA-256', rounds: ROUNDS, salt: asText(random(16)), iv: asText(random(12)), data: '' };
  const data = await crypto.subtle.wrapKey('raw', key, await lockKey(passphrase, lock), sealing(lock.iv, 'master'));
  return { ...lock, data: asText(data) };
}

/** @param {CryptoKey} key @param {Sealed} sealed @param {boolean} [exportable] */
const unwrap = (key, { iv, data }, exportable = false, place = 'master') => crypto.subtle.unwrapKey('raw', asBytes(data), key,
  sealing(iv, place), 'AES-GCM', exportable, ['encrypt', 'decrypt']);

/** @param {ArrayBuffer} secret of a passkey */
async function keyOfPasskey(secret) {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(FORMAT) }, material,
    { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

/** Whether this browser can keep keys for this page: it encrypts for pages that came safely. */
export function canKeep() {
  remember('probe', '1');
  const stores = remembered('probe') === '1';
  forget('probe');
  return stores && Boolean(globalThis.crypto?.subtle);
}

export const places = () => vault?.items ?? [];
export const isUnlocked = () => master !== null;
export const hasVault = () => vault !== null;

export function lock() {
  master = null;
}

/** Makes the lock for the first keys. @param {string} passphrase */
export async function create(passphrase) {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const made = { format: FORMAT, kdf: await lockFor(key, passphrase), items: [] };
  master = await unwrap(await lockKey(passphrase, made.kdf), made.kdf);
  vault = made; // it is written with the first key
}

/** Unlocks the keys. @param {string} passphrase @returns {Promise<'' | 'wrong' | 'changed'>} why it did not */
export async function unlock(passphrase) {
  vault = read();
  // Bounds on what another page of this host may have written: not weaker, and not without end.
  if (!vault || vault.kdf.rounds < LEAST_ROUNDS || vault.kdf.rounds > MOST_ROUNDS) return 'changed';
  const { kdf } = vault;
  try {
    const key = await lockKey(passphrase, kdf);
    master = await unwrap(key, kdf);
    if (kdf.rounds < ROUNDS) write({ ...vault, kdf: await lockFor(await unwrap(key, kdf, true), passphrase) });
    return '';
  } catch {
    return master ? '' : 'wrong'; // more rounds can wait
  }
}

export const hasPasskey = () => Boolean(vault?.passkey);

/** Makes a passkey that unlocks the keys, in place of an earlier one. Throws where that comes to nothing. @param {string} passphrase */
export async function addPasskey(passphrase) {
  if (!vault) throw new Error('nothing is kept');
  const key = await unwrap(await lockKey(passphrase, vault.kdf), vault.kdf, true);
  const [salt, iv] = [random(32), asText(random(12))];
  const { id, secret } = await makePasskey(salt);
  const data = await crypto.subtle.wrapKey('raw', key, await keyOfPasskey(secret), sealing(iv, 'passkey'));
  const passkey = { id: asText(id), salt: asText(salt), iv, data: asText(data) };
  if (vault.items.length > 0) write({ ...vault, passkey });
  else vault = { ...vault, passkey };
}

/** Whether it has unlocked the keys. */
export async function unlockWithPasskey() {
  vault = read();
  if (!vault?.passkey) return false;
  const { passkey } = vault;
  try {
    master = await unwrap(await keyOfPasskey(await askPasskey(asBytes(passkey.id), asBytes(passkey.salt))), passkey, false, 'passkey');
    return true;
  } catch {
    return false;
  }
}

/** The keys that open. Those that do not, were changed or moved: they count as not kept.
 *  @returns {Promise<(Place & { key: string })[]>} */
export async function openAll() {
  const opened = /** @type {(Place & { key: string })[]} */ ([]);
  for (const { provider, origin, iv, data } of places()) {
    try {
      if (!master) break;
      const key = await crypto.subtle.decrypt(sealing(iv, provider, origin), master, asBytes(data));
      opened.push({ provider, origin, key: new TextDecoder().decode(key) });
    } catch {
      // Left out.
    }
  }
  if (master && vault) vault = { ...vault, items: vault.items.filter((item) => opened.some((one) => isSame(one, item))) };
  return opened;
}

/** Keeps a key in place of an earlier one. Throws where that cannot be. @param {Place & { key: string }} place */
export async function keep({ provider, origin, key }) {
  if (!master || !vault) throw new Error('locked');
  const { kdf, passkey } = vault;
  const iv = asText(random(12));
  const data = asText(await crypto.subtle.encrypt(sealing(iv, provider, origin), master, new TextEncoder().encode(key)));
  // Another tab may have written meanwhile.
  const now = read() ?? { format: FORMAT, kdf, passkey, items: [] };
  if (now.kdf.data !== kdf.data) throw new Error('another lock');
  write({ ...now, items: [...now.items.filter((one) => !isSame(one, { provider, origin })), { provider, origin, iv, data }] });
}

/** @param {(one: Place) => boolean} which */
export function forgetThose(which) {
  const now = read();
  try {
    if (now) write({ ...now, items: now.items.filter((one) => !which(one)) });
  } catch {
    forget(NAME); // rather all of them than none
    vault = null;
  }
  if (!vault) lock();
}

/** Whether the storage's entry with this name is the vault; null stands for all. @param {string | null} name */
export const isItsName = (name) => name === null || name.endsWith(NAME);

/** What another tab has done: whose keys are gone, and whether the lock is another one. */
export function readAgain() {
  const before = vault;
  vault = read();
  const other = vault?.kdf.data !== before?.kdf.data;
  if (other) lock();
  return { gone: (before?.items ?? []).filter((one) => !places().some((item) => isSame(item, one))), other };
}
