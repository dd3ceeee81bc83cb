#include "view/math/math_layout.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "view/math/math_letters.hpp"
#include "view/math/math_parts.hpp"
#include "view/math/math_scripts.hpp"
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
float fence_height(const MathBox& box, float em) {
    const float axis = math_axis * em;
    return 2 * std::max(box.above - axis, box.below + axis);
}

}  // namespace

TexLevel script_of(TexLevel level) {
    return level <= TexLevel::text ? TexLevel::script : TexLevel::second_script;
}

bool is_slanted(const TexNode& node) {
    return node.kind == TexKind::letters && node.face == Face::italic;
}

float MathLayout::em(TexLevel level) const {
    if (level <= TexLevel::text) return size_;
    const bool first = level == TexLevel::script;
    const float least = first ? least_script : least_second_script;
    return std::max(size_ * (first ? script_share : second_script_share), std::min(size_, least));
}

MathBox MathLayout::begin() {
    const std::size_t first = ink_.points().size();
    return {0, 0, 0, first, first};
}

void MathLayout::move_ink(const MathBox& box, float x, float y) {
    for (ImVec2& point : ink_.points().subspan(box.first, box.last - box.first))
        point = {point.x + x, point.y + y};
}

void MathLayout::move(MathBox& box, float x, float y) {
    move_ink(box, x, y);
    box.above -= y;
    box.below += y;
}

void MathLayout::put(MathBox& whole, const MathBox& part, float x, float y) {
    move_ink(part, x, y);
    whole.above = std::max(whole.above, part.above - y);
    whole.below = std::max(whole.below, part.below + y);
    whole.last = ink_.points().size();
}

void MathLayout::put_centred(MathBox& whole, const TexNode& node, const MathBox& part, float y) {
    if (!node.is_empty()) put(whole, part, (whole.width - part.width) / 2, y);
}

void MathLayout::put_rule(MathBox& whole, ImVec2 from, ImVec2 to) {
    ink_.add_rule(from, to);
    whole.last = ink_.points().size();
}

InkBox MathLayout::take(const MathBox& box) {
    InkBox taken = std::move(ink_);
    ink_ = InkBox();
    taken.width = box.width;
    taken.above = box.above;
    taken.below = box.below;
    return taken;
}

InkBox MathLayout::set_displayed(const TexNode& node) {
    return take(set(node, TexLevel::display));
}

std::vector<InkBox> MathLayout::set_in_line(const TexNode& node) {
    std::vector<InkBox> boxes;
    TexLevel level = TexLevel::text;
    const TexNode* row = &node;
    if (row->parts.size() == 1 && row->parts.front().kind == TexKind::levelled) {
        level = static_cast<TexLevel>(row->parts.front().amount);
        row = &row->parts.front().parts.front();
    }
    if (row->kind != TexKind::row) {
        boxes.push_back(take(set(*row, level)));
        return boxes;
    }
    const std::vector<TexClass> classes = classes_of(*row);
    for (std::size_t from = 0; from < classes.size();) {
        std::size_t to = from + 1;
        while (to < classes.size() && !may_break_behind(classes[to - 1]))
            ++to;
        // The room behind a part is its own.
        while (to < classes.size() && row->parts[to].kind == TexKind::space)
            ++to;
        boxes.push_back(take(set_row(*row, classes, from, to, level)));
        from = to;
    }
    return boxes;
}

MathBox MathLayout::set(const TexNode& node, TexLevel level) {
    switch (node.kind) {
        case TexKind::letters:
            return set_letters(node, level);
        case TexKind::space: {
            MathBox box = begin();
            box.width = em(level) * static_cast<float>(node.amount) / 18;
            return box;
        }
        case TexKind::fraction:
            return set_math_fraction(*this, node, level);
        case TexKind::root:
            return set_math_root(*this, node, level);
        case TexKind::scripts:
            return set_math_scripts(*this, node, level);
        case TexKind::large:
            return set_large(node, level);
        case TexKind::accent:
            return set_math_accent(*this, node, level);
        case TexKind::fence:
            return set_bracket(node.text, em(level) * static_cast<float>(node.amount) / 18, level);
        case TexKind::fenced:
            return set_fenced(node, level);
        case TexKind::table:
            return set_math_table(*this, node);
        case TexKind::framed:
            return set_math_framed(*this, node, level);
        case TexKind::levelled:
            return set(node.parts.front(), static_cast<TexLevel>(node.amount));
        case TexKind::stretched:
            return set_math_stretched(*this, node, level);
        case TexKind::row:
            break;
    }
    return set_row(node, classes_of(node), 0, node.parts.size(), level);
}

MathBox MathLayout::set_row(const TexNode& row, const std::vector<TexClass>& classes, std::size_t from,
                            std::size_t to, TexLevel level) {
    const float unit = em(level);
    MathBox whole = begin();
    MathBox reach;  // of all but the brackets that are as high as all
    std::vector<MathBox> parts;
    for (std::size_t i = from; i < to; ++i) {
        const bool middle = is_middle(row.parts[i]);
        parts.push_back(middle ? MathBox() : set(row.parts[i], level));
        reach.above = std::max(reach.above, parts.back().above);
        reach.below = std::max(reach.below, parts.back().below);
    }
    for (std::size_t i = from; i < to; ++i) {
        MathBox& part = parts[i - from];
        if (is_middle(row.parts[i])) part = set_bracket(row.parts[i].text, fence_height(reach, unit), level);
        put(whole, part, whole.width, 0);
        whole.width += part.width;
        if (row.parts[i].kind == TexKind::space) continue;
        std::size_t next = i + 1;
        while (next < row.parts.size() && row.parts[next].kind == TexKind::space)
            ++next;
        if (next == row.parts.size()) continue;
        const int room = room_between(classes[i], classes[next], level > TexLevel::text);
        whole.width += unit * static_cast<float>(room) / 18;
    }
    return whole;
}

MathBox MathLayout::set_letters(const TexNode& node, TexLevel level) {
    const float unit = em(level);
    if (node.text == "′") return math_prime(ink_, unit);
    std::string text = unescaped(node.text);
    Face face = node.face;
    if (!has_all(pen_, face, text)) {
        if (node.closing.empty()) complete_ = false;
        text = node.closing;
        face = Face::bold;
    }
    const auto [above, below] = reach_of(text);
    MathBox box = begin();
    box.width = pen_.width({face, unit}, text);
    box.above = above * unit;
    box.below = below * unit;
    ink_.add_letters(text, {face, unit});
    ++box.last;
    return box;
}

MathBox MathLayout::set_large(const TexNode& node, TexLevel level) {
    const bool displayed = level == TexLevel::display;
    const bool integral = is_tex_integral(node.text);
    const float share = integral ? (displayed ? 2.1F : 1.3F) : displayed ? 1.4F : 1.0F;
    MathBox box = math_operator(ink_, node.text, em(level) * share, em(level));
    move(box, 0, -math_axis * em(level));
    return box;
}

MathBox MathLayout::set_bracket(std::string_view bracket, float height, TexLevel level) {
    const float unit = em(level);
    constexpr std::string_view in_fonts = "()[]{}|/";
    if (height <= unit * 1.2F && in_fonts.find(bracket) != std::string_view::npos) {
        TexNode letters{TexKind::letters};
        letters.text = bracket;
        return set_letters(letters, level);
    }
    MathBox box = math_fence(ink_, bracket, std::max(height, unit * 1.05F), unit);
    move(box, 0, -math_axis * unit);
    return box;
}

MathBox MathLayout::set_fenced(const TexNode& node, TexLevel level) {
    MathBox box = begin();
    const MathBox content = set(node.parts.front(), level);
    const float height = fence_height(content, em(level));
    const MathBox opening = set_bracket(node.text, height, level);
    const MathBox closing = set_bracket(node.closing, height, level);
    for (const MathBox* part : {&opening, &content, &closing}) {
        put(box, *part, box.width, 0);
        box.width += part->width;
    }
    return box;
}

}  // namespace moa::view
