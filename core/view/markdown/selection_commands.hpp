// What keys and the menu do with a selection: copy it, make it all of the text, move its end.
#pragma once

#include <string_view>

#include "view/markdown/laid_document.hpp"
#include "view/markdown/text_selection.hpp"

namespace moa::view {

/// Follows the keys of this frame. `source`: the Markdown of the document.
void take_selection_keys(TextSelection& selection, const LaidDocument& document, std::string_view source);

/// Opens the menu at the pointer, and draws it while it is open; both under the same ImGui id.
void open_selection_menu();
void draw_selection_menu(TextSelection& selection, const LaidDocument& document, std::string_view source);

}  // namespace moa::view
