// The run as a screen reader has it: headings, lists, tables, code and links, of which only what changes is made anew.
import { passesAxe } from './axe.mjs';
import { check, exposePage, launch, openPage, soon, statusBecomes, type, until, useProvider } from './support.mjs';
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

  'a long text is told whole, and only its beginning is laid out': async (_open, site) => {
    const count = 3000;
    const long = Array.from({ length: count }, (_, i) => `Paragraph ${i} of the answer.\n\n`).join('');
    const provider = await startProvider((model) => (model === 'judge' ? [long, '```\nlet a = 1;\n', 'let b = 2;\n```\n'] : [long]));
    // As a screen reader asks for it.
    const browser = await launch(['--force-renderer-accessibility']);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(exposePage);
    const page = await openPage(context, site.address);
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['writer'], aggregator: 'judge' });
    await type(page, 'Why?');
    await page.keyboard.press('Control+Enter');
    provider.release();
    await statusBecomes(page, 'complete');
    const answer = page.locator('#moa-answer');
    await until('all of it', async () => await answer.locator('p').count() === count && /let b/.test(await answer.locator('pre').textContent()));
    const told = await answer.locator('p').allTextContents();
    check(told.every((text, i) => text === `Paragraph ${i} of the answer.`), 'something is told in another place');
    const near = await answer.locator('p').evaluateAll((all) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length);
    check(near > 100 && near < count / 2, `${near} of ${count} paragraphs are laid out`);
    // What is not laid out has the height that style.css supposes.
    const supposed = await page.locator('#moa-tree [data-node="1.1"] > span').evaluateAll((parts) => parts.map((part) => (
      `auto ${part.offsetHeight}px` === getComputedStyle(part).containIntrinsicBlockSize)));
    check(!supposed[0] && supposed.filter(Boolean).length > 10, `of a node's text is laid out what is false: ${supposed}`);
    check(await page.locator('#moa-tree [data-node="1.1"]').textContent() === long, 'the text of the node is another');
    const client = await page.context().newCDPSession(page);
    const toReaders = async () => (await client.send('Accessibility.getFullAXTree')).nodes;
    const last = `Paragraph ${count - 1} of the answer.`;
    await until('the end of the answer for a screen reader', async () => (await toReaders()).some((node) => node.name?.value === last));
    const paragraphs = (await toReaders()).filter((node) => node.role?.value === 'paragraph').length;
    check(paragraphs >= count, `a screen reader has ${paragraphs} paragraphs of ${count}`);
    await browser.close();
    await provider.close();
  },
};
