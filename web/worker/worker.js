// Keeps the page's files, so that it opens without a network. It answers for these files alone: what is not in the list, has another
// method or carries a key goes past it. The build writes the list.
const FILES = /* files */ {}; // SHA-256 by address, relative to the page
const VERSION = '@version@';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
/** Storage is shared with other pages of the host. */
const ours = `moa ${scope} `;
const cacheName = ours + VERSION;
const hashes = new Map(Object.entries(/** @type {{ [address: string]: string }} */ (FILES)).map(([address, hash]) => [new URL(address, scope).href, hash]));

/** @param {string} url @param {string} hash */
async function fetchWhole(url, hash) {
  const response = await fetch(url, { cache: 'no-cache', redirect: 'error' });
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  const found = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!response.ok || found !== hash) throw new Error(`${url} is not the file of this version`);
  return response;
}

/** All of them or none. */
async function keepAll() {
  const responses = await Promise.all(Array.from(hashes, ([url, hash]) => fetchWhole(url, hash)));
  const cache = await caches.open(cacheName);
  try {
    await Promise.all(Array.from(hashes.keys(), (url, i) => cache.put(url, responses[i])));
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

async function forgetOthers() {
  for (const one of await caches.keys()) if (one.startsWith(ours) && one !== cacheName) await caches.delete(one);
}

/** @param {Request} request */
async function answer(request) {
  const kept = await (await caches.open(cacheName)).match(request.url, { ignoreVary: true });
  return kept ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
worker.addEventListener('message', (event) => event.data === 'take over' && worker.skipWaiting());
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const [url] = request.url.split('#');
  if (request.method === 'GET' && hashes.has(url) && !request.headers.has('Authorization')) event.respondWith(answer(request));
});
