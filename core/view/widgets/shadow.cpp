#include "view/widgets/shadow.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace moa::view {

void draw_shadow(ImDrawList& list, const Theme& theme, const Rect& rect, ShadowShape shape) {
    constexpr float quarter_turn = 1.57079633F;
    // The rim begins far enough below the rectangle that nothing looks out between the two, in corners
    // either.
    const float under = std::min(shape.rounding, shape.rounding * 0.5F + shape.below);
    const float inner = shape.rounding - under;
    const float outer = shape.rounding + shape.reach;
    // From there to its end it fades evenly; at the rectangle's edge it has `strength`.
    constexpr float strength = 1.35F;
    const ImU32 dark = faded(theme.shadow, strength * (under + shape.reach) / shape.reach);
    const ImU32 clear = faded(theme.shadow, 0);

    const int steps = std::clamp(static_cast<int>(outer / 2), 3, 8);  // of a corner
    const float left = rect.x + shape.rounding;
    const float right = rect.x + rect.width - shape.rounding;
    const float top = rect.y + shape.rounding + shape.below;
    const float bottom = rect.y + rect.height - shape.rounding + shape.below;
    const std::array<ImVec2, 4> corners = {ImVec2(right, bottom), ImVec2(left, bottom), ImVec2(left, top),
                                           ImVec2(right, top)};
    const int pairs = 4 * (steps + 1);
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    const unsigned int first = list._VtxCurrentIdx;
    list.PrimReserve(6 * pairs, 2 * pairs);
    for (int i = 0; i < pairs; ++i) {
        const int corner = i / (steps + 1);
        const float angle = quarter_turn * (static_cast<float>(corner) +
                                            static_cast<float>(i % (steps + 1)) / static_cast<float>(steps));
        const ImVec2 out(std::cos(angle), std::sin(angle));
        const ImVec2 middle = corners[static_cast<std::size_t>(corner)];
        list.PrimWriteVtx(ImVec2(middle.x + out.x * inner, middle.y + out.y * inner), white, dark);
        list.PrimWriteVtx(ImVec2(middle.x + out.x * outer, middle.y + out.y * outer), white, clear);
    }
    for (int i = 0; i < pairs; ++i) {
        const auto here = first + static_cast<unsigned int>(2 * i);
        const auto next = first + static_cast<unsigned int>(2 * ((i + 1) % pairs));
        for (const unsigned int index : {here, here + 1, next + 1, here, next + 1, next})
            list.PrimWriteIdx(index);
    }
}

}  // namespace moa::view
