// The history: nothing is lost by a reload, and what is kept is found, opened, exported, imported and deleted again.
import { passesAxe } from './axe.mjs';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { answer, check, nodes, screenshots, soon, status, statusBecomes, type, until, useProvider } from './support.mjs';
import { ask, openHistory, reload, rows } from './history_list.mjs';
import { startProvider } from './provider.mjs';

/** Two conversations of the demo, the first of two questions, listed in all their states. */
async function looksRight(open, colorScheme, width) {
  const page = await open({ colorScheme, viewport: { width, height: 760 } });
  await openHistory(page);
  await passesAxe(page, 'empty');
  await page.getByRole('button', { name: 'Close' }).click();
  await ask(page, 'What is 17 * 23?');
  await ask(page, 'And which script do models find hardest to read, of all that people write in today, from left to right or from right to left?');
  await openHistory(page);
  await page.locator('#history-new').click();
  await ask(page, 'Why is the sky blue?');
  await openHistory(page);
  await soon(async () => (await rows(page)).length === 2, 'two conversations are listed');
  await passesAxe(page, 'list');
  const shot = (what) => page.screenshot({ path: `${screenshots}/page-history-${what}-${colorScheme}-${width}.png` });
  await shot('list');
  const inRow = (question, act) => page.locator('#history-screen .row', { hasText: question }).getByRole('button', { name: act }).click();
  await inRow('17 * 23', /^More/);
  await shot('more');
  await inRow('17 * 23', /^Pin/);
  await inRow('17 * 23', /^Rename/);
  await page.locator('#history-screen input[type="text"]').fill('Arithmetic and scripts');
  await shot('renaming');
  await passesAxe(page, 'renaming');
  await page.keyboard.press('Enter');
  await soon(async () => (await rows(page))[0] === 'Arithmetic and scripts', 'it has its name, and stands first');
  await inRow('Arithmetic', /^Less/);
  await page.locator('#history-search').fill('script sky left');
  await page.locator('#history-search').fill('left');
  await soon(async () => await page.locator('#history-screen mark').count() > 0, 'the words are marked where they stand');
  await shot('searching');
  await passesAxe(page, 'searching');
  await page.locator('#history-search').fill('');
  await inRow('Why is the sky', /^Delete/);
  await page.locator('#history-undo').waitFor();
  await shot('deleted');
  await passesAxe(page, 'deleted');
  await soon(async () => await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'it is too wide');
  check(page.faults.length === 0, page.faults.join('\n'));
}

/** From its next load on, the program stops with a fault when it opens a conversation. */
function breaksAtOpening(page) {
  return page.addInitScript(() => {
    let create;
    Object.defineProperty(window, 'createMoa', {
      set: (real) => { create = real; },
      get: () => async (options) => {
        const program = await create(options);
        let invoke = program._moa_invoke; // replaces itself when it is first called
        const breaking = (name, given) => {
          if (localStorage.getItem('breaks') && program.UTF8ToString(name) === 'open') throw new WebAssembly.RuntimeError('unreachable');
          return invoke(name, given);
        };
        Object.defineProperty(program, '_moa_invoke', { get: () => breaking, set: (real) => { invoke = real; } });
        return program;
      },
    });
  });
}

export const tests = {
  'history: a conversation that stopped the program is not opened by itself again': async (open) => {
    const page = await open();
    await ask(page, 'What is 17 * 23?');
    await breaksAtOpening(page);
    await page.evaluate(() => localStorage.setItem('breaks', '1'));
    await page.reload();
    await page.getByText('The program stopped because of a fault').waitFor();
    await reload(page);
    const notice = page.locator('#keeping');
    await notice.getByText('was not opened').waitFor();
    await soon(async () => await status(page) === 'idle', 'it is open all the same');
    await page.evaluate(() => localStorage.removeItem('breaks'));
    await notice.getByRole('button', { name: 'Try again' }).click();
    await statusBecomes(page, 'complete');
    await notice.waitFor({ state: 'hidden' });
    await reload(page);
    await statusBecomes(page, 'complete');
  },

  'history: leaving the page while a conversation opens is no crash': async (open) => {
    const page = await open();
    await ask(page, 'What is 17 * 23?');
    // The page leaves by itself, three times, whenever it has begun to open a conversation.
    await page.addInitScript(() => {
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function set(name, value) {
        setItem.call(this, name, value);
        const left = Number(sessionStorage.getItem('leaves'));
        if (!name.includes('opening.') || left === 0) return;
        setItem.call(sessionStorage, 'leaves', left - 1);
        location.reload();
      };
    });
    await page.evaluate(() => sessionStorage.setItem('leaves', '3'));
    await page.reload();
    await until('the page to have left three times', () => page.evaluate(() => sessionStorage.getItem('leaves') === '0').catch(() => false));
    await statusBecomes(page, 'complete');
    await soon(async () => await page.locator('#keeping').isHidden(), async () => await page.locator('#keeping').textContent());
  },

  'history: a run is kept, comes back after a reload, and is found, exported and deleted': async (open) => {
    const page = await open();
    await ask(page, 'What is 17 * 23?');
    const said = await answer(page);
    await reload(page);
    await statusBecomes(page, 'complete');
    await soon(async () => (await answer(page)) === said, 'the answer is there again');
    await openHistory(page);
    await page.locator('#history-new').click();
    await until('an empty tree', async () => (await status(page)) === 'idle');
    await ask(page, 'Why is the sky blue?');

    await openHistory(page);
    await soon(async () => (await rows(page)).join('|') === 'Why is the sky blue?|What is 17 * 23?',
      async () => `the latest first: ${await rows(page)}`);
    await page.locator('#history-search').fill('391 wHAT');
    await soon(async () => (await rows(page)).join('|') === 'What is 17 * 23?', 'words of question and answer are found');
    await page.locator('#history-search').fill('zebra');
    await soon(async () => (await rows(page)).length === 0 && (await page.locator('#history-state').textContent()).startsWith('0 of 2'),
      'and only those');
    await page.locator('#history-search').fill('391');
    await page.keyboard.press('Enter');
    await page.locator('#history-screen').waitFor({ state: 'hidden' });
    await until('the first answer', async () => (await answer(page)) === said);
    await ask(page, 'And twice that?');

    await openHistory(page);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'More: What is 17 * 23?' }).click();
    await page.getByRole('button', { name: 'Export: What is 17 * 23?' }).click();
    const file = await (await coming).path();
    const text = await readFile(file, 'utf8');
    check(text.split('"event":"run.started"').length === 3, 'both turns are in the file');
    check(text.includes('And twice that?'), 'with their questions');
    const moa = path.join(process.env.MOA_BUILD ?? 'build/native', 'moa');
    const shown = execFileSync(moa, ['replay', file], { encoding: 'utf8' });
    check(shown.trim().length > 0, 'moa replay reads it');

    await page.locator('#history-screen .row', { hasText: '17 * 23' }).getByRole('button', { name: /Delete/ }).click();
    await until('one row', async () => (await rows(page)).length === 1);
    await until('nothing on screen of it', async () => (await status(page)) === 'idle');

    await page.locator('#history-file').setInputFiles(file);
    await page.locator('#history-screen').waitFor({ state: 'hidden' });
    await statusBecomes(page, 'complete');
    await openHistory(page);
    await soon(async () => (await rows(page)).length === 2, 'what was opened is kept');
    for (const question of ['18 * 23', '19 * 23']) {
      const buffer = Buffer.from(text.replaceAll('17 * 23', question));
      await page.locator('#history-file').setInputFiles({ name: 'other.jsonl', mimeType: 'text/plain', buffer });
      await page.locator('#history-screen').waitFor({ state: 'hidden' });
      await openHistory(page);
    }
    await until('two more', async () => (await rows(page)).length === 4);
    await page.locator('#history-file').setInputFiles({ name: 'x.jsonl', mimeType: 'text/plain', buffer: Buffer.from('nonsense') });
    await page.locator('#history-error').waitFor();
    await soon(async () => (await page.locator('#history-error').textContent()).includes('not a run log'), 'what is none is refused in words');
    await page.getByRole('button', { name: 'Delete all' }).click();
    await page.getByRole('button', { name: 'Delete all permanently' }).click();
    await until('no row', async () => (await rows(page)).length === 0);
    await reload(page);
    await soon(async () => (await status(page)) === 'idle', 'and nothing comes back');
    check(page.faults.length === 0, page.faults.join('\n'));
  },

  'history: a reload in the middle of a run loses nothing that had arrived, and the run goes on': async (open) => {
    const provider = await startProvider((model) => [`From ${model}: first, `, 'then the rest.']);
    const page = await open();
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['quick', 'slow'], aggregator: 'writer' });
    await type(page, 'What falls at 10:40?');
    await page.keyboard.press('Control+Enter');
    await until('text in every proposal', async () =>
      (await nodes(page)).filter((node) => node.id.startsWith('1.')).every((node) => node.text.includes('first')));
    await reload(page);
    await statusBecomes(page, 'cancelled');
    const kept = (await nodes(page)).filter((node) => node.id.startsWith('1.'));
    check(kept.every((node) => node.text.includes('first')), `what had arrived is there: ${JSON.stringify(kept)}`);
    await soon(async () => (await page.locator('#models').textContent()) === 'Models', 'the recipe in use is remembered');
    provider.release();
    const resume = page.locator('#actions button', { hasText: 'Resume' });
    await resume.focus();
    await page.keyboard.press('Enter');
    await statusBecomes(page, 'complete');
    await soon(async () => (await answer(page)).includes('From writer'), 'the run has come to its end');
    await openHistory(page);
    await soon(async () => (await rows(page)).length === 1, 'as one conversation');
    await soon(async () => !(await page.locator('#history-screen ul').textContent()).includes('Interrupted'), 'that is whole');
    await page.getByRole('button', { name: 'Close' }).click();
    await reload(page);
    await statusBecomes(page, 'complete');
    await soon(async () => (await answer(page)).includes('From writer'), 'its log tells the same');
    await provider.close();
  },

  'history: a second tab reads a conversation as it is, and goes on in a copy of its own': async (open) => {
    const first = await open();
    await ask(first, 'What is 17 * 23?');
    const second = await first.context().newPage();
    await second.goto(first.url());
    await second.locator('#cover').waitFor({ state: 'hidden', timeout: 60000 });
    await openHistory(second);
    await second.locator('#history-screen .row-label').click();
    await second.getByText('is open in another tab').waitFor();
    await soon(async () => await status(second) === 'idle', 'it is open in both');
    await second.locator('#history-copy').click();
    await statusBecomes(second, 'complete');
    await ask(second, 'And 18 * 23?');
    await ask(first, 'And 19 * 23?');
    await openHistory(second);
    await soon(async () => (await rows(second)).length === 2, async () => `${await rows(second)} are listed`);
    await first.reload();
    await statusBecomes(first, 'complete');
    await openHistory(first);
    await first.locator('#history-screen [aria-current="true"]').waitFor();
  },

  'history looks right and passes axe, dark': (open) => looksRight(open, 'dark', 1280),
  'history looks right and passes axe, light': (open) => looksRight(open, 'light', 1280),
  'history looks right and passes axe, 360 pixels': (open) => looksRight(open, 'dark', 360),
};
