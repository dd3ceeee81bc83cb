// What has been found in a document: marked, and brought into view.
#pragma once

#include "view/markdown/found_marks.hpp"
#include "view/markdown/laid_document.hpp"
#include "view/markdown/placed_part.hpp"

namespace moa::view {

/// Draws the grounds of what has been found in a part, where it is in view.
void mark_found(const Flow& flow, const FoundMarks& found, const PlacedPart& part);

/// Scrolls the window to the current place where that is to be revealed and not well in view. `start`: the
/// top of the document on screen.
void reveal_found(const Flow& flow, const FoundMarks& found, const LaidDocument& document, float start);

}  // namespace moa::view
