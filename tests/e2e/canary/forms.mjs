// The canary: a key that may be nowhere, and the forms in which it is looked for.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const KEY = 'sk-canary-Q7v9Zx3Lm2Kd8Wp5+/=~';

const urlSafe = (text) => text.replaceAll('+', '-').replaceAll('/', '_');
const base64 = ['', 'x', 'xx'].map((before) => Buffer.from(`${before}${KEY}xx`).toString('base64'));
const plain = {
  plain: KEY,
  json: JSON.stringify(KEY).slice(1, -1),
  percent: encodeURIComponent(KEY),
  reversed: [...KEY].reverse().join(''),
};
const named = (texts) => Object.fromEntries(texts.flatMap((text, i) => [[`base64+${i}`, text], [`base64url+${i}`, urlSafe(text)]]));

/** As a server may send it back; base64 of a text that it stands in. */
export const sent = { ...plain, ...named(base64) };

/** By name: as it is, in JSON, percent-encoded, backwards, and in base64 at each of its three places and in both alphabets. */
export const forms = { ...plain, ...named(base64.map((text) => text.slice(4, -4))) };

/** Which forms a text holds. @param {string} text */
export const formsIn = (text) => Object.keys(forms).filter((name) => text.includes(forms[name]));

/** How often a key was taken out of a text. @param {string} text */
export const masksIn = (text) => text.split('[key]').length - 1;

/** Hits in the files of a folder, as `path: form`. @param {string} folder */
export function hitsIn(folder) {
  const hits = [];
  let bytes = 0;
  let files = 0;
  let masks = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const text = readFileSync(file, 'latin1');
    files += 1;
    bytes += text.length;
    masks += masksIn(text);
    hits.push(...formsIn(text + entry.name).map((form) => `${path.relative(folder, file)}: ${form}`));
  }
  return { hits, files, bytes, masks };
}
