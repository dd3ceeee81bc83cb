// What is done with conversations that are kept: deleted and brought back, named, saved as one file, listed by thousands.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { answer, check, soon, status, statusBecomes, type, until } from './support.mjs';
import { ask, openHistory, reload, rows } from './history_list.mjs';

export const tests = {
  'history: what is deleted comes back by Undo, is gone when the screen is closed or the page was, and names stay': async (open) => {
    const page = await open();
    const kept = () => page.evaluate(() => new Promise((resolve) => {
      const request = indexedDB.open('moa');
      request.onsuccess = () => {
        const db = request.result;
        const stores = [...db.objectStoreNames];
        const asked = db.transaction(stores).objectStore('entries').getAllKeys();
        asked.onsuccess = () => {
          db.close();
          resolve(asked.result.length);
        };
      };
    }));
    await ask(page, 'What is 17 * 23?');
    await openHistory(page);
    const inRow = (act) => page.locator('#history-screen').getByRole('button', { name: act }).click();
    await inRow(/^More/);
    await inRow(/^Rename/);
    await page.locator('#history-screen input[type="text"]').fill('Mine');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await inRow(/^Delete:/);
    await until('nothing on screen of it', async () => (await status(page)) === 'idle');
    await inRow('Undo');
    await soon(async () => (await rows(page)).join() === 'Mine', 'it is there again, with its name');
    await page.locator('#history-screen .row-open').click();
    await statusBecomes(page, 'complete');
    await ask(page, 'And twice that?');
    await openHistory(page);
    await soon(async () => (await rows(page)).join() === 'Mine', 'another question leaves the name');
    await inRow(/^Delete:/);
    await until('no row', async () => (await rows(page)).length === 0);
    check(await kept() === 1, 'it can still be brought back');
    await reload(page);
    await until('it to be gone', async () => await kept() === 0);
    await openHistory(page);
    await soon(async () => (await page.locator('#history-state').textContent()).startsWith('No conversations'), 'nothing is listed');
    await page.getByRole('button', { name: 'Close' }).click();

    await ask(page, 'Why is the sky blue?');
    await openHistory(page);
    await inRow(/^Delete:/);
    await page.getByRole('button', { name: 'Close' }).click();
    await until('it to be gone', async () => await kept() === 0);
    check(page.faults.length === 0, page.faults.join('\n'));
  },

  'history: saved as one file and read again elsewhere, it is the same; damaged parts are counted': async (open) => {
    const page = await open();
    await ask(page, 'What is 17 * 23?');
    await openHistory(page);
    await page.locator('#history-new').click();
    await ask(page, 'Why is the sky blue?');
    await openHistory(page);
    await soon(async () => (await rows(page)).length === 2, 'two conversations are listed');
    await page.getByRole('button', { name: /^More: What/ }).click();
    await page.getByRole('button', { name: /^Pin/ }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save all' }).click();
    const file = await (await coming).path();
    const text = await readFile(file, 'utf8');
    const moa = path.join(process.env.MOA_BUILD ?? 'build/native', 'moa');
    const env = { ...process.env, XDG_DATA_HOME: path.join(path.dirname(file), `data-${path.basename(file)}`) };
    execFileSync(moa, ['history', 'import', file], { env, stdio: 'ignore' });
    check(execFileSync(moa, ['history', 'export', '-'], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }) === text,
      'moa history reads and writes the same');

    const give = (content) => page.locator('#history-file').setInputFiles({ name: 'all.jsonl', mimeType: 'text/plain', buffer: Buffer.from(content) });
    const told = async (words) => soon(async () => (await page.locator('#history-result').textContent()) === words,
      async () => `${words}, not ${await page.locator('#history-result').textContent()}`);
    await give(text);
    await told('Imported 0 conversations; 2 were here already.');
    await page.getByRole('button', { name: /^Delete: Why/ }).click();
    await until('one row', async () => (await rows(page)).length === 1);
    await give(text);
    await told('Imported 1 conversation; 1 was here already.');
    await give(text.replaceAll('"What is 17 * 23?"', '"What is 18 * 23?"').concat('{"conversation":"../.."}\n'));
    await told('Imported 1 conversation; 1 was here already. 1 part could not be read.');
    await soon(async () => (await rows(page)).length === 3, 'all three are listed');
    check((await rows(page)).filter((one) => one.includes('18 * 23')).length === 1, 'the other one is its own');
    const second = await open();
    await openHistory(second);
    await second.locator('#history-file').setInputFiles(file);
    await soon(async () => (await rows(second)).join('|') === 'What is 17 * 23?|Why is the sky blue?', 'elsewhere all is added, pinned ones first');
    await second.locator('#history-screen .row-open').first().click();
    await statusBecomes(second, 'complete');
    check(page.faults.length === 0, page.faults.join('\n'));
  },

  'history: where nothing can be kept, what is on screen can be exported': async (open) => {
    const page = await open();
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('', 'SecurityError');
      };
    });
    await reload(page);
    await ask(page, 'What is 17 * 23?');
    await page.locator('#keeping').getByText('Nothing is kept on this device').waitFor();
    const coming = page.waitForEvent('download');
    await page.locator('#keeping').getByRole('button', { name: 'Export' }).click();
    const text = await readFile(await (await coming).path(), 'utf8');
    check(text.includes('What is 17 * 23?') && text.includes('"event":"run.finished"'), 'the whole run is in the file');
    await openHistory(page);
    await page.locator('#history-error', { hasText: 'Nothing is kept on this device' }).waitFor();
  },

  'history: of thousands of conversations some rows are made, more as they come in sight': async (open) => {
    const page = await open();
    const texts = await page.evaluate(() => new Promise((resolve) => {
      const request = indexedDB.open('moa');
      request.onsuccess = () => {
        const transaction = request.result.transaction('entries', 'readwrite');
        for (let i = 0; i < 2000; ++i) {
          const at = new Date(Date.UTC(2020, 0, 1) + i * 3600000).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
          transaction.objectStore('entries').add({ id: `${at}-000-aaaaaa`, turns: [
            { question: `Question ${i} of many?`, answer: `The answer to ${i}. `.repeat(20), recipe: 'R', status: 'complete', cost_usd: 0 }] });
        }
        transaction.oncomplete = () => {
          request.result.close();
          resolve(true);
        };
      };
    }));
    check(texts, 'written');
    await openHistory(page);
    const made = () => page.locator('#history-screen .row').count();
    await soon(async () => (await page.locator('#history-state').textContent()) === '2,000 conversations', 'all are counted');
    check(await made() <= 100, `${await made()} rows are made at first`);
    await soon(async () => {
      await page.locator('#history-older').scrollIntoViewIfNeeded();
      return await made() === 300;
    }, async () => `${await made()} rows`);
    await page.locator('#history-older').click();
    await soon(async () => (await rows(page))[0] === 'Question 1699 of many?', async () => (await rows(page))[0]);
    check(await made() <= 100, 'the others are gone');
    await page.locator('#history-newer').click();
    await soon(async () => (await rows(page))[0] === 'Question 1999 of many?', 'and back');
    await page.locator('#history-search').fill('question 1234');
    await soon(async () => (await rows(page)).join() === 'Question 1234 of many?', 'the words find one of them');
  },

  'history: with the keyboard alone': async (open) => {
    const page = await open();
    await ask(page, 'What is 17 * 23?');
    await page.locator('#history').focus();
    await page.keyboard.press('Enter');
    await page.locator('#history-screen').waitFor();
    await soon(async () => await page.evaluate(() => document.activeElement.id) === 'history-search', 'one can search at once');
    await until('the list', async () => (await rows(page)).length === 1);
    await page.keyboard.press('Tab');
    await soon(async () => await page.evaluate(() => document.activeElement.className) === 'row-open', 'then the list follows');
    const focused = () => page.evaluate(() => document.activeElement.id);
    for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);
    await until('no row', async () => (await rows(page)).length === 0);
    await soon(async () => await focused() === 'history-undo', 'what was done can be undone');
    await page.keyboard.press('Enter');
    await until('the row again', async () => (await rows(page)).length === 1);
    await soon(async () => await page.evaluate(() => document.activeElement.className) === 'row-open', 'which has the keyboard');
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('button', { name: /^Rename/ }).waitFor();
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await soon(async () => (await focused()).startsWith('history-name-'), 'it can be named');
    await page.keyboard.type('Another');
    await page.keyboard.press('Escape');
    await soon(async () => (await rows(page))[0] === 'What is 17 * 23?', 'or not');
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await soon(async () => (await focused()).startsWith('history-name-'), 'it can be named again');
    await page.keyboard.type('Mine');
    await page.keyboard.press('Enter');
    await soon(async () => (await rows(page))[0] === 'Mine', 'and has its name');
    await soon(async () => await page.evaluate(() => document.activeElement.className) === 'row-open', 'and the keyboard');
    await page.keyboard.press('F2');
    await soon(async () => (await focused()).startsWith('history-name-'), 'F2 names it, too');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Ours');
    await page.keyboard.press('Enter');
    await soon(async () => (await rows(page))[0] === 'Ours', 'as well');
    await page.keyboard.press('Escape');
    await page.locator('#history-screen').waitFor({ state: 'hidden' });
  },
};
