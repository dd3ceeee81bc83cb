// For Emscripten before 4.0.21: closing a request aborts it, as it does in later versions.
mergeInto(LibraryManager.library, {
  _emscripten_fetch_free__deps: ['$Fetch', '$requestOf'],
  _emscripten_fetch_free: function (id) {
    var request = requestOf(id);
    if (Array.isArray(Fetch.xhrs)) delete Fetch.xhrs[id - 1];
    else if (request) Fetch.xhrs.free(id);
    if (request) request.abort();
  },
});
