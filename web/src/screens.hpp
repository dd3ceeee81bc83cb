// Screens as JSON, which page/screen.js makes DOM of.
#pragma once

#include "json.hpp"
#include "screen/screens.hpp"

namespace moa::web {

/// Members as in screen::Screen; what is empty or false is left out. The value of a secret never leaves the
/// program.
Json screen_json(const screen::Screen& screen);
Json item_json(const screen::Item& item);
Json buttons_json(const std::vector<screen::Button>& buttons);

/// {"choices": [{"id", "facts", "usable"}], "note"}
Json search_json(const screen::ModelSearch& search);

/// {"do", "name", "value"}, from the page: "open" a screen, "act", "commit", "unfold" (the list of a model
/// item), "search", "close", "file" (that the user has chosen: its "name" and its text); and "ask" ("node",
/// "name") for what an action of a node has to ask.
Json take_screen_act(screen::Screens& screens, const Json& argument);

/// How the user wants it to look: {"theme", "motion", "text"}.
Json look_json(const screen::Look& look);
screen::Look look_from_json(const Json& json);

}  // namespace moa::web
