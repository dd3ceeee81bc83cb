// The page's download in KB: every file a visit needs but the fonts, brotli at its best. usage: page_size.mjs SITE_FOLDER
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

let total = 0;
let later = 0; // what the first frame does without
for (const name of await readdir(process.argv[2], { recursive: true })) {
  if (!/\.(wasm|js|html|css)$/.test(name)) continue;
  const bytes = await readFile(path.join(process.argv[2], name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  const size = brotliCompressSync(bytes, { params }).length;
  console.log(`page.${path.extname(name).slice(1)}.${path.basename(name)}\t${(size / 1024).toFixed(1)}`);
  total += size;
  if (/^(moa\.rest\.wasm|worker\.js)$/.test(name)) later += size;
}
console.log(`page.total\t${(total / 1024).toFixed(1)}`);
console.log(`page.first\t${((total - later) / 1024).toFixed(1)}`);
