// Runs the browser tests one after another; the last line is `N passed, N failed`.
import { launch, openPage, serveSite } from './support.mjs';

const files = ['./demo.mjs', './http.mjs', './models.mjs', './graph.mjs', './canvas.mjs'];
const chosen = process.argv.slice(2);
const site = await serveSite();
const browser = await launch();
let passed = 0;
let failed = 0;

for (const file of files) {
  const { tests } = await import(file);
  for (const [name, test] of Object.entries(tests)) {
    if (chosen.length > 0 && !chosen.some((word) => name.includes(word))) continue;
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
}

await browser.close();
await site.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
