#include "view/math/math_parts.hpp"

#include <algorithm>
#include <utility>

namespace moa::view {
namespace {

/// Of numerators and denominators.
tex::Level part_level_of(tex::Level level) {
    return level == tex::Level::display ? tex::Level::text : script_of(level);
}

}  // namespace

MathBox set_math_fraction(MathLayout& layout, const tex::Node& node, tex::Level level) {
    const float unit = layout.em(level);
    const bool displayed = level == tex::Level::display;
    const bool with_bar = node.amount != 0;
    MathBox box = layout.begin();
    const MathBox over = layout.set(node.parts[0], part_level_of(level));
    const MathBox under = layout.set(node.parts[1], part_level_of(level));
    const float rule = with_bar ? math_rule(unit) : 0;
    const float gap = unit * (displayed ? 0.2F : 0.1F) + rule / 2;
    const float axis = math_axis * unit;
    const float side = unit * 0.07F;
    box.width = std::max(over.width, under.width) + unit * 0.16F + 2 * side;
    layout.put_centred(box, node, over,
                       -std::max(axis + gap + over.below, unit * (displayed ? 0.7F : 0.46F)));
    layout.put_centred(box, node, under,
                       std::max(under.above + gap - axis, unit * (displayed ? 0.7F : 0.36F)));
    if (with_bar) layout.put_rule(box, {side, -axis - rule / 2}, {box.width - side, -axis + rule / 2});
    return box;
}

MathBox set_math_root(MathLayout& layout, const tex::Node& node, tex::Level level) {
    const float unit = layout.em(level);
    MathBox box = layout.begin();
    const MathBox content = layout.set(node.parts[0], level);
    const float rule = math_rule(unit);
    const float gap = unit * (level == tex::Level::display ? 0.18F : 0.13F);
    const float top = std::max(content.above, unit * 0.6F) + gap + rule;
    const float foot = std::max(content.below, unit * 0.06F);
    float at = 0;
    if (!node.parts[1].is_empty()) {
        const MathBox index = layout.set(node.parts[1], tex::Level::second_script);
        // It stands over the beginning of the sign.
        at = std::max(0.0F, index.width - unit * 0.16F);
        layout.put(box, index, 0, foot - unit * 0.1F - std::min((top + foot) * 0.5F, unit * 0.7F));
    }
    const MathBox sign = math_root(layout.ink(), top + foot, unit);
    layout.put(box, sign, at, -top);
    at += sign.width;
    const float end = at + content.width + unit * 0.08F;
    layout.put_rule(box, {at - rule / 2, -top}, {end, rule - top});
    layout.put(box, content, at + unit * 0.04F, 0);
    box.width = end + unit * 0.06F;
    box.above = std::max(box.above, top + rule);
    return box;
}

MathBox set_math_accent(MathLayout& layout, const tex::Node& node, tex::Level level) {
    const float unit = layout.em(level);
    const tex::Node& base = node.parts.front();
    const bool slanted = is_slanted(base) || (base.kind == tex::Kind::row && base.parts.size() == 1 &&
                                              is_slanted(base.parts.front()));
    MathBox box = layout.set(base, level);
    const float gap = unit * 0.1F;
    if (node.text == "underline") {
        const float top = box.below + gap;
        box.below = top + math_rule(unit);
        layout.put_rule(box, {0, top}, {box.width, box.below});
        return box;
    }
    const bool under = node.text == "underbrace";
    MathBox mark = math_accent(layout.ink(), under ? "overbrace" : node.text, box.width, unit);
    if (under) {
        for (ImVec2& point : layout.ink().points().subspan(mark.first))
            point.y = -point.y;
        std::swap(mark.above, mark.below);
    }
    layout.put(box, mark, slanted ? unit * math_slant : 0, under ? box.below + gap : -box.above - gap);
    return box;
}

MathBox set_math_framed(MathLayout& layout, const tex::Node& node, tex::Level level) {
    const float unit = layout.em(level);
    MathBox box = layout.begin();
    const MathBox content = layout.set(node.parts.front(), level);
    const float padding = unit * 0.35F;
    const float rule = math_rule(unit);
    const float right = content.width + 2 * padding;
    layout.put(box, content, padding, 0);
    box.width = right;
    box.above = std::max(content.above, unit * 0.74F) + padding;
    box.below = content.below + padding;
    for (const float y : {-box.above, box.below - rule})
        layout.put_rule(box, {0, y}, {right, y + rule});
    for (const float x : {0.0F, right - rule})
        layout.put_rule(box, {x, -box.above}, {x + rule, box.below});
    return box;
}

MathBox set_math_stretched(MathLayout& layout, const tex::Node& node, tex::Level level) {
    const float unit = layout.em(level);
    MathBox box = layout.begin();
    const MathBox below = layout.set(node.parts[0], script_of(level));
    const MathBox above = layout.set(node.parts[1], script_of(level));
    box.width = std::max(below.width, above.width) + unit * 0.8F;
    MathBox arrow = math_arrow(layout.ink(), box.width, node.text == "←", unit);
    const float gap = unit * 0.08F + arrow.above;
    const float axis = math_axis * unit;
    layout.put(box, arrow, 0, -axis);
    layout.put_centred(box, node.parts[1], above, -axis - gap - above.below);
    layout.put_centred(box, node.parts[0], below, gap - axis + below.above);
    return box;
}

}  // namespace moa::view
