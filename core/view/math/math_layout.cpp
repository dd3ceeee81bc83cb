#include "view/math/math_layout.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "tex/symbols.hpp"
#include "unicode/units.hpp"
#include "view/math/math_letters.hpp"
#include "view/math/math_parts.hpp"
#include "view/math/math_scripts.hpp"
#include "view/math/math_shapes.hpp"
#include "view/math/math_table.hpp"

namespace moa::view {
namespace {

constexpr float script_share = 0.7F;
constexpr float second_script_share = 0.6F;
/// Scripts are no smaller than that, unless all is.
constexpr float least_script = 9;
constexpr float least_second_script = 8;

/// Signs between two terms are signs before one where nothing stands at their left or right.
std::vector<tex::Class> classes_of(const tex::Node& row) {
    std::vector<tex::Class> classes;
    std::size_t before = row.parts.size();  // the part before, but for spaces
    for (std::size_t i = 0; i < row.parts.size(); ++i) {
        tex::Class spacing = row.parts[i].spacing;
        const bool first = before == row.parts.size();
        const tex::Class left = first ? tex::Class::opening : classes[before];
        if (spacing == tex::Class::binary &&
            (left == tex::Class::binary || left == tex::Class::relation || left == tex::Class::opening ||
             left == tex::Class::operation || left == tex::Class::punctuation))
            spacing = tex::Class::ordinary;
        if (!first && left == tex::Class::binary &&
            (spacing == tex::Class::relation || spacing == tex::Class::closing ||
             spacing == tex::Class::punctuation))
            classes[before] = tex::Class::ordinary;
        classes.push_back(spacing);
        if (row.parts[i].kind != tex::Kind::space) before = i;
    }
    if (before < row.parts.size() && classes[before] == tex::Class::binary)
        classes[before] = tex::Class::ordinary;
    return classes;
}

/// A row is broken behind these.
bool may_break_behind(tex::Class spacing) {
    return spacing == tex::Class::relation || spacing == tex::Class::binary ||
           spacing == tex::Class::punctuation;
}

/// A bracket within others, as high as they are.
bool is_middle(const tex::Node& node) {
    return node.kind == tex::Kind::fence && node.amount == 0;
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
        const std::string_view unit = text.substr(0, unicode::unit_at(text).size);
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

tex::Level script_of(tex::Level level) {
    return level <= tex::Level::text ? tex::Level::script : tex::Level::second_script;
}

Face face_of(tex::Font font) {
    switch (font) {
        case tex::Font::upright:
            return Face::regular;
        case tex::Font::italic:
            return Face::italic;
        case tex::Font::bold:
            return Face::bold;
        case tex::Font::mono:
            return Face::mono;
    }
    return Face::regular;
}

bool is_slanted(const tex::Node& node) {
    return node.kind == tex::Kind::letters && node.font == tex::Font::italic;
}

float MathLayout::em(tex::Level level) const {
    if (level <= tex::Level::text) return size_;
    const bool first = level == tex::Level::script;
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

void MathLayout::put_centred(MathBox& whole, const tex::Node& node, const MathBox& part, float y) {
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

InkBox MathLayout::set_displayed(const tex::Node& node) {
    return take(set(node, tex::Level::display));
}

std::vector<InkBox> MathLayout::set_in_line(const tex::Node& node) {
    std::vector<InkBox> boxes;
    tex::Level level = tex::Level::text;
    const tex::Node* row = &node;
    if (row->parts.size() == 1 && row->parts.front().kind == tex::Kind::levelled) {
        level = static_cast<tex::Level>(row->parts.front().amount);
        row = &row->parts.front().parts.front();
    }
    if (row->kind != tex::Kind::row) {
        boxes.push_back(take(set(*row, level)));
        return boxes;
    }
    const std::vector<tex::Class> classes = classes_of(*row);
    for (std::size_t from = 0; from < classes.size();) {
        std::size_t to = from + 1;
        while (to < classes.size() && !may_break_behind(classes[to - 1]))
            ++to;
        // The room behind a part is its own.
        while (to < classes.size() && row->parts[to].kind == tex::Kind::space)
            ++to;
        boxes.push_back(take(set_row(*row, classes, from, to, level)));
        from = to;
    }
    return boxes;
}

MathBox MathLayout::set(const tex::Node& node, tex::Level level) {
    switch (node.kind) {
        case tex::Kind::letters:
            return set_letters(node, level);
        case tex::Kind::space: {
            MathBox box = begin();
            box.width = em(level) * static_cast<float>(node.amount) / 18;
            return box;
        }
        case tex::Kind::fraction:
            return set_math_fraction(*this, node, level);
        case tex::Kind::root:
            return set_math_root(*this, node, level);
        case tex::Kind::scripts:
            return set_math_scripts(*this, node, level);
        case tex::Kind::large:
            return set_large(node, level);
        case tex::Kind::accent:
            return set_math_accent(*this, node, level);
        case tex::Kind::fence:
            return set_bracket(node.text, em(level) * static_cast<float>(node.amount) / 18, level);
        case tex::Kind::fenced:
            return set_fenced(node, level);
        case tex::Kind::table:
            return set_math_table(*this, node);
        case tex::Kind::framed:
            return set_math_framed(*this, node, level);
        case tex::Kind::levelled:
            return set(node.parts.front(), static_cast<tex::Level>(node.amount));
        case tex::Kind::stretched:
            return set_math_stretched(*this, node, level);
        case tex::Kind::row:
            break;
    }
    return set_row(node, classes_of(node), 0, node.parts.size(), level);
}

MathBox MathLayout::set_row(const tex::Node& row, const std::vector<tex::Class>& classes, std::size_t from,
                            std::size_t to, tex::Level level) {
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
        if (row.parts[i].kind == tex::Kind::space) continue;
        std::size_t next = i + 1;
        while (next < row.parts.size() && row.parts[next].kind == tex::Kind::space)
            ++next;
        if (next == row.parts.size()) continue;
        const int room = room_between(classes[i], classes[next], level > tex::Level::text);
        whole.width += unit * static_cast<float>(room) / 18;
    }
    return whole;
}

MathBox MathLayout::set_letters(const tex::Node& node, tex::Level level) {
    const float unit = em(level);
    if (node.text == "′") return math_prime(ink_, unit);
    std::string text = unescaped(node.text);
    Face face = face_of(node.font);
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

MathBox MathLayout::set_large(const tex::Node& node, tex::Level level) {
    const bool displayed = level == tex::Level::display;
    const bool integral = tex::is_integral(node.text);
    const float share = integral ? (displayed ? 2.1F : 1.3F) : displayed ? 1.4F : 1.0F;
    MathBox box = math_operator(ink_, node.text, em(level) * share, em(level));
    move(box, 0, -math_axis * em(level));
    return box;
}

MathBox MathLayout::set_bracket(std::string_view bracket, float height, tex::Level level) {
    const float unit = em(level);
    constexpr std::string_view in_fonts = "()[]{}|/";
    if (height <= unit * 1.2F && in_fonts.find(bracket) != std::string_view::npos) {
        tex::Node letters{tex::Kind::letters};
        letters.text = bracket;
        return set_letters(letters, level);
    }
    MathBox box = math_fence(ink_, bracket, std::max(height, unit * 1.05F), unit);
    move(box, 0, -math_axis * unit);
    return box;
}

MathBox MathLayout::set_fenced(const tex::Node& node, tex::Level level) {
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
