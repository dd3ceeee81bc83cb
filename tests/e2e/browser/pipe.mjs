// A browser over its debugging pipe, without the test driver: that one keeps every page "visible", and a hidden tab cannot be
// had with it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LAUNCH_ARGUMENTS, executable } from './support.mjs';

export async function launchPlain() {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'moa-browser-'));
  const child = spawn(executable, ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile}`,
    '--window-size=1280,800', ...LAUNCH_ARGUMENTS, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const waiting = new Map();
  let last = 0;
  let received = Buffer.alloc(0);
  child.stdio[4].on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    for (let end; (end = received.indexOf(0)) >= 0; received = received.subarray(end + 1)) {
      const message = JSON.parse(received.subarray(0, end).toString());
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (call) message.error ? call.reject(new Error(message.error.message)) : call.resolve(message.result);
    }
  });
  const send = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    child.stdio[3].write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
  });

  return {
    /** A tab in front of all others; `before` is a function that runs in it before the page's scripts. */
    async openTab(url, before = () => {}) {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank', background: false });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      await send('Page.enable', {}, sessionId);
      await send('Page.addScriptToEvaluateOnNewDocument', { source: `(${before})()` }, sessionId);
      await send('Page.navigate', { url }, sessionId);
      return {
        activate: () => send('Target.activateTarget', { targetId }),
        async evaluate(expression) {
          const found = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true, userGesture: true }, sessionId);
          if (found.exceptionDetails) throw new Error(found.exceptionDetails.exception?.description || found.exceptionDetails.text);
          return found.result.value;
        },
        async key(key, code, keyCode, modifiers = 0) {
          const event = { key, code, windowsVirtualKeyCode: keyCode, modifiers };
          await send('Input.dispatchKeyEvent', { ...event, type: 'rawKeyDown' }, sessionId);
          await send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' }, sessionId);
        },
        typeText: (text) => send('Input.insertText', { text }, sessionId),
      };
    },
    async close() {
      await send('Browser.close').catch(() => {});
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
