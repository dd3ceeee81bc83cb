// Runs the browser tests, in as many browsers as there are desks; the last line is `N passed, N failed`.
import { launch, openPage, serveSite } from './support.mjs';

const files = ['./demo.mjs', './http.mjs', './models.mjs', './keys.mjs', './history.mjs', './keeping.mjs', './graph.mjs', './editor.mjs',
  './canvas.mjs', './find.mjs', './manners.mjs', './scripts.mjs', './zoom.mjs'];
const DESKS = 2;
const chosen = process.argv.slice(2);

const waiting = [];
for (const file of files) {
  const { tests } = await import(file);
  waiting.push(...Object.entries(tests).filter(([name]) => chosen.length === 0 || chosen.some((word) => name.includes(word))));
}
let passed = 0;
let failed = 0;

/** Runs one test; what it opened is closed after it. */
async function run(name, test, site, browser) {
  const contexts = [];
  const open = async (options = {}) => {
    const context = await browser.newContext({ colorScheme: 'dark', viewport: { width: 1280, height: 800 }, ...options });
    contexts.push(context);
    return openPage(context, site.address);
  };
  const begin = Date.now();
  try {
    await test(open, site, browser);
    ++passed;
    console.log(`ok      ${name} (${Date.now() - begin} ms)`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}\n        ${error.stack || error}`);
  }
  for (const context of contexts) await context.close();
}

/** A browser and a site of its own, so that no test sees what another asked for. */
async function desk() {
  const site = await serveSite();
  const browser = await launch();
  while (waiting.length > 0) {
    const [name, test] = waiting.shift();
    await run(name, test, site, browser);
  }
  await browser.close();
  await site.close();
}

await Promise.all(Array.from({ length: Math.min(DESKS, waiting.length) }, desk));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
