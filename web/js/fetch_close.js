// For Emscripten before 4.0.21: closing a request aborts it, as it does in later versions.
mergeInto(LibraryManager.library, {
  _emscripten_fetch_free__deps: ['$Fetch'],
  _emscripten_fetch_free: function (id) {
    var request = Fetch.xhrs[id - 1];
    delete Fetch.xhrs[id - 1];
    if (request) request.abort();
  },
});
