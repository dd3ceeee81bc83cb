// What the page says about the looks: theme, text size, motion, and the room its own controls take.
#pragma once

#include "json.hpp"
#include "view/view.hpp"

namespace moa::web {

/// `options` with what `json` says: {"dark", "system_colours", "reduced_motion", "text_scale",
/// "header_height", "composer_height"}, each optional. "system_colours" is [canvas, text, link, grey], each
/// [red, green, blue] of 0 to 255, or empty where none are forced.
view::ViewOptions changed_options(view::ViewOptions options, const Json& json);

}  // namespace moa::web
