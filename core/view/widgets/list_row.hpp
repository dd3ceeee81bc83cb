// A line of a list to choose from: two lines of text on a surface that answers to the pointer and the
// keyboard.
#pragma once

#include "view/context.hpp"

namespace moa::view {

struct ListRow {
    bool pressed = false;
    ImVec2 from;      ///< where its first line of text begins
    float width = 0;  ///< of the text
    float line = 0;   ///< height of a line
};

/// At the cursor of the current window, as wide as that. `active`: the keyboard stands on it.
ListRow list_row(const Context& context, const char* id, bool active);

}  // namespace moa::view
