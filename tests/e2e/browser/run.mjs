// Runs the browser tests, in as many browsers as there are desks; the last line is `N passed, N failed`.
import { tally, withLimit } from '../trial.mjs';
import { createContract } from './contract.mjs';
import { launch, openPage, serveSite } from './support.mjs';

const files = ['./demo.mjs', './arriving.mjs', './http.mjs', './models.mjs', './keys.mjs', './saved_keys.mjs', './forgotten_keys.mjs', './passkey.mjs', './policy.mjs', './offline.mjs', './history.mjs', './history_acts.mjs', './hostile.mjs', './sharing.mjs', './named.mjs', './keeping.mjs', './conversation.mjs', './graph.mjs', './engine.mjs', './editor.mjs',
  './canvas.mjs', './find.mjs', './manners.mjs', './scripts.mjs', './zoom.mjs', './reading.mjs', './mirror.mjs', './replay.mjs'];
const DESKS = 2;
// The demo takes seven seconds as a user sees it; what it ends with is the same when they pass faster.
const PACE = 4;
const chosen = process.argv.slice(2);

const waiting = [];
for (const file of files) {
  const { tests } = await import(file);
  waiting.push(...Object.entries(tests).filter(([name]) => chosen.length === 0 || chosen.some((word) => name.includes(word))));
}
const tests = tally();
const contract = createContract();
// Far above what the slowest of them takes.
const limit = 180000;

/** Runs one test; what it opened is closed after it. A browser that hangs, too, is replaced. */
async function run(name, test, desk) {
  const contexts = [];
  const open = async ({ pace = PACE, ...options } = {}) => {
    const context = await desk.browser.newContext({ colorScheme: 'dark', viewport: { width: 1280, height: 800 }, ...options });
    contexts.push(context);
    await contract.listen(context);
    return openPage(context, desk.site.address, { pace });
  };
  const after = async () => {
    try {
      await withLimit(Promise.all(contexts.splice(0).map((context) => context.close())), 30000, 'Closing the pages');
    } catch {
      desk.browser.close().catch(() => {});
    }
    if (!desk.browser.isConnected()) desk.browser = await launch();
  };
  await tests.run(name, () => test(open, desk.site, desk.browser), { limit, after });
}

/** A browser and a site of its own, so that no test sees what another asked for. */
const desks = await Promise.all(Array.from({ length: Math.min(DESKS, waiting.length) }, async () => (
  { site: await serveSite(), browser: await launch() })));
await Promise.all(desks.map(async (desk) => {
  while (waiting.length > 0) {
    const [name, test] = waiting.shift();
    await run(name, test, desk);
  }
}));
// Chosen tests may open no page.
if (chosen.length === 0 || contract.hasHeard()) await tests.run('what the program says is what the page\'s types say', contract.verify);
const passed = await tests.end();
await Promise.all(desks.map(({ site, browser }) => Promise.all([site.close(), browser.close()])));
process.exit(passed ? 0 : 1);
