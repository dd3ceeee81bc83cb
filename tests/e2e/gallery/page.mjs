// The page's pictures: page.mjs LOGS FOLDER STATES THEMES WIDTHS, the last three as words with spaces between them; no states
// are all of them. Writes FOLDER/STATE-THEME-WIDTH.png.
import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { enterProvider, exposePage, launch, nodes, openPage, serveSite, status, statusBecomes, until } from '../browser/support.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const [logs, folder, states, themes, widths] = process.argv.slice(2);
const HEIGHTS = { 360: 740, 820: 1180, 1440: 900, 2560: 1440 };
const MODELS = ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'deepseek-ai/DeepSeek-V4-Pro', 'moonshotai/Kimi-K2.6',
  'Qwen/Qwen3.5-9B', 'google/gemma-4-31B-it', 'zai-org/GLM-5.2'];
const QUESTION = 'Why does my solar array lose power at 10:40 every day?';

const log = (name) => path.join(logs, `${name}.jsonl`);
const item = (page, id) => page.locator(`#moa-tree [data-node="${id}"]`);

/** Puts a recorded run on screen. */
async function show(page, name) {
  await page.locator('#history-file').setInputFiles(log(name));
  await until('the recorded run', async () => (await status(page)) !== 'idle');
}

const choose = (page, id) => item(page, id).evaluate((one) => one.click());

async function editor(page) {
  await page.locator('#edit-recipe').click();
  await page.locator('#editor').waitFor();
}

async function editAgent(page) {
  await editor(page);
  await page.locator('#editor-layers [data-at="layers[0].agents[2]"]').click();
}

async function ownModels(page) {
  await page.locator('#models').click();
  await enterProvider(page, { baseUrl: provider.address, key: 'sk-an-example' });
  await until('the list', async () => /listed/.test(await page.locator('#setup-load-models-state').textContent()));
  const rows = page.locator('input[id^="setup-proposer-"]');
  for (const [i, model] of MODELS.entries()) {
    if (i >= await rows.count()) await page.locator('#setup-add-proposer').click();
    await rows.nth(i).fill(model);
    await rows.nth(i).blur(); // Its list of models lies over what is below.
  }
  await page.locator('#setup-aggregator').fill('Qwen/Qwen3-235B-A22B-Instruct-2507-tput');
  await page.locator('#setup-aggregator').blur();
  await page.locator('#setup-provider').focus();
  await page.locator('#setup-screen').evaluate((form) => form.scrollTo(0, 0));
}

async function find(page, words) {
  await page.keyboard.press('Control+f');
  await page.locator('#find-words').fill(words);
  await until('a count', async () => /of/.test(await page.locator('#find-result').textContent()));
}

/** `recipe: false`: a first visit, with the demo. `fresh`: made anew for each width, and not waited for: it goes on. */
const STATES = {
  start: { recipe: false, prepare: async () => {} },
  running: {
    recipe: false,
    fresh: true,
    async prepare(page) {
      await page.locator('#run').click();
      await until('some answers', async () => {
        const all = await nodes(page);
        return all.filter((node) => node.state === 'done').length >= 2 && all.some((node) => node.state === 'streaming');
      });
    },
  },
  demo: {
    recipe: false,
    async prepare(page) {
      await page.locator('#run').click();
      await statusBecomes(page, 'complete');
    },
  },
  estimate: {
    async prepare(page) {
      await page.locator('#question').fill(QUESTION);
      await page.locator('#actions [data-action="cap"]').selectOption('0.05');
    },
  },
  complete: { prepare: (page) => show(page, 'complete') },
  // On a narrow page the answer has a tab of its own.
  answer: {
    fresh: true,
    async prepare(page) {
      await show(page, 'complete');
      const { y, height } = await page.locator('#header').boundingBox();
      if (page.viewportSize().width < 700) await page.mouse.click(95, y + height + 24);
      await settle(page);
    },
  },
  degraded: { prepare: (page) => show(page, 'degraded') },
  failed: { prepare: (page) => show(page, 'failed') },
  'failed-node': { prepare: async (page) => { await show(page, 'failed'); await choose(page, '1.2'); } },
  inspector: { prepare: async (page) => { await show(page, 'complete'); await choose(page, '1.3'); } },
  reasoning: {
    async prepare(page) {
      await show(page, 'complete');
      await choose(page, '1.1');
      await unfold(page);
    },
  },
  layers: { prepare: (page) => show(page, 'layers') },
  huge: { prepare: (page) => show(page, 'huge') },
  reading: {
    async prepare(page) {
      await show(page, 'complete');
      const [x, y, width, height] = (await nodes(page)).find((node) => node.id === '1.2').rect;
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.keyboard.down('Control');
      for (let i = 0; i < 3; ++i) await page.mouse.wheel(0, -300);
      await page.keyboard.up('Control');
    },
  },
  scripts: { prepare: (page) => show(page, 'scripts') },
  stale: {
    async prepare(page) {
      await show(page, 'complete');
      await choose(page, '1.5');
      await page.locator('#actions [data-action="mute"]').evaluate((one) => one.click());
    },
  },
  edit: {
    async prepare(page) {
      await show(page, 'complete');
      await item(page, '1.5').focus();
      await page.keyboard.press('e');
      await page.locator('#node-screen').waitFor();
    },
  },
  compare: {
    async prepare(page) {
      await show(page, 'complete');
      await item(page, '1.1').focus();
      await page.keyboard.press('v');
      await page.locator('#compare-screen').waitFor();
    },
  },
  replay: {
    async prepare(page) {
      await show(page, 'complete');
      await page.locator('#follow-up-buttons').getByRole('button', { name: 'Replay' }).click();
      await page.locator('#replay').waitFor();
      await page.keyboard.press('Space');
      await page.locator('#replay-place').evaluate((input) => {
        // Where the second layer answers.
        input.value = String(Number(input.max) * 0.65);
        input.dispatchEvent(new Event('input'));
        document.activeElement.blur();
      });
    },
  },
  // A link of the recorded run, opened by who has never been here.
  shared: {
    recipe: false,
    async prepare(page) {
      const text = await readFile(log('complete'), 'utf8');
      await page.evaluate((fragment) => { location.hash = fragment; }, `1.${deflateRawSync(text).toString('base64url')}`);
      await page.locator('#shared-screen').waitFor();
    },
  },
  find: { prepare: async (page) => { await show(page, 'complete'); await find(page, 'grid'); } },
  editor: { prepare: editor },
  'editor-agent': { prepare: editAgent },
  'editor-error': {
    async prepare(page) {
      await editAgent(page);
      await page.locator('.fold summary', { hasText: 'Parameters' }).click();
      await page.locator('[id="editor-layers-0-agents-2-temperature"]').fill('5');
    },
  },
  models: { prepare: ownModels },
  providers: {
    async prepare(page) {
      await page.locator('#settings').click();
      await page.getByRole('button', { name: 'Providers and keys' }).click();
      await page.locator('.fold summary', { hasText: 'Ollama' }).click();
    },
  },
  'models-checked': {
    async prepare(page) {
      await ownModels(page);
      await page.locator('#setup-check-models').click();
      await until('the check', async () => /\d of \d/.test(await page.locator('#setup-check-models-state').textContent()));
      await page.locator('#setup-check-models').scrollIntoViewIfNeeded();
    },
  },
  'history-empty': {
    async prepare(page) {
      await page.locator('#history').click();
      await page.locator('#history-screen').waitFor();
    },
  },
  history: {
    async prepare(page) {
      for (const name of ['failed', 'scripts', 'degraded', 'complete']) {
        await show(page, name);
        // A conversation is known by the second it was opened in.
        const second = () => Math.floor(Date.now() / 1000);
        const shown = second();
        await until('another second', async () => second() > shown);
      }
      await page.locator('#history').click();
      await page.locator('#history-screen').waitFor();
    },
  },
  settings: { prepare: (page) => page.locator('#settings').click() },
  keys: { prepare: (page) => page.locator('#keys').click() },
};

/** Clicks the line in the panel behind which the chosen node's reasoning is. */
async function unfold(page) {
  const { width } = page.viewportSize();
  const panel = Number(await page.locator('#border').getAttribute('aria-valuenow')) / 100 * width;
  await page.mouse.click(width - panel + 80, 227);
}

/** Until the canvas has drawn what there is to draw; a run and a blinking caret draw on. */
async function settle(page) {
  const frames = (chances) => page.evaluate((count) => new Promise((resolve) => {
    const before = window.moa.frames;
    let left = count;
    const next = () => (--left > 0 ? requestAnimationFrame(next) : resolve(window.moa.frames - before));
    requestAnimationFrame(next);
  }), chances);
  for (let i = 0; i < 15 && (await frames(20)) > 0; ++i);
}

async function startProvider() {
  const child = spawn(process.execPath, [path.join(here, 'provider.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((resolve) => child.stdout.once('data', (line) => resolve(String(line).trim())));
  return { address, end: () => child.kill() };
}

const chosen = states ? states.split(' ') : Object.keys(STATES);
const unknown = chosen.filter((name) => !STATES[name]);
if (unknown.length > 0) {
  console.error(`The page has no state ${unknown.join(', ')}; there are ${Object.keys(STATES).join(' ')}.`);
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const recipe = JSON.parse(await readFile(path.join(here, 'mixed.json'), 'utf8'));
const setup = JSON.stringify({ format: 'moa-setup/1', provider: 'simulated', shape: 'moa-lite', recipe });
const provider = await startProvider();
const site = await serveSite();
const browser = await launch();
let failed = 0;

/** A page in this state; `width` is the first of the widths it is pictured in. */
async function open(name, theme, width) {
  const context = await browser.newContext({ colorScheme: theme, viewport: { width, height: HEIGHTS[width] ?? 900 } });
  if (STATES[name].recipe !== false) {
    await context.addInitScript((text) => {
      try {
        localStorage.setItem('moa.setup', text);
      } catch {
        // A frame without storage.
      }
    }, setup);
  }
  await context.addInitScript(exposePage);
  const page = await openPage(context, site.address);
  await STATES[name].prepare(page);
  return page;
}

for (const name of chosen) {
  for (const theme of themes.split(' ')) {
    let page = null;
    for (const width of widths.split(' ').map(Number).sort((a, b) => b - a)) {
      try {
        if (!page || STATES[name].fresh) {
          await page?.context().close();
          page = await open(name, theme, width);
        }
        await page.setViewportSize({ width, height: HEIGHTS[width] ?? 900 });
        if (!STATES[name].fresh) await settle(page);
        await page.screenshot({ path: path.join(folder, `${name}-${theme}-${width}.png`) });
      } catch (error) {
        ++failed;
        console.log(`page ${name} ${theme} ${width}: ${error.message.split('\n')[0]}`);
      }
    }
    await page?.context().close();
  }
  console.log(`page ${name}`);
}
await browser.close();
await site.close();
provider.end();
process.exit(failed === 0 ? 0 : 1);
