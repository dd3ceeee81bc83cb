// Lines with text that runs from right to left.
#pragma once

#include "view/text/rich_lines.hpp"

namespace moa::view {

/// Puts the pieces of each line, which stand in the order of the text, into the order in which they are seen.
void reorder(RichLines& laid, const markdown::RichText& text, const Pen& pen);

}  // namespace moa::view
