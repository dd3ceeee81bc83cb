// Reading an answer: what is wider than its column is scrolled, broken and copied.
import { check, soon, statusBecomes, stillPicture, type, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

const CODE = `print(${Array.from({ length: 40 }, (_, i) => `word${i}`).join(', ')}, end)\npass`;
const row = (words) => `| ${words.join(' | ')} |`;
const COLUMNS = Array.from({ length: 12 }, (_, i) => `heading${i + 1}`);
const TABLE = [row(COLUMNS), row(COLUMNS.map(() => '---')), row(COLUMNS.map((_, i) => `cell${i + 1}`))].join('\n');

/** The answer's column in a window of 1440, below the tabs and the question. */
const LEFT = 988;
const RIGHT = 1412;
const TOP = 199;
const FIRST_LINE = TOP + 50;

/** The page with `answer`, which may write to the clipboard. */
async function readerOf(open, answer) {
  const provider = await startProvider((model) => [model === 'writer' ? answer : 'ok']);
  const page = await open({ viewport: { width: 1440, height: 900 } });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['a'], aggregator: 'writer' });
  await type(page, 'Write');
  await page.locator('#run').click();
  provider.release();
  await statusBecomes(page, 'complete');
  return { page, close: () => provider.close() };
}

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Double clicks there until what is copied is `words`. */
async function reads(page, x, y, words) {
  let last = '';
  await soon(async () => {
    await page.mouse.dblclick(x, y);
    await page.keyboard.press('Control+c');
    last = await copied(page);
    return last === words;
  }, () => `at ${x}, ${y} stands "${last}" and not "${words}"`);
}

export const tests = {
  'code is copied whole, its long lines are scrolled, and broken where that is wanted': async (open) => {
    const { page, close } = await readerOf(open, `\`\`\`python\n${CODE}\n\`\`\``);
    await page.mouse.click(RIGHT - 20, TOP + 16);
    await soon(async () => (await copied(page)) === CODE, 'the code was not copied');
    await reads(page, LEFT + 20, FIRST_LINE + 20, 'pass');
    await page.mouse.move(LEFT + 20, FIRST_LINE);
    await page.keyboard.down('Shift');
    await page.mouse.wheel(0, 5000);
    await page.keyboard.up('Shift');
    await reads(page, RIGHT - 40, FIRST_LINE, 'end');
    await page.mouse.click(RIGHT - 60, TOP + 16);
    await reads(page, LEFT + 20, FIRST_LINE, 'print');
    await page.reload();
    await statusBecomes(page, 'complete');
    await reads(page, LEFT + 20, FIRST_LINE, 'print');
    await close();
  },

  'a wide table is scrolled by wheel and bar, and its first column stays': async (open) => {
    const { page, close } = await readerOf(open, TABLE);
    const cells = TOP + 34 + 17;
    await reads(page, LEFT + 10, cells, 'cell1');
    await page.mouse.move(RIGHT - 60, cells);
    await page.mouse.wheel(5000, 0);
    await reads(page, RIGHT - 60, cells, 'cell12');
    await reads(page, LEFT + 10, cells, 'cell1');
    await page.mouse.move(RIGHT - 20, TOP + 2 * 34 + 7);
    await page.mouse.down();
    await page.mouse.move(LEFT, TOP + 2 * 34 + 7, { steps: 4 });
    await page.mouse.up();
    await reads(page, LEFT + 100, cells, 'cell2');
    await close();
  },

  'a formula is selected and copied as its source, which the mirror tells': async (open) => {
    const source = '\\[\n\\int_0^\\infty \\frac{x^{2}}{e^x - 1}\\,dx = 2\\zeta(3)\n\\]';
    const { page, close } = await readerOf(open, `Then\n${source}\nand $\\sqrt{2}$.`);
    const joined = source.replaceAll('\n', ' ').replace('\\[ ', '\\[').replace(' \\]', '\\]');
    await reads(page, (LEFT + RIGHT) / 2, TOP + 24 + 30, joined);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await soon(async () => (await copied(page)) === `Then\n\n${joined}\n\nand $\\sqrt{2}$.`, async () => `copied: ${await copied(page)}`);
    const told = await page.locator('#moa-answer').innerText();
    check(told.includes(joined) && told.includes('$\\sqrt{2}$'), `the mirror tells: ${told}`);
    await close();
  },

  'the panel is read, folded and copied by keyboard': async (open) => {
    const long = Array.from({ length: 60 }, (_, i) => `Paragraph ${i + 1} of the answer.`).join('\n\n');
    const { page, close } = await readerOf(open, long);
    const reader = page.locator('#reader');
    const focused = (id) => page.evaluate((wanted) => document.activeElement?.id === wanted, id);
    const said = () => reader.getAttribute('aria-valuetext');
    const says = (pattern) => soon(async () => pattern.test(await said()), async () => `${await said()}, not ${pattern}`);
    const picture = async () => (await stillPicture(page, { x: 980, y: 100, width: 440, height: 700 })).toString('base64');

    await page.locator('#question').focus();
    await page.keyboard.press('F6');
    await soon(() => page.evaluate(() => document.activeElement?.dataset.node === '1.1'), 'the tree has the focus');
    await page.keyboard.press('F6');
    await soon(() => focused('reader'), 'the panel has the focus');
    await page.keyboard.press('Home');
    await says(/^Answer, 0 %$/);
    const first = await picture();
    await page.keyboard.press('PageDown');
    await says(/^Answer, [1-9]\d? %$/);
    check(await picture() !== first, 'PageDown has moved nothing');
    await page.keyboard.press('End');
    await says(/^Answer, 100 %$/);
    await page.keyboard.press('y');
    await soon(async () => (await copied(page)) === long, 'the answer was not copied');
    // Other tests write to the same clipboard: it is copied again where one came between.
    const rich = () => page.evaluate(async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()).catch(String);
    await soon(async () => {
      await page.keyboard.press('y');
      return (await rich()).includes('<p>Paragraph 1 of the answer.</p>');
    }, async () => `the rich text is ${(await rich()).slice(0, 200)}`);

    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await says(/^1\.1 /);
    await page.keyboard.press('F6');
    await page.keyboard.press(']');
    await says(/^Answer/);
    await page.keyboard.press('[');
    await says(/^1\.1 /);

    // The same by the toolbar, for who knows no keys.
    const details = page.locator('#actions').getByRole('button', { name: 'Details' });
    const unfolded = async () => await details.getAttribute('aria-expanded') === 'true';
    const before = await unfolded();
    await page.keyboard.press('d');
    await soon(async () => await unfolded() !== before, 'D does not fold the details');
    await details.focus();
    await page.keyboard.press('Enter');
    await soon(async () => await unfolded() === before, 'the button does not fold the details');
    await soon(() => page.evaluate(() => document.activeElement?.dataset.action === 'fold_details'), 'the button has lost the focus');
    await page.locator('#actions').getByRole('button', { name: 'Copy as Markdown' }).focus();
    await page.keyboard.press('Enter');
    await soon(async () => (await copied(page)) === 'ok', 'the node’s text was not copied');

    await reader.focus();
    await page.keyboard.press('F6');
    await soon(() => focused('question'), 'the question has the focus');
    check(page.faults.length === 0, page.faults.join('\n'));
    await close();
  },
};
