// For Emscripten before 4.0.21, whose emscripten_fetch cannot stream: it looks up `XMLHttpRequest` by name, and finds this
// class, which offers the part of it that emscripten_fetch uses, on top of fetch() and its body reader.
class XMLHttpRequest {
  constructor() {
    this.readyState = 0;
    this.status = 0;
    this.statusText = '';
    this.response = null;
    this.responseHeaders = '';
    this.requestHeaders = {};
    this.controller = new AbortController();
    this.closed = false;
  }

  open(method, url) {
    this.method = method;
    this.url = url;
    this.readyState = 1;
  }

  setRequestHeader(name, value) {
    this.requestHeaders[name] = value;
  }

  getAllResponseHeaders() {
    return this.responseHeaders;
  }

  send(body) {
    this.exchange(body).then(
      () => this.finish(4, 'onload'),
      () => this.finish(this.readyState, 'onerror'),
    );
  }

  abort() {
    this.closed = true;
    this.controller.abort();
  }

  // Every await may come back to a closed request, and so may every call into the program.
  async exchange(body) {
    const response = await fetch(this.url, {
      method: this.method,
      headers: this.requestHeaders,
      body: body || undefined,
      signal: this.controller.signal,
    });
    if (this.closed) return;
    this.status = response.status;
    response.headers.forEach((value, name) => {
      this.responseHeaders += name + ': ' + value + '\r\n';
    });
    this.enter(2);
    this.enter(3);
    if (!response.body) return;
    const reader = response.body.getReader();
    let loaded = 0;
    while (!this.closed) {
      const part = await reader.read();
      if (part.done || this.closed) return;
      loaded += part.value.byteLength;
      this.response = part.value;
      this.call('onprogress', { loaded: loaded, total: 0 });
      this.response = null;
    }
  }

  enter(state) {
    if (this.closed) return;
    this.readyState = state;
    this.call('onreadystatechange', {});
  }

  // A request that failed is never DONE: the program tells by that whether a body was read to its end.
  finish(state, handler) {
    if (this.closed) return;
    this.response = null;
    if (state !== this.readyState) this.enter(state);
    if (!this.closed) this.call(handler, {});
  }

  call(handler, event) {
    if (this[handler]) this[handler](event);
  }
}
