// A run watched again: its bar, its keys, dropped run files, and the same texts as the terminal has.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { passesAxe } from './axe.mjs';
import { answer, check, frames, nodes, screenshots, soon, status, statusBecomes, type, until } from './support.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const moa = path.join(root, process.env.MOA_BUILD || 'build/native', 'moa');
const RECORDED = path.join(root, 'tests/e2e/gallery/recorded-run.jsonl');

const drop = (page, name, text) => page.evaluate(([file, content]) => {
  const data = new DataTransfer();
  data.items.add(new File([content], file));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, [name, text]);

const bar = (page) => page.locator('#replay');
const button = (page, name) => bar(page).getByRole('button', { name, exact: true });
const scrubber = (page) => page.locator('#replay-place');
const event = async (page) => Number(/Event (\d+) of/.exec(await scrubber(page).getAttribute('aria-valuetext'))[1]);
const place = async (page) => Number(await scrubber(page).inputValue());
const stands = (page) => soon(() => button(page, 'Play').isVisible(), 'it plays on');
const seek = (page, to) => scrubber(page).evaluate((input, value) => {
  input.value = String(value);
  input.dispatchEvent(new Event('input'));
}, to);

/** The recorded run, dropped, in its final state. */
async function openRecorded(open, options) {
  const page = await open(options);
  await drop(page, 'any name', await readFile(RECORDED, 'utf8'));
  await statusBecomes(page, 'degraded');
  return page;
}

/** The same, replayed and standing still at its beginning. */
async function replayRecorded(open, options) {
  const page = await openRecorded(open, options);
  await page.locator('#follow-up-buttons').getByRole('button', { name: 'Replay' }).click();
  await bar(page).waitFor();
  await page.keyboard.press('Home');
  if (await button(page, 'Pause').isVisible()) await button(page, 'Pause').click();
  await page.keyboard.press('Home');
  await stands(page);
  return page;
}

/** The texts of all nodes after the lines of a log up to a time, without the program. */
function textsAt(log, t) {
  const texts = new Map();
  for (const line of log.trim().split('\n').map((one) => JSON.parse(one))) {
    if (line.t > t) break;
    if (line.event === 'node.state' && (line.state === 'waiting' || line.state === 'queued')) texts.set(line.node, '');
    if (line.event === 'node.text') texts.set(line.node, (texts.get(line.node) ?? '') + line.text);
  }
  return texts;
}

export const tests = {
  'replay: a dropped run is kept, and plays from its beginning to its end as it was recorded': async (open) => {
    const page = await openRecorded(open);
    const end = await answer(page);
    await page.locator('#follow-up-buttons').getByRole('button', { name: 'Replay' }).click();
    await bar(page).waitFor();
    await statusBecomes(page, 'running');
    check(await page.locator('#stop').isHidden(), 'a replay could be stopped like a run');
    await page.locator('#replay-speed').selectOption('8×');
    await statusBecomes(page, 'degraded');
    await stands(page);
    check(await answer(page) === end, 'it ends with another answer');
    check(await place(page) === Number(await scrubber(page).getAttribute('max')), 'the scrubber is not at its end');
    await page.keyboard.press('Escape');
    await bar(page).waitFor({ state: 'hidden' });
    await page.reload();
    await statusBecomes(page, 'degraded');
    await page.getByRole('button', { name: 'History' }).click();
    await soon(async () => await page.locator('#history-screen .row-label').count() === 1, 'it is not kept once');
    check(page.faults.length === 0, page.faults.join('\n'));
  },

  'replay: at every place the nodes have the texts of the log, forwards and backwards': async (open) => {
    const log = await readFile(RECORDED, 'utf8');
    const page = await replayRecorded(open);
    const length = Number(await scrubber(page).getAttribute('max'));
    for (const share of [0.3, 0.7, 0.5, 1, 0.1, 0]) {
      const t = Math.round(length * share);
      await seek(page, t);
      const wanted = textsAt(log, t);
      for (const { id, text } of await nodes(page)) check(text === (wanted.get(id) ?? ''), `${id} at ${t}: ${text}`);
    }
  },

  'replay: keys play, step, go far, to the ends, faster and slower, and close it': async (open) => {
    const page = await replayRecorded(open);
    const first = await event(page);
    await page.keyboard.press('ArrowRight');
    await soon(async () => await event(page) === first + 1, 'no event further');
    await page.keyboard.press('.');
    await soon(async () => await event(page) === first + 2, 'no second event');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press(',');
    await soon(async () => await event(page) === first, 'not back');
    await page.keyboard.press('Shift+ArrowRight');
    await soon(async () => await place(page) === 5000, 'not 5 s further');
    await page.keyboard.press('Shift+ArrowLeft');
    await soon(async () => await place(page) === 0, 'not 5 s back');
    await page.keyboard.press('End');
    await soon(async () => await status(page) === 'degraded', 'not at its end');
    await page.keyboard.press('Home');
    await soon(async () => await status(page) === 'running', 'not at its beginning');
    await page.keyboard.press('>');
    await page.keyboard.press('>');
    await page.keyboard.press('<');
    await soon(async () => await page.locator('#replay-speed').inputValue() === '2×', 'another speed');
    await scrubber(page).focus();
    await page.keyboard.press('Space');
    await soon(() => button(page, 'Pause').isVisible(), 'Space does not play');
    await page.keyboard.press('Space');
    await stands(page);
    await page.locator('#question').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await stands(page);
    await page.keyboard.press('Escape');
    await bar(page).waitFor({ state: 'hidden' });
    check(await status(page) === 'degraded', 'the run is another one');
  },

  'replay: on the canvas its keys are the same, and a node that is chosen has the arrows': async (open) => {
    const page = await replayRecorded(open);
    const first = await event(page);
    await page.locator('#moa-canvas').focus();
    // On a busy machine a key is held long enough to act again.
    await page.keyboard.press('ArrowRight');
    await soon(async () => await event(page) > first, 'no event further');
    const { rect: [x, y, width, height] } = (await nodes(page)).find(({ id }) => id === '1.2');
    await page.mouse.click(x + width / 2, y + height / 2);
    await soon(async () => (await nodes(page)).find(({ selected }) => selected)?.id === '1.2', 'it is not chosen');
    await page.keyboard.press('ArrowDown');
    await soon(async () => (await nodes(page)).find(({ selected }) => selected)?.id === '1.3', 'the arrows do not walk');
    const second = await event(page);
    await page.keyboard.press('.');
    await soon(async () => await event(page) === second + 1, 'a full stop steps no event');
    await page.keyboard.press('Escape');
    await soon(async () => !(await nodes(page)).some(({ selected }) => selected), 'it stays chosen');
    await page.keyboard.press('Escape');
    await bar(page).waitFor({ state: 'hidden' });
  },

  'replay: while it stands still nothing is drawn, and nothing of the run can be changed': async (open) => {
    const page = await replayRecorded(open);
    await seek(page, 3000);
    await page.keyboard.press('.');
    let drawn = -1;
    await until('no more frames', async () => {
      const before = drawn;
      drawn = await frames(page);
      await page.evaluate(() => new Promise((done) => { let left = 10; const next = () => (--left ? requestAnimationFrame(next) : done()); next(); }));
      return before === drawn;
    });
    const told = await page.locator('#moa-tree').evaluate((tree) => new Promise((done) => {
      let changes = 0;
      new MutationObserver((list) => { changes += list.length; }).observe(tree, { subtree: true, childList: true, attributes: true, characterData: true });
      let left = 20;
      const next = () => (--left ? requestAnimationFrame(next) : done(changes));
      next();
    }));
    check(told === 0, 'the mirror changes');
    check(await frames(page) === drawn, 'frames are drawn in vain');
    const acts = await page.locator('#actions [data-action]').evaluateAll((all) => all.map((one) => one.dataset.action));
    for (const act of ['mute', 'edit', 'rerun', 'resume', 'undo', 'other', 'retry', 'use-late']) check(!acts.includes(act), `${act} is offered`);
  },

  'replay: with reduced motion it stands at its end, and a new question ends it': async (open) => {
    const page = await openRecorded(open, { reducedMotion: 'reduce' });
    await page.locator('#follow-up-buttons').getByRole('button', { name: 'Replay' }).click();
    await bar(page).waitFor();
    await stands(page);
    check(await status(page) === 'degraded', 'it does not stand at its end');
    await page.keyboard.press(',');
    await type(page, 'What is 17 * 23?');
    await page.keyboard.press('Control+Enter');
    await bar(page).waitFor({ state: 'hidden' });
    await statusBecomes(page, 'complete');
    check(/391/.test(await answer(page)), await answer(page));
    // A run of this page is replayed from what the browser has kept of it.
    const end = await answer(page);
    await page.locator('#actions [data-action^="replay"]').evaluate((one) => one.click());
    await bar(page).waitFor();
    await page.keyboard.press('Home');
    await statusBecomes(page, 'running');
    await page.keyboard.press('End');
    await statusBecomes(page, 'complete');
    check(await answer(page) === end, 'its replay ends with another answer');
  },

  'replay: a run of the demo that is saved is the same in the terminal': async (open) => {
    const page = await open();
    await type(page, 'Why is the sky blue?');
    await page.keyboard.press('Control+Enter');
    await statusBecomes(page, 'complete');
    await page.keyboard.press('Control+s');
    await page.locator('#share-screen').getByRole('radio', { name: 'Run file' }).check();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#share-save').click()]);
    await page.locator('#share-close').click();
    const file = await download.path();
    const log = await readFile(file, 'utf8');
    const replayed = execFileSync(moa, ['replay', file], { encoding: 'utf8' }).trimEnd();
    await page.locator('#actions [data-action^="replay"]').evaluate((one) => one.click());
    await bar(page).waitFor();
    await page.keyboard.press('End');
    await statusBecomes(page, 'complete');
    const aggregator = (await nodes(page)).at(-1);
    check(aggregator.text.trimEnd() === replayed, `${aggregator.text}\n---\n${replayed}`);
    const length = Number(await scrubber(page).getAttribute('max'));
    for (const share of [0.25, 0.5, 0.75]) {
      await seek(page, Math.round(length * share));
      const wanted = textsAt(log, Math.round(length * share));
      for (const { id, text } of await nodes(page)) check(text === (wanted.get(id) ?? ''), `${id} at ${share}: ${text}`);
    }
  },

  'replay: its bar looks right, and passes axe': async (open) => {
    for (const [colorScheme, width] of [['dark', 1440], ['light', 1440], ['light', 820], ['dark', 360], ['light', 360]]) {
      const page = await replayRecorded(open, { colorScheme, viewport: { width, height: 760 } });
      await seek(page, 6000);
      await passesAxe(page, `replay ${width}`);
      await soon(async () => await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'it is too wide');
      await page.screenshot({ path: `${screenshots}/page-replay-${colorScheme}-${width}.png` });
      check(page.faults.length === 0, page.faults.join('\n'));
    }
  },
};
