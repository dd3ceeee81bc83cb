#include "view/text/ink_box.hpp"

#include <algorithm>

namespace moa::view {
namespace {

ImVec2 sum(ImVec2 a, ImVec2 b) {
    return {a.x + b.x, a.y + b.y};
}

}  // namespace

void InkBox::add_letters(std::string_view text, TextStyle style) {
    entries_.push_back({InkKind::letters, 0, style, 0, static_cast<std::uint32_t>(text.size())});
    text_ += text;
    add_point({0, 0});
}

void InkBox::add_rule(ImVec2 from, ImVec2 to) {
    entries_.push_back({InkKind::rule, 0, {}, 0, 0});
    add_point(from);
    add_point(to);
}

void InkBox::begin_stroke(float thickness) {
    entries_.push_back({thickness > 0 ? InkKind::stroke : InkKind::area, thickness, {}, 0, 0});
}

void InkBox::add_point(ImVec2 point) {
    points_.push_back(point);
    ++entries_.back().points;
}

void draw(const InkBox& box, ImDrawList& list, const Pen& pen, ImVec2 baseline, ImU32 colour) {
    const float pixel = 1 / pen.pixel_ratio();
    box.each([&](const InkBox::Ink& ink) {
        if (ink.kind == InkKind::letters) {
            const ImVec2 at = sum(baseline, ink.points[0]);
            const float size = ink.style.size;
            pen.write(list, ink.style, ImVec2(at.x, pen.top_for_baseline(ink.style, at.y, size)), size,
                      colour, ink.text);
        } else if (ink.kind == InkKind::rule) {
            const ImVec2 begin = sum(baseline, ink.points[0]);
            const ImVec2 end = sum(baseline, ink.points[1]);
            const ImVec2 from(pen.snapped(begin.x), pen.snapped(begin.y));
            list.AddRectFilled(from,
                               ImVec2(std::max(pen.snapped(end.x), from.x + pixel),
                                      from.y + std::max(pen.snapped(end.y - begin.y), pixel)),
                               colour);
        } else {
            for (const ImVec2& point : ink.points)
                list.PathLineTo(sum(baseline, point));
            if (ink.kind == InkKind::stroke) {
                list.PathStroke(colour, 0, std::max(ink.thickness, pixel));
            } else {
                list.PathFillConvex(colour);
            }
        }
    });
}

}  // namespace moa::view
