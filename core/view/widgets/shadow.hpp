// What stands above the canvas: cards and the composer.
#pragma once

#include <imgui.h>

#include "view/context.hpp"
#include "view/theme.hpp"

namespace moa::view {

struct ShadowShape {
    float rounding = 0;  ///< of what casts it
    float step = 0;      ///< by which each of its layers is larger
    float below = 0;     ///< how far down it falls
};

/// A soft shadow around an opaque rectangle, which is drawn over it. Only its rim is filled: below the
/// rectangle it would cost as much as all the rest of a frame where the processor draws.
void draw_shadow(ImDrawList& list, const Theme& theme, const Rect& rect, ShadowShape shape);

}  // namespace moa::view
