// What the program calls of the page's JavaScript (js/library.js).
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

/// Calls `callback(argument)` after the JavaScript that runs now, before any timer or frame.
void moa_page_microtask(void (*callback)(void*), void* argument);

/// Takes the callbacks off an emscripten_fetch request, so that nothing of it arrives any more.
void moa_page_fetch_silence(std::uint32_t fetch_id);

/// Finds out, without a key, why a request to this address could not be read, and calls
/// `callback(argument, id, why)`: 0 nobody answers there, 1 the server does not allow this page, 2 the
/// browser does not let the page use the local network, 3 none of these: the server is there and allows the
/// page.
void moa_page_ask_why(const char* url, double id, void (*callback)(void*, double, int), void* argument);

/// Hands a JSON object with changed facts to the page: its mirror and its controls.
void moa_page_update(const char* json, std::size_t length);

/// One of the CSS cursor words.
void moa_page_set_cursor(const char* css_name);

/// Writes to the system's clipboard, where the browser allows it outside of a copy event.
void moa_page_write_clipboard(const char* text, std::size_t length);

/// The same of a text in Markdown, as rich text, too; `blocks`: blocks_json of it.
void moa_page_copy_markdown(const char* text, std::size_t length, const char* blocks,
                            std::size_t blocks_length);

/// Writes the page's origin ("https://moa.example.org") and a zero to `place`, `capacity` bytes at most.
void moa_page_origin(char* place, int capacity);

/// Opens an http(s) address in a new tab.
void moa_page_open_link(const char* url, std::size_t length);

/// Has the page keep something of the conversation: "turn" ({"id", "turn"}: where lines belong from now on),
/// "line" (of the run log), "entry" (the conversation in short); "now": at once. "log" ({"id", "turn"}) asks
/// for what is kept of a turn: the page answers with the command "log".
void moa_page_keep(const char* what, const char* text, std::size_t length);

/// Asks the page for something of the conversations that it keeps, see PageHistoryLibrary: "list", "open",
/// "copy", "remove", "export" (`id`), "remove_all", "import". It answers with the command "history".
void moa_page_history(const char* what, const char* id, std::size_t length);

/// Recipes that the browser keeps, see PageRecipeLibrary: "names" (answers a JSON array), "load", "save",
/// "remove", "unfinished", "keep_unfinished"; and files: "choose_file", "give_file". Returns memory of
/// malloc, to be freed by the caller: a text that ends with a zero; or null.
char* moa_page_recipes(const char* what, const char* name, const char* text, std::size_t length);

/// The keys that the browser keeps, each for a provider and its base URL's origin. Whether there is one.
int moa_page_has_key(const char* provider, const char* base_url);
/// Begins to keep it. Whether this browser can; what becomes of it comes with the command "saved_keys".
int moa_page_keep_key(const char* provider, const char* base_url, const char* key);
void moa_page_forget_key(const char* provider, const char* base_url);
/// "unlock" (asks for the passphrase), "lock" or "forget_all". It answers with the command "saved_keys".
void moa_page_lock(const char* what);

/// Gives the user a file of this name and type.
void moa_page_save_file(const char* name, const char* type, const char* text, std::size_t length);

/// Makes a link of a recipe or a run log, and asks the user how it is to be protected.
void moa_page_share_link(const char* text, std::size_t length);

/// Number of frames drawn so far, for whoever watches that none is drawn in vain.
void moa_page_count_frame(std::uint32_t frames);

/// Ascent and descent of a face, in pixels, into `metrics[2]`.
void moa_page_face_metrics(int face, float pixel_size, float* metrics);

/// Advances of units of text, given one after another with a line feed after each; into `advances`, one each.
void moa_page_advances(int face, float pixel_size, const char* units, std::size_t length, float* advances);

/// Draws units of text, given likewise, with the browser's text engine. Returns memory of malloc, to be freed
/// by the caller: for each unit six floats (width, height, left, top, advance, coloured), then the pictures'
/// pixels, RGBA, one after another.
float* moa_page_rasterise(int face, float pixel_size, const char* units, std::size_t length);

}  // extern "C"
