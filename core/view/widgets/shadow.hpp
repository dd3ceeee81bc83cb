// What stands above the canvas: cards and the composer.
#pragma once

#include <imgui.h>

#include "view/context.hpp"
#include "view/theme.hpp"

namespace moa::view {

struct ShadowShape {
    float rounding = 0;  ///< of what casts it
    float reach = 0;     ///< how far it goes beyond that
    float below = 0;     ///< how far down it falls
};

/// A soft shadow around an opaque rectangle, which is drawn over it. Only its rim is filled, in one ring:
/// where the processor draws, each pixel and each triangle costs.
void draw_shadow(ImDrawList& list, const Theme& theme, const Rect& rect, ShadowShape shape);

}  // namespace moa::view
