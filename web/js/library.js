// The program's side of the bridge to the page: each function hands over to the object that the page gave as Module.page.
mergeInto(LibraryManager.library, {
  moa_page_microtask: function (callback, argument) {
    queueMicrotask(function () {
      callUserCallback(function () {
        {{{ makeDynCall('vi', 'callback') }}}(argument);
      });
    });
  },
  moa_page_microtask__deps: ['$callUserCallback'],

  // Older versions of Emscripten keep requests in an array, later ones in an allocator of handles.
  $requestOf: function (id) {
    var requests = Fetch.xhrs;
    return Array.isArray(requests) ? requests[id - 1] : requests.get(id);
  },
  $requestOf__deps: ['$Fetch'],

  moa_page_fetch_silence: function (id) {
    var request = requestOf(id);
    if (!request) return;
    request.onload = request.onerror = request.onprogress = null;
    request.onreadystatechange = request.ontimeout = null;
  },
  moa_page_fetch_silence__deps: ['$requestOf'],

  moa_page_ask_why: function (url, id, callback, argument) {
    Module['page']['askWhy'](UTF8ToString(url)).then(function (why) {
      callUserCallback(function () {
        {{{ makeDynCall('vidi', 'callback') }}}(argument, id, why);
      });
    });
  },
  moa_page_ask_why__deps: ['$callUserCallback'],

  moa_page_update: function (json, length) {
    Module['page']['update'](JSON.parse(UTF8ToString(json, length)));
  },

  moa_page_set_cursor: function (name) {
    Module['page']['setCursor'](UTF8ToString(name));
  },

  moa_page_write_clipboard: function (text, length) {
    Module['page']['writeClipboard'](UTF8ToString(text, length));
  },

  moa_page_copy_markdown: function (text, length, blocks, blocks_length) {
    Module['page']['copyMarkdown'](UTF8ToString(text, length), JSON.parse(UTF8ToString(blocks, blocks_length)));
  },

  moa_page_origin: function (place, capacity) {
    stringToUTF8(location.origin, place, capacity);
  },

  moa_page_open_link: function (url, length) {
    Module['page']['openLink'](UTF8ToString(url, length));
  },

  moa_page_keep: function (what, text, length) {
    Module['page']['keep'](UTF8ToString(what), UTF8ToString(text, length));
  },

  moa_page_history: function (what, id, length) {
    Module['page']['history'](UTF8ToString(what), UTF8ToString(id, length));
  },

  moa_page_save_file: function (name, type, text, length) {
    Module['page']['saveFile'](UTF8ToString(name), UTF8ToString(type), UTF8ToString(text, length));
  },

  moa_page_share_link: function (text, length) {
    Module['page']['shareLink'](UTF8ToString(text, length));
  },

  moa_page_recipes: function (what, name, text, length) {
    var answer = Module['page']['recipes'][UTF8ToString(what)](UTF8ToString(name), UTF8ToString(text, length));
    if (typeof answer !== 'string') return 0;
    var bytes = lengthBytesUTF8(answer) + 1;
    var place = _malloc(bytes);
    stringToUTF8(answer, place, bytes);
    return place;
  },

  moa_page_has_key: function (provider, url) {
    return Module['page']['keys']['has'](UTF8ToString(provider), UTF8ToString(url)) ? 1 : 0;
  },

  moa_page_keep_key: function (provider, url, key) {
    return Module['page']['keys']['keep'](UTF8ToString(provider), UTF8ToString(url), UTF8ToString(key)) ? 1 : 0;
  },

  moa_page_forget_key: function (provider, url) {
    Module['page']['keys']['forget'](UTF8ToString(provider), UTF8ToString(url));
  },

  moa_page_lock: function (what) {
    Module['page']['keys'][UTF8ToString(what)]();
  },

  moa_page_count_frame: function (frames) {
    Module['page']['frames'] = frames;
  },

  moa_page_face_metrics: function (face, size, metrics) {
    var found = Module['page']['faceMetrics'](face, size);
    HEAPF32[metrics >> 2] = found[0];
    HEAPF32[(metrics >> 2) + 1] = found[1];
  },

  // Units come as one text, a line feed after each.
  $moaUnits: function (text, length) {
    return UTF8ToString(text, length).split('\n').slice(0, -1);
  },

  moa_page_advances: function (face, size, text, length, advances) {
    HEAPF32.set(Module['page']['advances'](face, size, moaUnits(text, length)), advances >> 2);
  },
  moa_page_advances__deps: ['$moaUnits'],

  moa_page_rasterise: function (face, size, text, length) {
    var drawn = Module['page']['rasterise'](face, size, moaUnits(text, length));
    var bytes = drawn['facts'].length * 4 + drawn['pixels'].length;
    var result = _malloc(bytes);
    HEAPF32.set(drawn['facts'], result >> 2);
    HEAPU8.set(drawn['pixels'], result + drawn['facts'].length * 4);
    return result;
  },
  moa_page_rasterise__deps: ['$moaUnits'],
});
