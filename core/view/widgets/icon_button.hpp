// A square button with a drawn sign: its place, its answer to the pointer, and its help. The sign is the
// caller's.
#pragma once

#include "view/context.hpp"

namespace moa::view {

struct IconButton {
    bool pressed = false;
    ImVec2 centre;  ///< of the sign
    ImU32 ink = 0;  ///< its colour
};

/// `size` units wide and high, in the middle of the area's height, with its right edge at `right`, which
/// moves to its left edge. `ink` is the sign's colour away from the pointer.
IconButton icon_button(const Context& context, const Rect& area, const char* id, const char* help, float size,
                       ImU32 ink, float& right);

}  // namespace moa::view
