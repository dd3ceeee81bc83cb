// How every request of the program leaves the page: no cookies, no referrer, no cache, and no redirect followed, since a
// redirect would carry the key on. Stands before the program (--pre-js) and shadows `fetch` inside it.
var fetch = (url, options) =>
  globalThis.fetch(
    url,
    Object.assign({}, options, {
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    }),
  );
