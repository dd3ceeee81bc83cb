#include "view/math/math_scripts.hpp"

#include <algorithm>

#include "tex/symbols.hpp"

namespace moa::view {
namespace {

/// Above and below.
MathBox set_math_limits(MathLayout& layout, const tex::Node& node, tex::Level level) {
    MathBox box = layout.begin();
    const MathBox base = layout.set(node.parts[0], level);
    const MathBox below = layout.set(node.parts[1], script_of(level));
    const MathBox above = layout.set(node.parts[2], script_of(level));
    const float gap = layout.em(level) * 0.16F;
    box.width = std::max({base.width, below.width, above.width});
    layout.put_centred(box, node, base, 0);
    layout.put_centred(box, node.parts[1], below, base.below + gap + below.above);
    layout.put_centred(box, node.parts[2], above, -(base.above + gap + above.below));
    return box;
}

}  // namespace

MathBox set_math_scripts(MathLayout& layout, const tex::Node& node, tex::Level level) {
    const bool stacked = node.limits == tex::Limits::always ||
                         (node.limits == tex::Limits::displayed && level == tex::Level::display);
    if (stacked) return set_math_limits(layout, node, level);
    const float unit = layout.em(level);
    const tex::Node& base = node.parts[0];
    MathBox box = layout.set(base, level);
    const MathBox below = layout.set(node.parts[1], script_of(level));
    const MathBox above = layout.set(node.parts[2], script_of(level));
    const bool has_below = !node.parts[1].is_empty();
    const bool has_above = !node.parts[2].is_empty();
    float up = unit * (level == tex::Level::display ? 0.42F : 0.38F);
    float down = unit * (has_above ? 0.24F : 0.18F);
    if (base.kind != tex::Kind::letters) {
        up = std::max(up, box.above - unit * 0.3F);
        down = std::max(down, box.below + unit * 0.06F);
    }
    up = std::max(up, above.below + unit * 0.16F);
    down = std::max(down, below.above - unit * 0.42F);
    if (has_above && has_below)
        down += std::max(0.0F, unit * 0.16F - (up - above.below + down - below.above));
    float above_at = box.width + (is_slanted(base) ? unit * math_slant : 0);
    float below_at = box.width;
    if (base.kind == tex::Kind::large && tex::is_integral(base.text)) {
        // Beside the lower end of an integral, which is farther left than its upper one.
        below_at -= box.height() * 0.18F;
        above_at += unit * 0.04F;
    }
    if (has_below) box.width = std::max(box.width, below_at + below.width + unit * 0.05F);
    if (has_above) box.width = std::max(box.width, above_at + above.width + unit * 0.05F);
    layout.put(box, below, below_at, has_below ? down : 0);
    layout.put(box, above, above_at, has_above ? -up : 0);
    return box;
}

}  // namespace moa::view
