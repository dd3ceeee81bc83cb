// The run as a screen reader has it: headings, lists, tables, code and links, of which only what changes is made anew.
import { passesAxe } from './axe.mjs';
import { check, soon, statusBecomes, type, until, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

const PIECES = [
  '## Why\n\nIt is **so**, see [the page](https://example.org/a) and `x < 1`.\n\n',
  '1. one\n   - inner\n2. two\n\n| Red | nm |\n|---|---:|\n| deep | 650 |\n\n> Quoted.\n\n',
  '#### Then\n\n```js\nlet a = 1;\n',
  'let b = 2;\n',
  '```\n\n<b>not bold</b>',
];

async function begin(open) {
  const provider = await startProvider((model) => (model === 'judge' ? PIECES : ['## Why\n\nA.']));
  const page = await open();
  await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['writer'], aggregator: 'judge' });
  await type(page, 'Why?');
  await page.keyboard.press('Control+Enter');
  return { page, provider };
}

export const tests = {
  'the answer is headings, lists, tables, code and links, and only its end is made anew': async (open) => {
    const { page, provider } = await begin(open);
    provider.release(1);
    const answer = page.locator('#moa-answer');
    const seen = (what, selector, text) => until(what, async () => (await answer.locator(selector).allTextContents()).includes(text));
    await seen('a heading', 'h3', 'Why');
    await answer.locator('h3').evaluate((one) => { one.marked = true; });
    provider.release(3);
    await seen('the code', 'pre > code', 'let a = 1;\nlet b = 2;');
    provider.release();
    await statusBecomes(page, 'complete');
    check(await answer.locator('h3').evaluate((one) => one.marked === true), 'what had not changed was made anew');
    const all = (selector) => answer.locator(selector).allTextContents();
    const is = async (selector, ...wanted) => check(JSON.stringify(await all(selector)) === JSON.stringify(wanted), `${selector}: ${JSON.stringify(await all(selector))}`);
    await is('h4', 'Then');
    await is('strong', 'so');
    await is('p > code', 'x < 1');
    await is('a', 'the page');
    await is('ol > li', 'oneinner', 'two');
    await is('ol > li > ul > li', 'inner');
    await is('th', 'Red', 'nm');
    await is('td', 'deep', '650');
    await is('blockquote p', 'Quoted.');
    await is('b');
    check((await answer.textContent()).includes('<b>not bold</b>'), 'HTML of the model is no text');
    await passesAxe(page, 'the answer as text');
    await answer.locator('a').evaluate((one) => one.click());
    await page.locator('#link-screen').waitFor();
    await soon(async () => /example\.org/.test(await page.locator('#link-screen').textContent()), 'the address is not asked about');
    await provider.close();
  },

  'the chosen node is a region with its facts, its prompt and its text': async (open) => {
    const { page, provider } = await begin(open);
    provider.release();
    await statusBecomes(page, 'complete');
    const region = page.locator('#moa-node');
    check(await region.isHidden(), 'nothing is chosen');
    await page.locator('#moa-tree [data-node="1.1"]').focus();
    await page.keyboard.press('Enter');
    await soon(async () => await region.getAttribute('hidden') === null, 'the region is hidden');
    check(await page.getByRole('region', { name: '1.1 writer' }).count() === 1, 'the region has no name');
    const facts = await region.locator('dl').textContent();
    for (const fact of ['Modelwriter', 'Statedone', 'Total', 'Tokens']) check(facts.includes(fact), `${fact} is not in ${facts}`);
    check((await region.locator('#moa-node-prompt').textContent()).includes('Why?'), 'the prompt is not told');
    check(await region.locator('#moa-node-answer h4').first().textContent() === 'Why', 'its text has no heading');
    await passesAxe(page, 'a chosen node');
    await page.keyboard.press('Escape');
    await soon(() => region.isHidden(), 'the region stays');
    await provider.close();
  },
};
