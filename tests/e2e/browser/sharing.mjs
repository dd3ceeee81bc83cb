// What is on screen given to others as a file or a link, and what comes by a link: shown first, and never more than text.
import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { passesAxe } from './axe.mjs';
import { answer, check, screenshots, soon, statusBecomes, type } from './support.mjs';

const SKY = 'Why is the sky blue?';
const fragmentOf = (text) => `#1.${deflateRawSync(text).toString('base64url')}`;
const shared = (page) => page.locator('#shared-screen');

async function ask(page, question = SKY) {
  await type(page, question);
  await page.keyboard.press('Control+Enter');
  await statusBecomes(page, 'complete');
}

async function openShare(page) {
  await page.keyboard.press('Control+s');
  await page.locator('#share-screen').waitFor();
}

const chooseForm = (page, words) => page.locator('#share-screen').getByRole('radio', { name: words }).check();

async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#share-save').click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

/** The link of the run on screen, as the dialog gives it. */
async function linkOf(page, passphrase = '') {
  await openShare(page);
  await chooseForm(page, 'Link');
  await page.locator('#share-link').click();
  const dialog = page.locator('#link-screen');
  if (passphrase) {
    await dialog.getByLabel('Protect it with a passphrase').check();
    await page.locator('#link-passphrase').fill(passphrase);
  }
  await page.locator('#link-copy').click();
  const link = await page.locator('#link-made').inputValue();
  await page.locator('#link-cancel').click();
  return link;
}

/** The page at an address, in a browser that has never seen it. */
async function fresh(open, address) {
  const page = await open();
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator('#cover').waitFor({ state: 'hidden', timeout: 60000 });
  return page;
}

async function looksRight(open, colorScheme, width) {
  const page = await open({ colorScheme, viewport: { width, height: 760 } });
  await ask(page);
  await openShare(page);
  await page.locator('#share-screen').getByLabel('With the answers of all nodes').check();
  const picture = (name) => page.screenshot({ path: `${screenshots}/page-share-${name}-${colorScheme}-${width}.png` });
  await passesAxe(page, 'share');
  await picture('files');
  await chooseForm(page, 'Link');
  await page.locator('#share-link').click();
  await page.locator('#link-screen').getByLabel('Protect it with a passphrase').check();
  await passesAxe(page, 'link');
  await picture('link');
  await page.locator('#link-suggest').click();
  await page.locator('#link-copy').click();
  const link = await page.locator('#link-made').inputValue();
  await page.locator('#link-cancel').click();
  await page.evaluate((hash) => { location.hash = hash; }, link.split('#')[1]);
  await page.locator('#link-screen').waitFor();
  await passesAxe(page, 'protected');
  await picture('protected');
  await page.locator('#link-cancel').click();
  const open1 = await linkOf(page);
  await page.evaluate((hash) => { location.hash = hash; }, open1.split('#')[1]);
  await shared(page).waitFor();
  await passesAxe(page, 'shared');
  await picture('shared');
  await soon(async () => await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'it is too wide');
  check(page.faults.length === 0, page.faults.join('\n'));
}

export const tests = {
  'share: an answer is saved as Markdown, as a web page without a script, and as a run file': async (open) => {
    const page = await open();
    await ask(page);
    await openShare(page);
    await page.locator('#share-screen').getByLabel('With the answers of all nodes').check();
    const markdown = await saved(page);
    check(markdown.name === 'why-is-the-sky-blue.md', markdown.name);
    check(markdown.text.includes('# Why is the sky blue?') && markdown.text.includes('### Layer 1'), markdown.text.slice(0, 400));
    await chooseForm(page, 'Web page');
    const html = await saved(page);
    check(html.name === 'why-is-the-sky-blue.html', html.name);
    await chooseForm(page, 'Run file');
    const run = await saved(page);
    check(run.name === 'why-is-the-sky-blue.jsonl' && run.text.startsWith('{'), run.name);
    check(page.faults.length === 0, page.faults.join('\n'));

    // The web page shows what the page shows, and asks for nothing.
    const reader = await page.context().newPage();
    const asked = [];
    reader.on('request', (request) => asked.push(request.url()));
    await reader.setContent(html.text);
    check(asked.length === 0, asked.join(' '));
    check(await reader.locator('script, img, iframe, link').count() === 0, 'it holds more than text');
    const shown = (await reader.locator('article').textContent()).replace(/\s+/g, '');
    check(shown.includes((await answer(page)).replace(/\s+/g, '')), `it shows ${shown}`);
    check(await reader.locator('details').count() > 1, 'the answers of the layers are not there');
    for (const colorScheme of ['dark', 'light']) {
      await reader.emulateMedia({ colorScheme });
      await reader.screenshot({ path: `${screenshots}/export-page-${colorScheme}.png` });
    }
  },

  'share: a link opens a run in a fresh profile: shown first, kept only by a press, and nothing is sent': async (open, site) => {
    const page = await open();
    await ask(page);
    const whole = await answer(page);
    const link = await linkOf(page);
    check(link.startsWith(`${site.address}#1.`) && link.length < 8000, `${link.length} characters`);

    const before = site.requests.length;
    const other = await fresh(open, link);
    await shared(other).getByText(SKY).first().waitFor();
    check(!other.url().includes('#'), other.url());
    check(site.requests.slice(before).every(({ url, headers }) => !url.includes('1.') && !headers.referer?.includes('#')), 'the run was sent');
    check(!(await answer(other)), 'it is open already');
    await other.locator('#shared-use').click();
    await soon(async () => (await answer(other)) === whole, async () => `it shows ${await answer(other)}`);
    await other.reload();
    await soon(async () => (await answer(other)) === whole, 'it was not kept');
    check(other.faults.length === 0, other.faults.join('\n'));

    const third = await fresh(open, link);
    await third.locator('#shared-discard').click();
    await third.getByRole('button', { name: 'History' }).click();
    await third.getByText('No conversations yet').waitFor();
  },

  'share: a protected link is readable with its passphrase alone': async (open) => {
    const page = await open();
    await ask(page);
    const link = await linkOf(page, 'correct horse battery');
    const bytes = Buffer.from(link.split('#1e.')[1], 'base64url');
    check(!bytes.includes('sky'), 'it can be read');
    const other = await fresh(open, link);
    await other.locator('#link-passphrase').fill('another passphrase');
    await other.locator('#link-open').click();
    await other.getByText('This passphrase does not open the link').waitFor();
    await other.locator('#link-passphrase').fill('correct horse battery');
    await other.locator('#link-open').click();
    await shared(other).getByText(SKY).first().waitFor();
    check(other.faults.length === 0, other.faults.join('\n'));
  },

  'share: a recipe of the editor comes by a link, and is used by a press alone': async (open) => {
    const page = await open();
    await page.locator('#edit-recipe').click();
    await page.locator('#editor').getByRole('button', { name: 'Share' }).click();
    await page.locator('#link-copy').click();
    const link = await page.locator('#link-made').inputValue();
    const other = await fresh(open, link);
    await shared(other).getByText('A recipe that came by a link').waitFor();
    await shared(other).getByText('Layer 1').waitFor();
    await other.locator('#shared-use').click();
    await shared(other).waitFor({ state: 'detached' });
    check(other.faults.length === 0, other.faults.join('\n'));
  },

  'share: hostile links run nothing, hang nothing and are explained': async (open) => {
    const page = await open();
    await page.evaluate(() => { window.ran = 0; });
    const evil = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>\u202e\u001b[31m';
    const run = (more) => `${JSON.stringify({ t: 0, event: 'run.started', format: 'moa-run/1',
      recipe: { format: 'moa-recipe/1', name: evil, layers: [{ agents: [{ provider: 'groq', model: evil }] }] },
      messages: [{ role: 'user', content: evil }], ...more })}\n`;
    const refused = {
      'not base64': '#1.%%%',
      'not packed': '#1.AAAA',
      'cut off': fragmentOf(run()).slice(0, -20),
      'a gigabyte of blanks': fragmentOf(Buffer.alloc(1 << 28, 32)),
      'no run and no recipe': fragmentOf('hello'),
      'brackets without end': fragmentOf('['.repeat(1e6)),
      'objects without end': fragmentOf('{"a":'.repeat(150000)),
      'wrong types': fragmentOf(JSON.stringify({ format: 'moa-recipe/1', layers: { agents: 7 } })),
      'a run without layers': fragmentOf(run({ recipe: { layers: [] } })),
      'no text': fragmentOf(Buffer.from([0xff, 0xfe, 0x80])),
      'a newer version': '#2.AAAA',
    };
    for (const [what, fragment] of Object.entries(refused)) {
      await page.evaluate((hash) => { location.hash = hash; }, fragment);
      const dialog = page.locator('#link-screen');
      await dialog.waitFor({ timeout: 20000 }).catch(() => { throw new Error(`${what}: nothing is said`); });
      const words = await dialog.textContent();
      check(!/undefined|\[object|assert/i.test(words), `${what}: ${words}`);
      await page.locator('#link-cancel').click();
    }
    // Whole, and shown as what it is.
    await page.evaluate((hash) => { location.hash = hash; }, fragmentOf(run()));
    await shared(page).getByText('<script>').first().waitFor();
    await page.locator('#shared-use').click();
    await shared(page).waitFor({ state: 'detached' });
    check(await page.evaluate(() => window.ran) === 0, 'something ran');
    // Another program's fragment is left alone.
    await page.evaluate(() => { location.hash = '#section'; });
    await ask(page);
    check(page.url().endsWith('#section'), page.url());
    check(page.faults.length === 0, page.faults.join('\n'));
  },

  'share: what is too large for a link is said to be, and saved as a file': async (open) => {
    const page = await open();
    await page.evaluate(() => { window.words = []; });
    const filler = Array.from({ length: 9000 }, (_, i) => (i * 2654435761 % 4294967296).toString(36)).join(' ');
    const log = `${JSON.stringify({ t: 0, event: 'run.started', format: 'moa-run/1',
      recipe: { format: 'moa-recipe/1', name: 'R', layers: [{ agents: [{ provider: 'groq', model: 'm' }] }] },
      messages: [{ role: 'user', content: 'Long?' }] })}\n${JSON.stringify({ t: 1, event: 'node.state', node: '1.1', state: 'waiting', attempt: 1 })}\n${
      JSON.stringify({ t: 2, event: 'node.text', node: '1.1', text: filler })}\n${JSON.stringify({ t: 3, event: 'node.state', node: '1.1', state: 'done', finish: 'complete' })}\n${
      JSON.stringify({ t: 4, event: 'run.finished', status: 'complete' })}\n`;
    await page.locator('#history-file').setInputFiles({ name: 'run.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(log) });
    await statusBecomes(page, 'complete');
    await openShare(page);
    await chooseForm(page, 'Link');
    await page.locator('#share-link').click();
    await page.getByText('Too large for a link').waitFor();
    await page.locator('#link-cancel').click();
    await openShare(page);
    await chooseForm(page, 'Run file');
    check((await saved(page)).text.includes(filler), 'the file lacks the answer');
  },
};

for (const colorScheme of ['dark', 'light']) {
  for (const width of [1280, 360]) {
    tests[`share: its screens look right in ${colorScheme}, ${width} wide`] = (open) => looksRight(open, colorScheme, width);
  }
}
