// Takes the page's worker away from all browsers that have it: host this file as worker.js in its place. It forgets what the worker
// kept, and the next load comes from the network.
const leaving = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const itsCaches = `moa ${leaving.registration.scope} `;

async function leave() {
  for (const one of await caches.keys()) if (one.startsWith(itsCaches)) await caches.delete(one);
  await leaving.registration.unregister();
}

leaving.addEventListener('install', () => leaving.skipWaiting());
leaving.addEventListener('activate', (event) => event.waitUntil(leave()));
