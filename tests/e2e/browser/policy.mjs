// What the page's policy lets nobody do, whoever gets markup or a script into it; and that nothing of the page needs it.
import { check, listen, soon, statusBecomes, type, until } from './support.mjs';

/** A host that is not the page's, and what it was asked for. */
async function startStranger() {
  const asked = [];
  const server = await listen((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': request.url.endsWith('.js') ? 'text/javascript' : 'text/html' })
      .end('window.strangerRan = true;');
  });
  return { ...server, asked };
}

/** The page with markup of somebody else in it, as if it had come with its file. */
async function openWith(open, site, markup = '') {
  const page = await open();
  // A document that comes from nowhere may not ask servers on this machine.
  if (markup) await page.route(site.address, async (route) => {
    const response = await route.fetch();
    return route.fulfill({ response, body: (await response.text()).replace('</body>', `${markup}</body>`) });
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
  });
  await page.goto(site.address);
  await page.locator('#cover').waitFor({ state: 'hidden' });
  return page;
}

export const tests = {
  async 'policy: markup that is not the page’s runs and fetches nothing, and the page works beside it'(open, site) {
    const stranger = await startStranger();
    const address = stranger.origin.replace('127.0.0.1', 'localhost');
    const page = await openWith(open, site, `
      <script>window.strangerRan = true</script>
      <script src="${address}/foreign.js"></script>
      <script src="data:text/javascript,window.strangerRan=true"></script>
      <img src="${address}/picture.png" onerror="window.strangerRan = true" alt="">
      <svg onload="window.strangerRan = true"></svg>
      <iframe src="${address}/frame.html"></iframe><iframe srcdoc="<script>top.strangerRan = true</script>"></iframe>
      <object data="${address}/object.html"></object><embed src="${address}/embed.html">
      <video src="${address}/video.mp4"></video>
      <link rel="stylesheet" href="${address}/style.css"><style>body { background: red !important; }</style>
      <base href="${address}/"><link rel="manifest" href="${address}/manifest.json">
      <form id="stranger" action="${address}/form"><input name="key" value="secret"></form>`);
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    await page.evaluate(() => document.getElementById('stranger').submit());
    const expected = ['script-src-elem', 'script-src-attr', 'img-src', 'frame-src', 'object-src', 'media-src', 'style-src-elem', 'base-uri', 'form-action'];
    const violations = () => page.evaluate(() => window.violations);
    await soon(async () => {
      const found = await violations();
      return expected.every((one) => found.includes(one));
    }, async () => `only these were refused: ${await violations()}`);
    check(await page.evaluate(() => window.strangerRan) === undefined, 'a script of somebody else ran');
    check(stranger.asked.length === 0, `somebody else was asked for ${stranger.asked}`);
    await stranger.close();
  },

  async 'policy: a script in the page makes neither scripts nor markup, and has few ways out'(open, site) {
    const stranger = await startStranger();
    const page = await openWith(open, site);
    const done = await page.evaluate(async (origin) => {
      const outcome = async (act) => {
        try {
          return await act();
        } catch (error) {
          return error.name;
        }
      };
      const script = () => document.createElement('script');
      const worked = (target) => new Promise((resolve) => {
        target.onopen = target.onload = () => resolve('open');
        target.onerror = () => resolve('refused');
      });
      return {
        markup: await outcome(() => { document.createElement('div').innerHTML = '<b>x</b>'; }),
        write: await outcome(() => { document.write('<b>x</b>'); }),
        source: await outcome(() => { script().src = `${origin}/made.js`; }),
        text: await outcome(() => { script().text = 'window.strangerRan = true'; }),
        policy: await outcome(() => { window.trustedTypes.createPolicy('mine', { createHTML: (text) => text }); }),
        worker: await outcome(() => { new Worker('main.js'); }),
        socket: await outcome(() => worked(new WebSocket(origin.replace('http', 'ws')))),
        picture: await outcome(() => worked(Object.assign(new Image(), { src: `${origin}/made.png` }))),
        rtc: ['RTCPeerConnection', 'webkitRTCPeerConnection'].filter((name) => name in window).join(),
        provider: await outcome(() => fetch(`${origin}/models`).then(({ status }) => status)),
        data: await outcome(() => fetch('data:text/plain,x').then(({ status }) => status)),
      };
    }, stranger.origin);
    const expected = { markup: 'TypeError', write: 'TypeError', source: 'TypeError', text: 'TypeError', policy: 'TypeError', worker: 'TypeError',
      socket: 'refused', picture: 'refused', rtc: '', provider: 200, data: 'TypeError' };
    for (const [name, outcome] of Object.entries(expected)) check(done[name] === outcome, `${name}: ${done[name]} instead of ${outcome}`);
    check(stranger.asked.join() === '/models', `it was asked for ${stranger.asked}`);
    await stranger.close();
  },

  async 'policy: servers in the user’s own network and at any name of this machine can be called'(open, site) {
    const page = await openWith(open, site);
    // Whether anybody answers there is not what is asked.
    await page.evaluate(async () => {
      for (const host of ['localhost:9', 'moa.localhost:9', '127.0.0.1:9', '[::1]:9', '192.168.255.255:9']) {
        await fetch(`http://${host}/`, { signal: AbortSignal.timeout(200) }).catch(() => {});
      }
    });
    check((await page.evaluate(() => window.violations)).length === 0, 'the policy refused one');
  },

  async 'policy: inside another page no program starts, and the way out is a tab'(_, site, browser) {
    const stranger = await listen((request, response) => response.writeHead(200, { 'Content-Type': 'text/html' })
      .end(`<iframe src="${site.address}" width="600" height="400"></iframe>`));
    const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    try {
      for (const origin of [stranger.origin, stranger.origin.replace('127.0.0.1', 'localhost')]) {
        const page = await context.newPage();
        await page.goto(origin);
        const frame = page.frameLocator('iframe');
        await frame.getByText('MoA does not run inside another page.').waitFor();
        await soon(async () => await frame.locator('#app').isHidden(), 'the program has started');
        const opened = context.waitForEvent('page');
        await frame.getByRole('button', { name: 'Open in a tab of its own' }).click();
        const tab = await opened;
        await tab.locator('#cover').waitFor({ state: 'hidden' });
        check(tab.url() === site.address, `it opened ${tab.url()}`);
        check(await tab.evaluate(() => window.opener === null), 'the tab knows who opened it');
      }
    } finally {
      await context.close();
      await stranger.close();
    }
  },

  async 'policy: nothing that the page does runs into it'(open) {
    const page = await open();
    await type(page, 'Why is the sky blue?');
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    await page.locator('#edit-recipe').click();
    await page.locator('#editor').waitFor();
    await page.locator('#editor-layers [data-at="layers[0].agents[0]"]').click();
    await page.keyboard.press('Escape');
    await page.locator('#settings').click();
    await page.locator('#settings-text').fill('120');
    await page.keyboard.press('Escape');
    await page.locator('#history').click();
    const rows = page.locator('#history-screen');
    await rows.getByRole('button', { name: /^More/ }).first().click();
    const [download] = await Promise.all([page.waitForEvent('download'), rows.getByRole('button', { name: /^Export/ }).first().click()]);
    check(download.suggestedFilename().endsWith('.jsonl'), 'nothing was exported');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await page.locator('#find-words').fill('blue');
    await until('a count', async () => /of/.test(await page.locator('#find-result').textContent()));
    check(page.faults.length === 0, page.faults.join('\n'));
  },
};
