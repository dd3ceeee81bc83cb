// Answers that would freeze the page: the program's frames, median and longest, the browser's layout of the mirror, and the longest
// task of the main thread, from the arrival of such an answer until all of it is in the page. Prints `name<TAB>value` lines.
import { startProvider } from "../e2e/browser/provider.mjs";
import { exposePage, launch, openPage, serveSite, type, until, useProvider } from "../e2e/browser/support.mjs";

const KB = 1024;
const repeat = (part, bytes) => part.repeat(Math.ceil(bytes / part.length));
/** From U+0100 on, without surrogates and private characters, with a blank here and there. */
function differentCharacters(count) {
  let text = "";
  for (let c = 0x100, i = 0; i < count; ++i, ++c) {
    if (c === 0xd800) c = 0xf900;
    text += String.fromCodePoint(c) + (c % 40 === 0 ? " " : "");
  }
  return text;
}
const shapes = {
  brackets: repeat("[\n", 60 * KB) + repeat("]\n", 60 * KB),
  characters: differentCharacters(60000),
  large: repeat("Some **words** of a paragraph, and `more` of them to read.\n\n", 4000 * KB),
};
const wanted = process.argv.slice(2);

/** Runs in the page before all else. */
function watchWork() {
  const work = (window.moaWork = { frames: [], task: 0 });
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => frame((time) => {
    const begin = performance.now();
    draw(time);
    work.frames.push(performance.now() - begin);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) work.task = Math.max(work.task, entry.duration);
  }).observe({ entryTypes: ["longtask"] });
}

/** Has the browser write down what its main thread does; what is given back ends that, and gives the longest layout in
 *  milliseconds of CPU, and how many milliseconds all of them took. */
async function watchLayouts(page) {
  const session = await page.context().newCDPSession(page);
  const layouts = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value) if (event.name === "Layout" || event.name === "UpdateLayoutTree") layouts.push((event.tdur ?? event.dur ?? 0) / 1000);
  });
  await session.send("Tracing.start", { traceConfig: { includedCategories: ["devtools.timeline"] } });
  return async () => {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    return { longest: Math.max(0, ...layouts), all: layouts.reduce((sum, one) => sum + one, 0) };
  };
}

const site = await serveSite();
const browser = await launch();
for (const [name, text] of Object.entries(shapes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const provider = await startProvider(() => [...(text.match(/[^]{1,500000}/gu) ?? []), "The end."]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(exposePage);
  await context.addInitScript(watchWork);
  const page = await openPage(context, site.address);
  await useProvider(page, { baseUrl: provider.baseUrl, proposers: ["one"], aggregator: "judge" });
  await type(page, "What is it?");
  await page.evaluate(() => Object.assign(window.moaWork, { frames: [], task: 0 }));
  const layouts = await watchLayouts(page);
  await page.keyboard.press("Control+Enter");
  provider.release();
  const ends = () => page.evaluate(() => document.querySelector("#moa-answer").lastElementChild?.textContent.endsWith("The end."));
  await until("the end of the answer", ends, { limit: 180000, every: 200 });
  const { longest, all } = await layouts();
  const work = await page.evaluate(() => window.moaWork);
  const frames = work.frames.sort((a, b) => a - b);
  console.log(`page.long.${name}.median\t${frames[frames.length >> 1].toFixed(1)}`);
  console.log(`page.long.${name}.longest\t${frames[frames.length - 1].toFixed(1)}`);
  console.log(`page.long.${name}.layout\t${longest.toFixed(1)}`);
  console.log(`page.long.${name}.layouts\t${all.toFixed(0)}`);
  console.log(`page.long.${name}.task\t${work.task.toFixed(0)}`);
  await context.close();
  await provider.close();
}
await browser.close();
await site.close();
