// Where letters stand in what was drawn.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <limits>

namespace moa::view::testing {

/// From now on, lines have no pictures of their own in the atlas: only letters do.
inline void shapes_are_plain() {
    ImGui::GetStyle().AntiAliasedLinesUseTex = false;
}

/// The right edge of the letters in `list` that begin at or behind `left` and stand between `top` and
/// `bottom`; shapes are no letters. Minus infinity for none.
inline float right_of_letters(const ImDrawList& list, float left, float top, float bottom) {
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    float right = -std::numeric_limits<float>::infinity();
    for (const ImDrawVert& vertex : list.VtxBuffer) {
        const bool is_shape = vertex.uv.x == white.x && vertex.uv.y == white.y;
        const bool is_inside = vertex.pos.x >= left && vertex.pos.y >= top && vertex.pos.y <= bottom;
        if (!is_shape && is_inside) right = std::max(right, vertex.pos.x);
    }
    return right;
}

}  // namespace moa::view::testing
