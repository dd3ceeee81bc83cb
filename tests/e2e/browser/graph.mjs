// The graph of a run is changed by keys, by buttons and by the menu on the canvas; only what follows runs again.
import { passesAxe } from './axe.mjs';
import { answer, check, screenshots, soon, statusBecomes, stillPicture, until, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

const item = (page, id) => page.locator(`#moa-tree [data-node="${id}"]`);
const marks = (page, id) => item(page, id).getAttribute('data-marks');
/** The last of this name: the chosen node's, where the run has one, too. */
const button = (page, name) => page.locator(`#actions [data-action="${name}"]`).last();

async function finishedRun(open, options) {
  const provider = await startProvider((model) => [`${model} says so.`]);
  provider.release();
  const page = await open(options);
  await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['a', 'b', 'c', 'd', 'e', 'f'], aggregator: 'judge' });
  await page.locator('#run').click();
  await statusBecomes(page, 'complete');
  return { page, provider, calls: () => provider.posts().length };
}

export const tests = {
  'an edit, a rerun and undo, with the keyboard alone': async (open) => {
    const { page, provider, calls } = await finishedRun(open);
    check(calls() === 7, `${calls()} calls`);
    await item(page, '1.1').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('e');
    await page.locator('#node-screen').waitFor();
    await soon(async () => await page.locator('#node-answer').inputValue() === 'b says so.', 'the text to edit is not the node\'s');
    await page.locator('#node-answer').fill('What I say.');
    await page.keyboard.press('Control+Enter');
    await page.locator('#node-screen').waitFor({ state: 'hidden' });
    await soon(async () => await item(page, '1.2').textContent() === 'What I say.', 'the edit did not come');
    await soon(async () => await marks(page, '1.2') === 'edited' && await marks(page, '2.1') === 'stale', 'not the right marks');
    await soon(async () => /stale: a rerun calls 1 node\. 1 call, about [\d.]+k? tokens/.test(await page.locator('#actions-words').textContent()),
      async () => await page.locator('#actions-words').textContent());
    check(calls() === 7, 'an edit called somebody');
    await item(page, '1.2').focus();
    await page.keyboard.press('Shift+R');
    await until('the rerun', () => calls() === 8);
    await statusBecomes(page, 'complete');
    const sent = JSON.stringify(provider.posts().at(-1).body.messages);
    check(sent.includes('What I say.') && !sent.includes('b says so.'), 'the aggregator read something else');
    await item(page, '1.2').focus();
    await page.keyboard.press('Control+z'); // the rerun
    await page.keyboard.press('Control+z');
    await until('the text of before', async () => (await item(page, '1.2').textContent()) === 'b says so.');
    await page.keyboard.press('Control+Shift+Z');
    await until('the edit again', async () => (await item(page, '1.2').textContent()) === 'What I say.');
    check(calls() === 8, 'undo called somebody');
    await provider.close();
  },

  'answers are compared side by side, and one of them is kept instead, with the keyboard alone': async (open) => {
    const { page, provider, calls } = await finishedRun(open);
    await item(page, '1.2').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('v');
    const dialog = page.locator('#compare-screen');
    await dialog.waitFor();
    const texts = dialog.locator('.passages');
    check(await texts.count() === 2, `${await texts.count()} columns`);
    check(await texts.first().textContent() === 'b says so.', await texts.first().textContent());
    check(await texts.first().locator('mark').allTextContents().then(String) === 'b', await texts.first().innerHTML());
    await page.locator('#compare-add').press('Enter');
    await soon(async () => await texts.count() === 3, 'no third answer');
    check(await page.evaluate(() => document.activeElement.id) === 'compare-answer-3', 'the new column has no keyboard');
    await page.locator('#compare-answer-3').selectOption('1/1.6');
    await soon(async () => await texts.nth(2).textContent() === 'f says so.', async () => await texts.nth(2).textContent());
    await passesAxe(page, 'comparison', '#compare-screen');
    await page.screenshot({ path: `${screenshots}/page-compare.png` });
    await page.locator('#compare-keep-3').press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await soon(async () => await answer(page) === 'f says so.', async () => await answer(page));
    check(await page.locator('#moa-banner').textContent() === 'You selected: 1.6 f.', await page.locator('#moa-banner').textContent());
    await item(page, '1.2').focus();
    await page.keyboard.press('Control+z');
    await soon(async () => await answer(page) === 'judge says so.', async () => await answer(page));
    check(calls() === 7, 'somebody was called');
    await provider.close();
  },

  'mute, pin and another model, by buttons': async (open) => {
    const { page, provider, calls } = await finishedRun(open);
    await item(page, '1.3').focus();
    await page.keyboard.press('Shift+F10');
    await soon(async () => await page.locator('#actions').evaluate((bar) => bar.contains(document.activeElement)), 'the buttons have no focus');
    await page.screenshot({ path: `${screenshots}/page-actions.png` });
    await passesAxe(page, 'buttons', '#actions');
    await button(page, 'mute').press('Enter');
    await until('the mute', async () => (await marks(page, '1.3')) === 'muted' && (await marks(page, '2.1')) === 'stale');
    await button(page, 'unmute').press('Enter');
    await until('that it is heard', async () => (await marks(page, '1.3')) === '' && (await marks(page, '2.1')) === '');
    await button(page, 'pin').press('Enter');
    await until('the pin', async () => (await marks(page, '1.3')) === 'pinned');
    await button(page, 'other').press('Enter');
    await page.locator('#node-answer').fill('z');
    await soon(async () => /Estimate: 1 call/.test(await page.locator('#node-answer-notes').textContent()), 'no price before it starts');
    await page.screenshot({ path: `${screenshots}/page-other-model.png` });
    await page.locator('#node-save').click();
    await until('the call', () => calls() === 8);
    check(provider.posts().at(-1).body.model === 'z', 'another model was called');
    await until('its answer', async () => (await item(page, '1.3').textContent()) === 'z says so.');
    await soon(async () => await marks(page, '2.1') === 'stale', 'what builds on it is not stale');
    await provider.close();
  },

  'another aggregator, one more agent and a spend cap, with the keyboard alone': async (open) => {
    const { page, provider, calls } = await finishedRun(open);
    await page.locator('#question').fill('And now?');
    await until('the estimate', async () => /^About [\d.k]+ tokens/.test(await page.locator('#actions-words').textContent()));
    await button(page, 'cap').selectOption({ label: 'Cap $0.05' });
    await until('the cap', async () => (await button(page, 'cap').inputValue()) === '0.05');
    await page.locator('#actions [data-action="other"]').first().press('Enter');
    await soon(async () => await page.locator('#node-title').textContent() === 'The same proposals, another aggregator', 'another title');
    await page.locator('#node-answer').fill('second-judge');
    await soon(async () => /Estimate: 1 call/.test(await page.locator('#node-answer-notes').textContent()), 'no price before it starts');
    await page.keyboard.press('Enter'); // closes the list
    await page.keyboard.press('Enter');
    await until('the other answer', async () => (await answer(page)) === 'second-judge says so.');
    check(calls() === 8, `${calls()} calls`);
    await item(page, '1.2').focus();
    await page.keyboard.press('a');
    await soon(async () => await page.locator('#node-title').textContent() === 'Add an agent to layer 1', 'another title');
    await page.locator('#node-answer').fill('g');
    await page.locator('#node-save').press('Enter');
    await item(page, '1.7').waitFor({ state: 'attached' });
    check(calls() === 8, 'adding an agent called somebody');
    await soon(async () => /a rerun calls 2 nodes\. 2 calls/.test(await page.locator('#actions-words').textContent()),
      async () => await page.locator('#actions-words').textContent());
    await item(page, '1.7').focus();
    await page.keyboard.press('Shift+R');
    await until('the rerun', () => calls() === 10);
    await statusBecomes(page, 'complete');
    await until('its answer', async () => (await item(page, '1.7').textContent()) === 'g says so.');
    await provider.close();
  },

  'a right click on the canvas opens the menu, and the inspector has the same as buttons': async (open) => {
    const { page, provider } = await finishedRun(open, { viewport: { width: 1440, height: 900 } });
    const [x, y, width, height] = (await item(page, '1.2').getAttribute('data-rect')).split(',').map(Number);
    // Below the card, where only the menu reaches.
    const menu = { x: x + width / 2 + 8, y: y + height + 24, width: 80, height: 24 };
    const without = await stillPicture(page, menu);
    await page.mouse.click(x + width / 2, y + height / 2, { button: 'right' });
    await until('the choice', async () => (await item(page, '1.2').getAttribute('aria-selected')) === 'true');
    await until('the menu', async () => !(await stillPicture(page, menu)).equals(without));
    await page.screenshot({ path: `${screenshots}/page-menu.png` });
    await page.keyboard.press('m');
    await until('the mute', async () => (await marks(page, '1.2')) === 'muted');
    await page.screenshot({ path: `${screenshots}/page-stale.png` });
    await provider.close();
  },

  'continue now goes on with what is there': async (open) => {
    const provider = await startProvider((model) => (model === 'f' ? ['slow', ' end'] : [`${model} says so.`]));
    provider.release(1);
    const page = await open();
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['a', 'b', 'c', 'd', 'e', 'f'], aggregator: 'judge' });
    await page.locator('#run').click();
    await until('five answers', async () => (await page.locator('#moa-tree [data-state="done"]').count()) === 5);
    await page.screenshot({ path: `${screenshots}/page-continue.png` });
    await item(page, '1.1').focus();
    await page.keyboard.press('c');
    await until('the answer', async () => /judge says so/.test(await answer(page)));
    await soon(async () => await marks(page, '1.6') === 'late', 'the slow one is not late');
    provider.release();
    await provider.close();
  },
};
