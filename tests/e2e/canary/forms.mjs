// The canary: a key that may be nowhere, and the forms in which it is looked for.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const KEY = 'sk-canary-Q7v9Zx3Lm2Kd8Wp5+/=~';

const shifted = (text) => ['', 'x', 'xx'].map((before) => Buffer.from(before + text).toString('base64').slice(4, -4));
const urlSafe = (text) => text.replaceAll('+', '-').replaceAll('/', '_');

/** By name: as it is, in JSON, percent-encoded, backwards, and in base64 at each of its three places and in both alphabets. */
export const forms = {
  plain: KEY,
  json: JSON.stringify(KEY).slice(1, -1),
  percent: encodeURIComponent(KEY),
  reversed: [...KEY].reverse().join(''),
  ...Object.fromEntries(shifted(KEY).flatMap((text, i) => [[`base64+${i}`, text], [`base64url+${i}`, urlSafe(text)]])),
};

/** Which forms a text holds. @param {string} text */
export const formsIn = (text) => Object.keys(forms).filter((name) => text.includes(forms[name]));

/** Hits in the files of a folder, as `path: form`. @param {string} folder */
export function hitsIn(folder) {
  const hits = [];
  let bytes = 0;
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const text = readFileSync(file, 'latin1');
    files += 1;
    bytes += text.length;
    hits.push(...formsIn(text + entry.name).map((form) => `${path.relative(folder, file)}: ${form}`));
  }
  return { hits, files, bytes };
}
