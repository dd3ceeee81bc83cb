#include "view/math/math_layout.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "view/math/math_letters.hpp"
#include "view/math/math_shapes.hpp"
#include "view/math/math_table.hpp"
#include "view/math/tex_symbols.hpp"
#include "view/text/units.hpp"

namespace moa::view {
namespace {

constexpr float script_share = 0.7F;
constexpr float second_script_share = 0.6F;
/// Scripts are no smaller than that, unless all is.
constexpr float least_script = 9;
constexpr float least_second_script = 8;

/// By what a superscript stands off a slanted letter.
constexpr float slant = 0.05F;

TexLevel script_of(TexLevel level) {
    return level <= TexLevel::text ? TexLevel::script : TexLevel::second_script;
}

/// Of numerators and denominators.
TexLevel part_level_of(TexLevel level) {
    return level == TexLevel::display ? TexLevel::text : script_of(level);
}

/// Signs between two terms are signs before one where nothing stands at their left or right.
std::vector<TexClass> classes_of(const TexNode& row) {
    std::vector<TexClass> classes;
    std::size_t before = row.parts.size();  // the part before, but for spaces
    for (std::size_t i = 0; i < row.parts.size(); ++i) {
        TexClass spacing = row.parts[i].spacing;
        const bool first = before == row.parts.size();
        const TexClass left = first ? TexClass::opening : classes[before];
        if (spacing == TexClass::binary &&
            (left == TexClass::binary || left == TexClass::relation || left == TexClass::opening ||
             left == TexClass::operation || left == TexClass::punctuation))
            spacing = TexClass::ordinary;
        if (!first && left == TexClass::binary &&
            (spacing == TexClass::relation || spacing == TexClass::closing ||
             spacing == TexClass::punctuation))
            classes[before] = TexClass::ordinary;
        classes.push_back(spacing);
        if (row.parts[i].kind != TexKind::space) before = i;
    }
    if (before < row.parts.size() && classes[before] == TexClass::binary)
        classes[before] = TexClass::ordinary;
    return classes;
}

/// A row is broken behind these.
bool may_break_behind(TexClass spacing) {
    return spacing == TexClass::relation || spacing == TexClass::binary || spacing == TexClass::punctuation;
}

bool is_slanted(const TexNode& node) {
    return node.kind == TexKind::letters && node.face == Face::italic;
}

/// A bracket within others, as high as they are.
bool is_middle(const TexNode& node) {
    return node.kind == TexKind::fence && node.amount == 0;
}

/// Words as they are read.
std::string unescaped(std::string_view words) {
    std::string text;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool escapes = words[at] == '\\' && at + 1 < words.size();
        if (escapes) ++at;
        const bool is_blank = (escapes && words[at] == ',') || (!escapes && words[at] == '~');
        text += is_blank ? ' ' : words[at];
    }
    return text;
}

/// Whether some font has each unit. All have ASCII.
bool has_all(const Pen& pen, Face face, std::string_view text) {
    while (!text.empty()) {
        const std::string_view unit = text.substr(0, unit_at(text).size);
        if (static_cast<unsigned char>(unit.front()) > 127 && !pen.has(face, unit)) return false;
        text.remove_prefix(unit.size());
    }
    return true;
}

/// How high brackets around it are, with the axis in their middle.
float fence_height(const InkBox& box, float em) {
    const float axis = math_axis * em;
    return 2 * std::max(box.above - axis, box.below + axis);
}

}  // namespace

float MathLayout::em(TexLevel level) const {
    if (level <= TexLevel::text) return size_;
    const bool first = level == TexLevel::script;
    const float least = first ? least_script : least_second_script;
    return std::max(size_ * (first ? script_share : second_script_share), std::min(size_, least));
}

InkBox MathLayout::set(const TexNode& node, TexLevel level) {
    switch (node.kind) {
        case TexKind::row:
            return std::move(set_row(node, level, false).front());
        case TexKind::letters:
            return set_letters(node, level);
        case TexKind::space: {
            InkBox box;
            box.width = em(level) * static_cast<float>(node.amount) / 18;
            return box;
        }
        case TexKind::fraction:
            return set_fraction(node, level);
        case TexKind::root:
            return set_root(node, level);
        case TexKind::scripts:
            return set_scripts(node, level);
        case TexKind::large:
            return set_large(node, level);
        case TexKind::accent:
            return set_accent(node, level);
        case TexKind::fence:
            return set_bracket(node.text, em(level) * static_cast<float>(node.amount) / 18, level);
        case TexKind::fenced:
            return set_fenced(node, level);
        case TexKind::table:
            return set_math_table(*this, node);
        case TexKind::framed:
            return set_framed(node, level);
        case TexKind::levelled:
            return set(node.parts.front(), static_cast<TexLevel>(node.amount));
        case TexKind::stretched:
            return set_stretched(node, level);
    }
    return {};
}

std::vector<InkBox> MathLayout::set_cut(const TexNode& node) {
    if (node.kind == TexKind::row && node.parts.size() == 1 && node.parts.front().kind == TexKind::levelled) {
        const TexNode& levelled = node.parts.front();
        return set_row(levelled.parts.front(), static_cast<TexLevel>(levelled.amount), true);
    }
    if (node.kind == TexKind::row) return set_row(node, TexLevel::text, true);
    std::vector<InkBox> boxes;
    boxes.push_back(set(node, TexLevel::text));
    return boxes;
}

std::vector<InkBox> MathLayout::set_row(const TexNode& row, TexLevel level, bool cut) {
    std::vector<InkBox> parts;
    InkBox reach;  // of all but the brackets that are as high as all
    for (const TexNode& part : row.parts) {
        parts.push_back(is_middle(part) ? InkBox() : set(part, level));
        reach.above = std::max(reach.above, parts.back().above);
        reach.below = std::max(reach.below, parts.back().below);
    }
    const std::vector<TexClass> classes = classes_of(row);
    std::vector<InkBox> boxes(1);
    std::size_t before = row.parts.size();
    for (std::size_t i = 0; i < row.parts.size(); ++i) {
        const bool is_space = row.parts[i].kind == TexKind::space;
        if (is_middle(row.parts[i]))
            parts[i] = set_bracket(row.parts[i].text, fence_height(reach, em(level)), level);
        if (!is_space && before < row.parts.size()) {
            const int room = room_between(classes[before], classes[i], level > TexLevel::text);
            boxes.back().width += em(level) * static_cast<float>(room) / 18;
            if (cut && may_break_behind(classes[before])) boxes.emplace_back();
        }
        const float width = parts[i].width;
        boxes.back().add(parts[i], ImVec2(boxes.back().width, 0));
        boxes.back().width += width;
        if (!is_space) before = i;
    }
    return boxes;
}

InkBox MathLayout::set_letters(const TexNode& node, TexLevel level) {
    const float unit = em(level);
    if (node.text == "′") return math_prime(unit);
    std::string text = unescaped(node.text);
    Face face = node.face;
    if (!has_all(pen_, face, text)) {
        if (node.closing.empty()) complete_ = false;
        text = node.closing;
        face = Face::bold;
    }
    InkBox box;
    const auto [above, below] = reach_of(text);
    box.width = pen_.width({face, unit}, text);
    box.above = above * unit;
    box.below = below * unit;
    box.add_letters(text, {face, unit});
    return box;
}

InkBox MathLayout::set_large(const TexNode& node, TexLevel level) {
    const bool displayed = level == TexLevel::display;
    const bool integral = is_tex_integral(node.text);
    const float share = integral ? (displayed ? 2.1F : 1.3F) : displayed ? 1.4F : 1.0F;
    InkBox box = math_operator(node.text, em(level) * share, em(level));
    box.move({0, -math_axis * em(level)});
    return box;
}

InkBox MathLayout::set_fraction(const TexNode& node, TexLevel level) {
    const float unit = em(level);
    const bool displayed = level == TexLevel::display;
    const bool with_bar = node.amount != 0;
    InkBox over = set(node.parts[0], part_level_of(level));
    InkBox under = set(node.parts[1], part_level_of(level));
    const float rule = with_bar ? math_rule(unit) : 0;
    const float gap = unit * (displayed ? 0.2F : 0.1F);
    const float axis = math_axis * unit;
    const float up = std::max(axis + rule / 2 + gap + over.below, unit * (displayed ? 0.7F : 0.46F));
    const float down = std::max(under.above + gap + rule / 2 - axis, unit * (displayed ? 0.7F : 0.36F));
    const float side = unit * 0.07F;
    const float width = std::max(over.width, under.width) + unit * 0.16F;
    InkBox box;
    box.width = width + 2 * side;
    const float over_at = (box.width - over.width) / 2;
    const float under_at = (box.width - under.width) / 2;
    box.add(over, {over_at, -up});
    box.add(under, {under_at, down});
    if (with_bar) box.add_rule({side, -axis - rule / 2}, {side + width, -axis + rule / 2});
    return box;
}

InkBox MathLayout::set_root(const TexNode& node, TexLevel level) {
    const float unit = em(level);
    InkBox content = set(node.parts[0], level);
    const float rule = math_rule(unit);
    const float gap = unit * (level == TexLevel::display ? 0.18F : 0.13F);
    const float top = std::max(content.above, unit * 0.6F) + gap + rule;
    const float foot = std::max(content.below, unit * 0.06F);
    InkBox sign = math_root(top + foot, unit);
    InkBox box;
    float at = 0;
    if (!node.parts[1].is_empty()) {
        InkBox index = set(node.parts[1], TexLevel::second_script);
        // It stands over the beginning of the sign.
        const float raised = std::min((top + foot) * 0.5F, unit * 0.7F) + unit * 0.1F - foot;
        at = std::max(0.0F, index.width - unit * 0.16F);
        box.add(index, {0, -raised});
    }
    const float sign_width = sign.width;
    box.add(sign, {at, -top});
    at += sign_width;
    const float width = content.width + unit * 0.08F;
    box.add_rule({at - rule / 2, -top}, {at + width, -top + rule});
    box.add(content, {at + unit * 0.04F, 0});
    box.width = at + width + unit * 0.06F;
    box.above = std::max(box.above, top + rule);
    return box;
}

InkBox MathLayout::set_scripts(const TexNode& node, TexLevel level) {
    const bool stacked = node.limits == TexLimits::always ||
                         (node.limits == TexLimits::displayed && level == TexLevel::display);
    if (stacked) return set_limits(node, level);
    const float unit = em(level);
    const TexNode& base = node.parts[0];
    InkBox box = set(base, level);
    const bool is_letters = base.kind == TexKind::letters;
    const float base_width = box.width;
    InkBox below = set(node.parts[1], script_of(level));
    InkBox above = set(node.parts[2], script_of(level));
    const bool has_below = !node.parts[1].is_empty();
    const bool has_above = !node.parts[2].is_empty();
    float up = unit * (level == TexLevel::display ? 0.42F : 0.38F);
    if (!is_letters) up = std::max(up, box.above - unit * 0.3F);
    up = std::max(up, above.below + unit * 0.16F);
    float down = unit * (has_above ? 0.24F : 0.18F);
    if (!is_letters) down = std::max(down, box.below + unit * 0.06F);
    down = std::max(down, below.above - unit * 0.42F);
    if (has_above && has_below) {
        const float apart = up - above.below + down - below.above;
        down += std::max(0.0F, unit * 0.16F - apart);
    }
    float above_at = base_width;
    float below_at = base_width;
    if (is_slanted(base)) above_at += unit * slant;
    if (base.kind == TexKind::large && is_tex_integral(base.text)) {
        // Beside the lower end of an integral, which is farther left than its upper one.
        below_at -= box.height() * 0.18F;
        above_at += unit * 0.04F;
    }
    box.width = base_width;
    if (has_below) box.width = std::max(box.width, below_at + below.width);
    if (has_above) box.width = std::max(box.width, above_at + above.width);
    if (has_below || has_above) box.width += unit * 0.05F;
    if (has_below) box.add(below, {below_at, down});
    if (has_above) box.add(above, {above_at, -up});
    return box;
}

InkBox MathLayout::set_limits(const TexNode& node, TexLevel level) {
    const float unit = em(level);
    InkBox base = set(node.parts[0], level);
    InkBox below = set(node.parts[1], script_of(level));
    InkBox above = set(node.parts[2], script_of(level));
    const float gap = unit * 0.16F;
    const float up = base.above + gap + above.below;
    const float down = base.below + gap + below.above;
    InkBox box;
    box.width = std::max({base.width, below.width, above.width});
    const auto put = [&](const InkBox& part, float y) {
        const float x = (box.width - part.width) / 2;
        box.add(part, {x, y});
    };
    put(base, 0);
    if (!node.parts[1].is_empty()) put(below, down);
    if (!node.parts[2].is_empty()) put(above, -up);
    return box;
}

InkBox MathLayout::set_accent(const TexNode& node, TexLevel level) {
    const float unit = em(level);
    InkBox box = set(node.parts.front(), level);
    const bool under = node.text.starts_with("under");
    const float gap = unit * 0.1F;
    if (node.text == "underline") {
        const float top = box.below + gap;
        box.add_rule({0, top}, {box.width, top + math_rule(unit)});
        box.below = top + math_rule(unit);
        return box;
    }
    InkBox mark = math_accent(under ? "overbrace" : node.text, box.width, unit);
    const TexNode& base = node.parts.front();
    const bool slanted = is_slanted(base) || (base.kind == TexKind::row && base.parts.size() == 1 &&
                                              is_slanted(base.parts.front()));
    if (under) {
        for (ImVec2& point : mark.points())
            point.y = -point.y;
        mark.below = std::exchange(mark.above, 0.0F);
        const float at = box.below + gap;
        box.add(mark, {0, at});
    } else {
        const float at = box.above + gap;
        box.add(mark, {slanted ? unit * slant : 0, -at});
    }
    return box;
}

InkBox MathLayout::set_bracket(std::string_view bracket, float height, TexLevel level) {
    const float unit = em(level);
    constexpr std::string_view in_fonts = "()[]{}|/";
    if (height <= unit * 1.2F && in_fonts.find(bracket) != std::string_view::npos) {
        TexNode letters{TexKind::letters};
        letters.text = bracket;
        return set_letters(letters, level);
    }
    InkBox box = math_fence(bracket, std::max(height, unit * 1.05F), unit);
    box.move({0, -math_axis * unit});
    return box;
}

InkBox MathLayout::set_fenced(const TexNode& node, TexLevel level) {
    InkBox content = set(node.parts.front(), level);
    const float height = fence_height(content, em(level));
    InkBox opening = set_bracket(node.text, height, level);
    InkBox closing = set_bracket(node.closing, height, level);
    InkBox box;
    for (InkBox* part : {&opening, &content, &closing}) {
        const float width = part->width;
        box.add(*part, {box.width, 0});
        box.width += width;
    }
    return box;
}

InkBox MathLayout::set_framed(const TexNode& node, TexLevel level) {
    const float unit = em(level);
    InkBox content = set(node.parts.front(), level);
    const float padding = unit * 0.35F;
    const float rule = math_rule(unit);
    const float top = -std::max(content.above, unit * 0.74F) - padding;
    const float bottom = content.below + padding;
    const float right = content.width + 2 * padding;
    InkBox box;
    box.width = right;
    box.add(content, {padding, 0});
    box.add_rule({0, top}, {right, top + rule});
    box.add_rule({0, bottom - rule}, {right, bottom});
    box.add_rule({0, top}, {rule, bottom});
    box.add_rule({right - rule, top}, {right, bottom});
    box.above = -top;
    box.below = bottom;
    return box;
}

InkBox MathLayout::set_stretched(const TexNode& node, TexLevel level) {
    const float unit = em(level);
    InkBox below = set(node.parts[0], script_of(level));
    InkBox above = set(node.parts[1], script_of(level));
    InkBox box;
    box.width = std::max(below.width, above.width) + unit * 0.8F;
    InkBox arrow = math_arrow(box.width, node.text == "←", unit);
    arrow.move({0, -math_axis * unit});
    const float up = arrow.above + above.below + unit * 0.08F;
    const float down = arrow.below + below.above + unit * 0.08F;
    box.add(arrow, {0, 0});
    const float above_at = (box.width - above.width) / 2;
    const float below_at = (box.width - below.width) / 2;
    if (!node.parts[1].is_empty()) box.add(above, {above_at, -up});
    if (!node.parts[0].is_empty()) box.add(below, {below_at, down});
    return box;
}

}  // namespace moa::view
