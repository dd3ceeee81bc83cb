// What the page keeps, at the modules themselves: nothing is lost in silence, and two tabs do not write one conversation.
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { answer, check, soon, statusBecomes } from './support.mjs';

const modules = fileURLToPath(new URL('../../../web/page/', import.meta.url));

/** A tab with a store and locks of its own, beside the page's: from the modules that the page is packed from. */
async function tab(page) {
  await page.context().route(/\/history_\w+\.js$/, (route) => route.fulfill({
    path: `${modules}${new URL(route.request().url()).pathname.split('/').pop()}`, contentType: 'text/javascript',
  }));
  await page.evaluate(async () => {
    window.told = [];
    const { createStore } = await import('./history_store.js');
    const { createLocks } = await import('./history_locks.js');
    window.store = createStore((words) => window.told.push(words));
    window.locks = createLocks();
  });
  return page;
}

async function another(page) {
  const second = await page.context().newPage();
  await second.goto(page.url());
  return tab(second);
}

export const tests = {
  'keeping: pieces are read in their order, behind those of an earlier writer, and what is none is counted': async (open) => {
    const first = await tab(await open());
    await first.evaluate(async () => {
      store.turn({ id: 'a', turn: 1 });
      for (let i = 0; i < 50; i++) store.line(`l${i}\n`);
      store.entry({ id: 'a', turns: [{ status: 'complete' }] });
      store.write();
      await store.read('a');
    });
    const second = await another(first);
    const [text, leftOut, entries] = await second.evaluate(async () => {
      await store.read('a');
      store.turn({ id: 'a', turn: 1 });
      store.line('later\n');
      store.write();
      const read = await store.read('a');
      return [read.logs[0], read.leftOut, (await store.entries((await store.list()).ids)).entries.length];
    });
    check(text === `${Array.from({ length: 50 }, (_, i) => `l${i}\n`).join('')}later\n`, text);
    check(leftOut === 0 && entries === 1, `${leftOut} ${entries}`);
    const wrong = await second.evaluate(async () => {
      const db = await new Promise((resolve) => {
        const request = indexedDB.open('moa');
        request.onsuccess = () => resolve(request.result);
      });
      await new Promise((resolve) => {
        const transaction = db.transaction(['entries', 'lines'], 'readwrite');
        transaction.objectStore('entries').put({ id: 'x' });
        transaction.objectStore('entries').put({ id: 'y', turns: 'no' });
        transaction.objectStore('lines').put({ id: 'a', turn: 1e9, seq: 1, text: 'far' });
        transaction.objectStore('lines').put({ id: 'a', turn: 1, seq: [90, 'w'], text: 'behind a gap' });
        transaction.oncomplete = resolve;
      });
      db.close();
      const list = await store.entries((await store.list()).ids);
      const read = await store.read('a');
      return [list.entries.length, list.leftOut, read.leftOut, read.logs.length, read.logs[0].endsWith('later\n')];
    });
    check(JSON.stringify(wrong) === '[1,2,2,1,true]', JSON.stringify(wrong));
  },

  'keeping: one tab has a conversation until it is closed': async (open) => {
    const first = await tab(await open());
    const second = await another(first);
    check(await first.evaluate(async () => Boolean(await locks.claim('a'))), 'the first one has it');
    check(!(await second.evaluate(async () => Boolean(await locks.claim('a')))), 'the second one has not');
    check(!(await second.evaluate(() => locks.alone('a', () => {}))), 'nor may it delete');
    await first.close();
    check(await second.evaluate(async () => Boolean(await locks.claim('a', 30000))), 'then it has');
  },

  'keeping: what a full or closed database did not take is told, and written in order later': async (open) => {
    for (const fault of ['QuotaExceededError', 'InvalidStateError']) {
      const page = await tab(await open());
      const [words, exported, kept, at] = await page.evaluate(async (name) => {
        store.turn({ id: 'a', turn: 1 });
        store.line('one\n');
        store.write();
        await store.read('a');
        const real = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = () => {
          throw new DOMException('', name);
        };
        store.line('two\n');
        store.write();
        const said = told.at(-1);
        store.line('three\n');
        IDBDatabase.prototype.transaction = real;
        const text = (await store.export('a')).join('');
        store.write();
        return [said, text, (await store.read('a')).logs[0], told.at(-1)];
      }, fault);
      check(words.startsWith('Not kept:'), words);
      check(exported === 'one\ntwo\nthree\n' && kept === exported && at === '', JSON.stringify([exported, kept, at]));
    }
  },

  'keeping: a database of the first version is taken over, with all that is in it': async (open) => {
    const page = await open();
    await page.context().route(/\/empty$/, (route) => route.fulfill({ body: '<!doctype html><title>-</title>', contentType: 'text/html' }));
    const program = page.url();
    await page.goto(new URL('empty', program).href);
    await page.evaluate(([{ entries, lines }]) => new Promise((resolve, reject) => {
      indexedDB.deleteDatabase('moa').onsuccess = () => {
        const request = indexedDB.open('moa', 1);
        request.onupgradeneeded = () => {
          request.result.createObjectStore('entries', { keyPath: 'id' });
          request.result.createObjectStore('lines', { keyPath: ['id', 'turn', 'seq'] });
        };
        request.onsuccess = () => {
          const transaction = request.result.transaction(['entries', 'lines'], 'readwrite');
          for (const one of entries) transaction.objectStore('entries').add(one);
          for (const one of lines) transaction.objectStore('lines').add(one);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
          transaction.onabort = () => reject(transaction.error);
        };
      };
    }), [JSON.parse(await readFile(new URL('../../fixtures/kept/database-1.json', import.meta.url), 'utf8'))]);
    await page.goto(program);
    await page.locator('#cover').waitFor({ state: 'hidden', timeout: 60000 });
    await page.getByRole('button', { name: 'History' }).click();
    for (const question of ['Written with times', 'Written with numbers']) {
      await page.locator('#history-screen .row-open', { hasText: question }).click();
      await statusBecomes(page, 'complete');
      await soon(async () => (await answer(page)).includes('Because.'), 'its answer is there');
      await page.getByRole('button', { name: 'History' }).click();
    }
    await page.getByRole('button', { name: /^More: Written with times/ }).click();
    await page.getByRole('button', { name: /^Pin/ }).click();
    await page.getByText('Pinned').waitFor();
    check(page.faults.length === 0, page.faults.join('\n'));
  },

  'keeping: without a database that is told once, and what came can be exported': async (open) => {
    const page = await open();
    await page.evaluate(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('', 'SecurityError');
      };
    });
    await tab(page);
    const [said, held, list] = await page.evaluate(async () => {
      store.turn({ id: 'a', turn: 1 });
      for (let i = 0; i < 100; i++) store.line('x'.repeat(1000));
      const { fault } = await store.list();
      return [told, (await store.export('a')).join('').length, fault.words];
    });
    check(said.length === 1 && said[0].startsWith('Nothing is kept on this device'), said.join('|'));
    check(held === 100000 && list === said[0], `${held} ${list}`);
  },
};
