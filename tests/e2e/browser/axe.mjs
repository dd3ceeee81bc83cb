// What axe finds on the page as it stands. Its script runs in the page: the wrapper for Playwright opens a page more for each look,
// which takes three times as long, and is for frames of other origins, of which there are none.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { soon } from './support.mjs';

const script = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** No violation of any weight, in the whole page or within an element, once what fades in is there. `what` names the state. */
export async function passesAxe(page, what, within = ':root') {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(script);
  let violations;
  await soon(async () => {
    ({ violations } = await page.evaluate((selector) => window.axe.run(selector, { resultTypes: ['violations'] }), within));
    return violations.length === 0;
  }, () => `${what}: ${violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target, html }) => `${target} ${html}`)}`).join('; ')}`, 5000);
}
