// The page in Chromium: how long from navigation to the first frame one can work with, and how many of the screen's refreshes
// after a chunk's arrival its text is painted. Prints `name<TAB>value` lines.
import { exposePage, launch, openPage, serveSite, statusBecomes, type, until, useProvider } from "../e2e/browser/support.mjs";
import { startProvider } from "../e2e/browser/provider.mjs";

const STARTS = 5;
const SLOW_STARTS = 3;
const CHUNKS = 40;
const ANSWER = { x: 870, y: 110, width: 400, height: 660 }; // inside the panel, below its tabs
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Runs in the page before all else: notes arrivals, and the first frame after each that looks different in `region`. */
function watchFrames() {
  const watch = (window.moaWatch = { region: null, waiting: null, seen: [], interactive: 0 });
  const frame = window.requestAnimationFrame.bind(window);
  const nextRead = ReadableStreamDefaultReader.prototype.read;
  ReadableStreamDefaultReader.prototype.read = async function read(...rest) {
    const part = await nextRead.apply(this, rest);
    if (!part.done && watch.region && !watch.waiting) {
      const arrival = { at: performance.now(), refreshes: 0 };
      watch.waiting = arrival;
      const count = () => {
        if (watch.waiting !== arrival) return;
        ++arrival.refreshes;
        frame(count);
      };
      frame(count);
    }
    return part;
  };
  const look = () => {
    const gl = document.querySelector("canvas").getContext("webgl2");
    const { x, y, width, height } = watch.region;
    const pixels = new Uint8Array(width * height * 4);
    gl.readPixels(x, gl.drawingBufferHeight - y - height, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    let hash = 0;
    for (const byte of pixels) hash = (Math.imul(hash, 31) + byte) | 0;
    return hash;
  };
  // The program's own frames: what it drew is looked at before the browser shows it.
  window.requestAnimationFrame = (draw) => frame((time) => {
    draw(time);
    const ended = performance.now();
    if (!watch.interactive && document.querySelector("#cover")?.hidden) watch.interactive = ended;
    if (!watch.region) return;
    const hash = look();
    if (watch.waiting && hash !== watch.before) {
      // Its own tick may come before or after the counting one of the same refresh.
      watch.seen.push({ refreshes: Math.max(watch.waiting.refreshes, 1), ms: ended - watch.waiting.at });
      watch.waiting = null;
    }
    watch.before = hash;
  });
}

const site = await serveSite();
const browser = await launch();

async function open() {
  const context = await browser.newContext({ colorScheme: "dark", viewport: { width: 1280, height: 800 } });
  await context.addInitScript(exposePage);
  await context.addInitScript(watchFrames);
  return openPage(context, site.address);
}

const starts = [];
for (let i = 0; i < STARTS; ++i) {
  const page = await open();
  starts.push(await until("the first frame after the cover", () => page.evaluate(() => window.moaWatch.interactive)));
  await page.context().close();
}
console.log(`page.cold_start\t${median(starts).toFixed(0)}`);

// The same over a slow line, from a host that compresses.
const BITS = 1.6e6;
const line = { offline: false, latency: 150, downloadThroughput: BITS / 8, uploadThroughput: BITS / 8 };
const host = await serveSite({ compressed: true });
const slowStarts = [];
const slowWholes = [];
for (let i = 0; i <= SLOW_STARTS; ++i) {
  const context = await browser.newContext({ colorScheme: "dark", viewport: { width: 1280, height: 800 } });
  await context.addInitScript(watchFrames);
  const page = await context.newPage();
  if (i > 0) { // the first one only makes the host compress
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", line);
  }
  await page.goto(host.address, { waitUntil: "commit" });
  const start = await until("the first frame after the cover", () => page.evaluate(() => window.moaWatch?.interactive));
  await page.locator("body:not([aria-busy])").waitFor();
  if (i > 0) {
    slowStarts.push(start);
    slowWholes.push(await page.evaluate(() => performance.now()));
  }
  await context.close();
}
await host.close();
console.log(`page.slow_start\t${median(slowStarts).toFixed(0)}`);
console.log(`page.slow_whole\t${median(slowWholes).toFixed(0)}`);

// All in one paragraph: an answer that is longer than the panel is followed to its beginning only.
const sentence = (i) => `${"█".repeat(1 + (i % 5))} ${i} `;
const provider = await startProvider((model) => (model === "judge" ? Array.from({ length: CHUNKS }, (_, i) => sentence(i)) : ["yes"]));
const page = await open();
await useProvider(page, { baseUrl: provider.baseUrl, proposers: ["one"], repeat: 6, aggregator: "judge" });
await type(page, "What is it?");
await page.keyboard.press("Control+Enter");
provider.release(1);
await until("the answer's beginning", async () => (await page.locator("#moa-answer").textContent()).length > 0);
await page.evaluate((region) => Object.assign(window.moaWatch, { region }), ANSWER);
for (let i = 2; i < CHUNKS; ++i) {
  provider.release(i);
  await until("the chunk's frame", () => page.evaluate((n) => window.moaWatch.seen.length >= n, i - 1));
  await new Promise((resolve) => setTimeout(resolve, 120 + (i * 7) % 17)); // at another moment of the refresh each time
}
const seen = await page.evaluate(() => window.moaWatch.seen);
provider.release();
await statusBecomes(page, "complete");
console.log(`page.chunk_refreshes\t${median(seen.map((one) => one.refreshes))}`);
console.log(`page.chunk_refreshes_max\t${Math.max(...seen.map((one) => one.refreshes))}`);
console.log(`page.chunk_ms\t${median(seen.map((one) => one.ms)).toFixed(1)}`);

// How much of the time the main thread computes while everything streams (what it waits for the machine's drawing does not
// count), and how many frames a second it draws meanwhile: the demo as it is, and a hundred of its models at once.
async function busyDuring(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const now = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const drawn = await page.evaluate(() => window.moa.frames);
  const before = await now();
  await page.locator("#run").click();
  await statusBecomes(page, "complete", 120000);
  const after = await now();
  const seconds = after.Timestamp - before.Timestamp;
  const frames = (await page.evaluate(() => window.moa.frames)) - drawn;
  await page.context().close();
  return { busy: (after.ThreadTime - before.ThreadTime) / seconds, rate: frames / seconds };
}

const MODELS = ["atlas-70b", "beacon-32b", "cedar-8x22b", "delta-r1", "echo-8b", "fjord-110b", "harbor-72b"];
const agent = (i) => ({ provider: "simulated", model: `sim/${MODELS[i % MODELS.length]}` });
const hundred = { format: "moa-recipe/1", name: "A hundred", layers: [{ agents: Array.from({ length: 100 }, (_, i) => agent(i)) }, { agents: [agent(0)] }] };
for (const [name, recipe] of [["demo", undefined], ["hundred", hundred]]) {
  const shown = await open();
  if (recipe) {
    await shown.evaluate((its) => localStorage.setItem("moa.setup", JSON.stringify({ ...JSON.parse(localStorage.getItem("moa.setup")), recipe: its })), recipe);
    await shown.reload();
    await until("the recipe", async () => (await shown.locator("#moa-tree [data-node]").count()) === 101);
  }
  const { busy, rate } = await busyDuring(shown);
  console.log(`page.${name}.busy\t${(100 * busy).toFixed(0)}`);
  console.log(`page.${name}.rate\t${rate.toFixed(0)}`);
}

await browser.close();
await site.close();
await provider.close();
