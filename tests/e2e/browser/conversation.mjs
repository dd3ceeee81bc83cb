// A conversation of several turns: it is read as one, its turns are looked at, asked again and left out.
import { answer, check, soon, statusBecomes, type, until, useProvider } from './support.mjs';
import { startProvider } from './provider.mjs';

const turns = (page) => page.locator('#moa-turns h3').allTextContents();
const followUp = (page) => page.locator('#follow-up-words').textContent();

async function ask(page, question) {
  await type(page, question);
  await page.keyboard.press('Control+Enter');
  await until(`${question} on screen`, async () => (await turns(page)).at(-1) === question);
  await statusBecomes(page, 'complete');
}

/** A page with a model that answers each question with the question. */
async function talk(open) {
  const provider = await startProvider((model, request) => [`${model}: ${request.messages.at(-1).content.slice(0, 40)}`]);
  const page = await open({ viewport: { width: 1280, height: 800 } });
  await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['one'], aggregator: 'judge' });
  provider.release();
  return { page, provider };
}

export const tests = {
  'Enter runs where that is chosen, and a question asked meanwhile comes next': async (open) => {
    const provider = await startProvider(() => ['It begins. ', 'It ends.']);
    const page = await open();
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['a'], aggregator: 'z' });
    await page.locator('#settings').click();
    await page.getByLabel('Runs it').check();
    await page.getByRole('button', { name: 'Done' }).click();
    await soon(async () => await page.locator('#hint').textContent() === 'Enter runs', 'the hint does not say so');
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden' });
    const field = page.locator('#question');
    await field.fill('First?');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('In two lines.');
    await page.keyboard.press('Enter');
    await until('a call', () => provider.posts().length === 1);
    check(provider.posts()[0].body.messages.at(-1).content === 'First?\nIn two lines.', 'Shift+Enter is no new line');
    await field.fill('Second?');
    await page.keyboard.press('Enter');
    await soon(async () => /asked next/.test(await page.locator('#follow-up-words').textContent()), 'it is not said that it waits');
    await soon(async () => await field.inputValue() === 'Second?', 'the question is gone from its field');
    provider.release();
    await until('the second question', () => provider.posts().some((call) => call.body.messages.at(-1).content === 'Second?'));
    await statusBecomes(page, 'complete');
    await soon(async () => await field.inputValue() === '', 'it is asked and still in the field');
    await provider.close();
  },

  'a conversation is read as one, and its earlier turns are looked at by keys': async (open) => {
    const page = await open();
    check(await followUp(page) === 'New conversation', await followUp(page));
    check(await page.locator('#new').isHidden(), 'there is nothing to leave');
    await ask(page, 'Why is the sky blue?');
    const first = await answer(page);
    check((await followUp(page)).startsWith('Follow-up to: Why is the sky blue?'), await followUp(page));
    await ask(page, 'What is 17 * 23?');
    const second = await answer(page);
    check((await turns(page)).join('|') === 'Why is the sky blue?|What is 17 * 23?', (await turns(page)).join('|'));
    check((await page.locator('#moa-turns .turn-answer').first().textContent()) === first, 'the first answer is not in the conversation');

    await page.keyboard.press('Alt+ArrowUp');
    await soon(async () => await answer(page) === first, 'the first turn is not on screen');
    check((await page.locator('#moa-turns h3[aria-current]').textContent()) === 'Why is the sky blue?', 'it is not the current one');
    await page.keyboard.press('Alt+ArrowDown');
    await soon(async () => await answer(page) === second, 'the second turn is not on screen');

    await page.keyboard.press('Control+Shift+O');
    await soon(async () => (await turns(page)).length === 0, 'the conversation is still there');
    check(await followUp(page) === 'New conversation', await followUp(page));
    check(page.faults.length === 0, page.faults.join('; '));
  },

  'a question asked again is a version beside the old one, also after a reload': async (open) => {
    const page = await open();
    await ask(page, 'Why is the sky blue?');
    await ask(page, 'What is 17 * 23?');
    await page.keyboard.press('Alt+ArrowUp');
    await page.locator('#actions button', { hasText: 'Edit and ask again' }).focus();
    await page.keyboard.press('Enter');
    await soon(async () => (await page.locator('#question').inputValue()) === 'Why is the sky blue?', 'the question is not to be edited');
    check((await followUp(page)).startsWith('Another version of: Why'), await followUp(page));
    check(await page.locator('#question').evaluate((field) => field === document.activeElement), 'the question has no keyboard');
    await page.locator('#follow-up-buttons button', { hasText: 'Cancel' }).click();
    await soon(async () => (await turns(page)).length === 2, 'the old version is gone');
    check((await page.locator('#question').inputValue()) === '', 'the question is still there');

    await page.locator('#actions button', { hasText: 'Edit and ask again' }).focus();
    await page.keyboard.press('Enter');
    await ask(page, 'Why is the sunset red?');
    check((await turns(page)).join('|') === 'Why is the sunset red?', (await turns(page)).join('|'));
    await page.reload();
    await statusBecomes(page, 'complete');
    check((await turns(page)).join('|') === 'Why is the sunset red?', (await turns(page)).join('|'));
    await page.getByRole('button', { name: 'Previous version' }).focus();
    await page.keyboard.press('Enter');
    await soon(async () => (await turns(page)).length === 2, 'the old version is not there');
    check((await turns(page))[0] === 'Why is the sky blue?', (await turns(page)).join('|'));
  },

  'earlier turns go along with a question, or are left out': async (open) => {
    const { page, provider } = await talk(open);
    await ask(page, 'First?');
    await ask(page, 'Second?');
    const sent = () => provider.posts().filter(({ body }) => body.model === 'one').map(({ body }) => body.messages.length);
    check(sent().join() === '1,3', sent().join());
    check(/sends 2 earlier turns, about \d+ tokens/.test(await followUp(page)), await followUp(page));
    await page.getByRole('button', { name: 'Leave out the earlier turns' }).click();
    await soon(async () => (await followUp(page)).includes('are not sent'), 'the line still says that they are sent');
    await ask(page, 'Third?');
    check(sent().join() === '1,3,1', sent().join());
    await provider.close();
  },

  'a new question brings its answer into sight; Esc stops the run from the question only': async (open) => {
    const { page, provider } = await talk(open);
    await ask(page, 'First?');
    await page.locator('#moa-tree [data-node="1.1"]').focus();
    await page.keyboard.press('Enter');
    await soon(async () => (await page.locator('[data-node="1.1"]').getAttribute('aria-selected')) === 'true', 'it is not selected');
    provider.released = 0;
    await type(page, 'Second?');
    await page.keyboard.press('Control+Enter');
    await statusBecomes(page, 'running');
    check((await page.locator('[aria-selected="true"]').count()) === 0, 'the node before is still in the way');
    await page.locator('#moa-tree [data-node="1.1"]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await soon(async () => (await page.locator('[aria-selected="true"]').count()) === 0, 'Esc does not close the node');
    check((await page.locator('#moa-answer').getAttribute('data-status')) === 'running', 'the run was stopped');
    await page.locator('#question').focus();
    await page.keyboard.press('Escape');
    await statusBecomes(page, 'cancelled');
    await provider.close();
  },
};
