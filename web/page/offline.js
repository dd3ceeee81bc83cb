// The page without a network: a worker keeps its files (worker.js), and a line says when a newer version is there.
import { createNotice } from './notice.js';

/** On this machine there is a network, and the next program at the same port would be hidden by what the worker keeps. */
const isThisMachine = /^(127\..+|(.+\.)?localhost|\[::1\])$/.test(location.hostname);

/** The page's policy lets no other script's address become a worker. */
function workerUrl() {
  const createScriptURL = () => 'worker.js';
  return window.trustedTypes?.createPolicy('moa-worker', { createScriptURL }).createScriptURL('') ?? createScriptURL();
}

export async function keepOffline() {
  const { serviceWorker } = navigator;
  if (!serviceWorker || isThisMachine) return;
  const registration = await serviceWorker.register(/** @type {string} */ (workerUrl())).catch(() => null);
  if (!registration) return; // the page is as good without it
  const show = createNotice('update');
  function offer() {
    const { waiting } = /** @type {ServiceWorkerRegistration} */ (registration);
    if (!waiting || !serviceWorker.controller) return;
    show('A new version is ready.', [['Reload', () => {
      serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      waiting.postMessage('take over');
    }]]);
  }
  offer();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
}
