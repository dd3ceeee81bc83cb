#include "view/widgets/shadow.hpp"

namespace moa::view {

void draw_shadow(ImDrawList& list, const Theme& theme, const Rect& rect, ShadowShape shape) {
    constexpr int layers = 3;
    // How far the rim reaches under the rectangle: in its corners, too.
    const float under = shape.rounding * 0.5F + shape.below;
    for (int i = 1; i <= layers; ++i) {
        const float grow = static_cast<float>(i) * shape.step;
        const float thick = grow + under;
        const float middle = grow - thick / 2;
        list.AddRect(ImVec2(rect.x - middle, rect.y - middle + shape.below),
                     ImVec2(rect.x + rect.width + middle, rect.y + rect.height + middle + shape.below),
                     faded(theme.shadow, 0.5F), shape.rounding + middle, 0, thick);
    }
}

}  // namespace moa::view
