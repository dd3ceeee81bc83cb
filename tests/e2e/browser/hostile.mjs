// Files from strangers, opened on the page: each is shown or refused in words; nothing runs, nothing hangs, nothing is asked for.
import { INJECTED, logs, mutations, noFiles, recipe } from '../hostile.mjs';
import { openHistory } from './history_list.mjs';
import { answer, check, soon, statusBecomes, type } from './support.mjs';

/** Every so manieth: the terminal reads all of them, with the same code. */
const some = (files, step) => [...files].filter((_, i) => i % step === 0);

async function watched(open, site) {
  const page = await open();
  const elsewhere = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(site.origin)) elsewhere.push(request.url());
  });
  await page.evaluate(() => { window.ran = 0; });
  return { page, elsewhere };
}

/** Nothing ran or was asked for, and the page still answers. */
async function isWell({ page, elsewhere }) {
  await page.keyboard.press('Escape');
  check(await page.evaluate(() => window.ran) === 0, 'something ran');
  check(elsewhere.length === 0, `asked for: ${elsewhere.join(', ')}`);
  check(page.faults.length === 0, page.faults.slice(0, 3).join('\n'));
}

export const tests = {
  'hostile: run logs and histories from strangers': async (begin, site) => {
    const place = await watched(begin, site);
    const { page } = place;
    const open = async () => {
      if (await page.locator('#history-screen').count() === 0) await openHistory(page);
    };
    for (const [what, content] of [...noFiles('moa-run/1'), ...noFiles('moa-history/1').slice(6), ...some(logs(), 12)]) {
      await open(); // one that is a run closes it
      await page.locator('#history-file').setInputFiles({ name: `${what}.jsonl`.replaceAll('/', ''), mimeType: 'text/plain', buffer: Buffer.from(content) });
    }
    // One of them may still be on its way, and close the history once it is read.
    await soon(async () => {
      await open();
      await page.locator('#history-file').setInputFiles({ name: 'x.jsonl', mimeType: 'text/plain', buffer: Buffer.from('nonsense') });
      return page.locator('#history-error').textContent({ timeout: 1000 }).then((words) => words.includes('not a run log'), () => false);
    }, 'what is none is not refused any more', 60000);
    await isWell(place);
  },

  'hostile: recipes from strangers are shown and called by nobody': async (open, site) => {
    const place = await watched(open, site);
    const { page } = place;
    const drop = (name, text) => page.evaluate(([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], file));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, [name, text]);
    for (const [what, text] of [...noFiles('moa-recipe/1').filter(([, one]) => typeof one === 'string'), ...some(mutations(recipe), 5)]) await drop(`${what}.json`, text);
    await drop('last.json', JSON.stringify({ ...recipe, name: INJECTED, layers: [{ agents: [{ provider: 'simulated', model: 'sim/echo-8b', name: INJECTED }] }] }));
    await soon(async () => (await page.locator('#moa-tree [data-node]').count()) === 1, 'the last one is not in use');
    await page.keyboard.press('Escape');
    await type(page, INJECTED);
    await page.keyboard.press('Control+Enter');
    await statusBecomes(page, 'complete');
    check((await answer(page)).length > 0, 'no answer');
    await isWell(place);
  },
};
