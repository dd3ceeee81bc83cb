// Runs over HTTP, set up through the dialog as a user does it, against servers on loopback.
import { LLMock } from '@copilotkit/aimock';
import { answer, check, enterProvider, exposePage, listen, nodes, openProviderRow, screenshots, soon, status, statusBecomes, type, until, useProvider } from './support.mjs';
import { launchPlain } from './pipe.mjs';
import { startProvider } from './provider.mjs';

const MODELS = ['model-a', 'model-b', 'model-c', 'model-d', 'model-e', 'model-f'];
const KEY = 'sk-test-5f0c2d9e1b';
const words = (model) => [`${model} begins. `, `${model} goes on. `, `${model} ends.`];

async function begin(open, behave, key = '') {
  const provider = await startProvider(behave);
  const page = await open();
  await useProvider(page, { baseUrl: provider.baseUrl, key, proposers: MODELS, aggregator: 'judge' });
  await type(page, 'What is a mixture of agents?');
  await page.keyboard.press('Control+Enter');
  return { page, provider };
}

const proposers = (list) => list.filter((node) => node.id.startsWith('1.'));
const allProposersHold = (page, text) => until(`"${text}" in every proposer`, async () =>
  proposers(await nodes(page)).every((node) => node.text.includes(text)));

export const tests = {
  'proposers stream side by side, and the mirror grows with them': async (open) => {
    const { page, provider } = await begin(open, words, KEY);
    await allProposersHold(page, 'begins.');
    const first = proposers(await nodes(page));
    check(first.every((node) => node.state === 'streaming'), 'proposers do not overlap');
    check(first.every((node) => !node.text.includes('goes on')), 'text came before it was sent');
    provider.release(1);
    await allProposersHold(page, 'goes on.');
    check(proposers(await nodes(page)).every((node) => !node.text.includes('ends.')), 'text came before it was sent');
    await soon(async () => (await status(page)) === 'running', 'the run is over too early');
    await page.screenshot({ path: `${screenshots}/page-http.png` });
    provider.release();
    await statusBecomes(page, 'complete');
    await soon(async () => (await answer(page)) === words('judge').join(''), 'the answer is not what the aggregator sent');
    check(provider.posts().length === 7, `${provider.posts().length} calls instead of 7`);
    const asked = provider.posts().at(-1).body.messages;
    check(asked[0].role === 'system' && asked[0].content.includes('model-c goes on.'), 'the aggregator saw no proposals');
    await provider.close();
  },

  'as many proposers are called as are named, each as often as is chosen, also after a reload': async (open) => {
    const provider = await startProvider(words);
    provider.release();
    const page = await open();
    const called = () => provider.posts().map((call) => call.body.model).sort().join();
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: ['model-a', 'model-b', 'model-c'], aggregator: 'judge' });
    await type(page, 'Once?');
    await page.keyboard.press('Control+Enter');
    await statusBecomes(page, 'complete');
    check(called() === 'judge,model-a,model-b,model-c', called());
    await page.getByRole('button', { name: 'Models' }).click();
    await page.getByLabel('Ask each').selectOption('2 times');
    await page.locator('#setup-save').click();
    await page.locator('#setup-screen').waitFor({ state: 'hidden' });
    await page.reload();
    await page.locator('#cover').waitFor({ state: 'hidden', timeout: 60000 });
    provider.calls.length = 0;
    await type(page, 'Twice?');
    await page.keyboard.press('Control+Enter');
    await until('seven calls', () => provider.posts().length === 7);
    await statusBecomes(page, 'complete');
    check(called() === 'judge,model-a,model-a,model-b,model-b,model-c,model-c', called());
    await provider.close();
  },

  'the key goes to its provider and nowhere else': async (open, site) => {
    const { page, provider } = await begin(open, words, KEY);
    provider.release();
    await statusBecomes(page, 'complete');
    check(provider.posts().every((call) => call.headers.authorization === `Bearer ${KEY}`), 'a call went without the key');
    const allowed = new Set(['authorization', 'content-type']);
    const asked = provider.calls.filter((call) => call.method === 'OPTIONS')
      .flatMap((call) => (call.headers['access-control-request-headers'] || '').split(','));
    check(asked.length > 0 && asked.every((name) => allowed.has(name)), `headers that preflights ask for: ${asked}`);
    check(provider.posts().every((call) => !call.headers.cookie && !call.headers.referer), 'a cookie or a referrer was sent');
    check(!JSON.stringify(site.requests).includes(KEY), 'the key reached the page\'s own host');
    const seen = await page.evaluate(() => [document.documentElement.outerHTML, location.href,
      JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie,
      ...Array.from(document.querySelectorAll('input, textarea'), (field) => field.value)].join('\n'));
    check(!seen.includes(KEY), 'the key stands in the page or its storage');

    // Another endpoint, without a key of its own: the old key must not follow.
    const other = await startProvider(words);
    other.release();
    await page.getByRole('button', { name: 'Models' }).click();
    await enterProvider(page, { baseUrl: other.baseUrl });
    await page.locator('#setup-save').click();
    await type(page, 'And now?');
    await page.keyboard.press('Control+Enter');
    await until('calls to the other endpoint', () => other.posts().length >= 6);
    await statusBecomes(page, 'complete');
    check(other.calls.every((call) => !call.headers.authorization), 'the key went to another origin');
    await provider.close();
    await other.close();
  },

  'Stop closes every connection': async (open) => {
    const { page, provider } = await begin(open, words);
    await allProposersHold(page, 'begins.');
    check(provider.open === 6, `${provider.open} connections are open`);
    await page.getByRole('button', { name: 'Stop' }).click();
    await until('connections closed by the page', () => provider.closedEarly === 6);
    await soon(async () => (await status(page)) === 'cancelled', async () => `status ${await status(page)}`);
    await soon(async () => proposers(await nodes(page)).every((node) => node.text.includes('begins.')), 'text was lost');
    await provider.close();
  },

  'Escape stops, and the next question runs': async (open) => {
    const { page, provider } = await begin(open, words);
    await allProposersHold(page, 'begins.');
    await page.keyboard.press('Escape');
    await statusBecomes(page, 'cancelled');
    provider.release();
    await type(page, 'Once more?');
    await page.keyboard.press('Control+Enter');
    await statusBecomes(page, 'complete');
    await provider.close();
  },

  'a run goes on and ends in a hidden tab': async (open, site) => {
    const provider = await startProvider(words);
    const browser = await launchPlain();
    try {
      const tab = await browser.openTab(site.address, exposePage);
      const get = (id) => `document.getElementById('${id}')`;
      const answerNow = () => tab.evaluate(`${get('moa-answer')}.textContent`);
      const statusNow = () => tab.evaluate(`${get('moa-answer')}.dataset.status`);
      const frames = () => tab.evaluate('window.moa.frames');
      await until('the page', () => tab.evaluate(`window.moa?.frames > 0 && ${get('cover')}?.hidden`));
      await tab.evaluate(`${get('models')}.click()`);
      const fill = (id, text) => tab.evaluate(`${get(id)}.value = ${JSON.stringify(text)}, ${get(id)}.dispatchEvent(new Event('change'))`);
      await fill('setup-provider', 'new');
      await fill('providers-base-url-1', provider.baseUrl);
      await tab.evaluate(`${get('providers-save')}.click()`);
      for (const [i, model] of MODELS.entries()) {
        if (i > 0) await tab.evaluate(`${get('setup-add-proposer')}.click()`);
        await fill(`setup-proposer-${i + 1}`, model);
      }
      await fill('setup-aggregator', 'judge');
      await tab.evaluate(`${get('setup-save')}.click()`);
      await tab.evaluate(`${get('question')}.focus(), ${get('question')}.select()`);
      await tab.typeText('What is a mixture of agents?');
      await tab.key('Enter', 'Enter', 13, 2);
      await until('six open streams', () => provider.open === 6);
      const other = await browser.openTab('about:blank');
      await other.activate();
      await until('the tab being hidden', () => tab.evaluate("document.visibilityState === 'hidden'"));
      const before = await frames();
      provider.release();
      await until('the run to end', async () => (await statusNow()) === 'complete');
      await until('the whole answer', async () => (await answerNow()) === words('judge').join(''));
      check(await tab.evaluate("document.visibilityState === 'hidden'"), 'the tab was not hidden to the end');
      check((await frames()) === before, 'frames were drawn in the hidden tab');
      await tab.activate();
      await until('frames again', async () => (await frames()) > before);
    } finally {
      await browser.close();
      await provider.close();
    }
  },

  'a failing model degrades the run, and is named': async (open) => {
    const { page, provider } = await begin(open, (model) => (model === 'model-c' ? 500 : words(model)));
    provider.release();
    await statusBecomes(page, 'degraded', 120000);
    const failed = (await nodes(page)).filter((node) => node.state === 'failed');
    check(failed.length === 1 && failed[0].id === '1.3', `failed: ${failed.map((node) => node.id)}`);
    const said = `${await page.locator('#moa-status').textContent()} ${await page.locator('#moa-banner').textContent()}`;
    check(said.includes('1.3') && said.includes('model-c'), `it says only: ${said}`);
    await page.screenshot({ path: `${screenshots}/page-degraded.png` });
    await provider.close();
  },

  'a server that has stopped, one that was never there and one that does not allow the page are told apart': async (open) => {
    const provider = await startProvider(words);
    const page = await open();
    await useProvider(page, { baseUrl: provider.baseUrl, proposers: MODELS, aggregator: 'judge' });
    await provider.close(); // nobody listens any more
    await page.keyboard.press('Control+Enter');
    await statusBecomes(page, 'failed', 120000);
    const label = () => page.locator('#moa-tree [data-node="1.1"]').getAttribute('aria-label');
    const { host } = new URL(provider.baseUrl);
    check((await label()).includes(`${host} answered before and does not now: has the server stopped?`), `it says only: ${await label()}`);
    await soon(async () => (await page.locator('#question').inputValue()).length > 0, 'the question was lost');

    const move = async (address) => {
      await page.locator('#actions').getByRole('button', { name: 'Check custom' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('#providers-base-url-custom').fill(address);
      await page.locator('#providers-save').click();
      await statusBecomes(page, 'failed', 120000);
    };
    const never = await listen((request, response) => response.end());
    await never.close();
    await move(`${never.origin}/v1`);
    await soon(async () => /No server answers at http:\/\/127\.0\.0\.1/.test(await label()), label);
    const silent = await listen((request, response) => response.end('{}')); // without a word of cross-origin requests
    await move(`${silent.origin}/v1`);
    await soon(async () => /does not allow this page/.test(await label()), label);
    await silent.close();
  },

  'a plain http address of another machine is refused': async (open) => {
    const page = await open();
    await page.getByRole('button', { name: 'Use your own models' }).click();
    await openProviderRow(page);
    await page.locator('#providers-base-url-1').fill('http://models.example.com/v1');
    await page.locator('#providers-save').click();
    await page.locator('#providers-error').waitFor();
    await soon(async () => /https/.test(await page.locator('#providers-error').textContent()), 'the refusal does not say what to do');
  },

  'an independent mock provider is understood': async (open) => {
    const mock = new LLMock({ port: 0 });
    mock.onMessage(/.*/, { content: 'A reply with **bold**, 中文 and 🙂.' });
    await mock.start();
    try {
      const page = await open();
      await useProvider(page, { baseUrl: `${mock.url}/v1`, proposers: MODELS, aggregator: 'judge' });
      await type(page, 'Hello there');
      await page.keyboard.press('Control+Enter');
      await statusBecomes(page, 'complete');
      await soon(async () => (await answer(page)) === 'A reply with bold, 中文 and 🙂.', async () => `the answer is: ${await answer(page)}`);
    } finally {
      await mock.stop();
    }
  },
};
