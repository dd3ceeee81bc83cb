#include "view/text/ink_box.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace moa::view {
namespace {

ImVec2 sum(ImVec2 a, ImVec2 b) {
    return {a.x + b.x, a.y + b.y};
}

template <class Ink>
void append(std::vector<Ink>& ink, std::vector<Ink>&& more) {
    if (ink.empty()) {
        ink = std::move(more);
    } else {
        ink.insert(ink.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
}

}  // namespace

void InkBox::move(ImVec2 by) {
    for (Letters& each : letters)
        each.at = sum(each.at, by);
    for (Rule& each : rules)
        each = {sum(each.from, by), sum(each.to, by)};
    for (Stroke& each : strokes)
        for (ImVec2& point : each.points)
            point = sum(point, by);
    above -= by.y;
    below += by.y;
}

void InkBox::add(InkBox other, ImVec2 at) {
    other.move(at);
    above = std::max(above, other.above);
    below = std::max(below, other.below);
    append(letters, std::move(other.letters));
    append(rules, std::move(other.rules));
    append(strokes, std::move(other.strokes));
}

void draw(const InkBox& box, ImDrawList& list, const Pen& pen, ImVec2 baseline, ImU32 colour) {
    for (const InkBox::Letters& each : box.letters) {
        const ImVec2 at = sum(baseline, each.at);
        const float size = each.style.size;
        pen.write(list, each.style, ImVec2(at.x, pen.top_for_baseline(each.style, at.y, size)), size, colour,
                  each.text);
    }
    const float pixel = 1 / pen.pixel_ratio();
    for (const InkBox::Rule& rule : box.rules) {
        const ImVec2 from(pen.snapped(baseline.x + rule.from.x), pen.snapped(baseline.y + rule.from.y));
        const ImVec2 to(std::max(pen.snapped(baseline.x + rule.to.x), from.x + pixel),
                        std::max(from.y + pen.snapped(rule.to.y - rule.from.y), from.y + pixel));
        list.AddRectFilled(from, to, colour);
    }
    for (const InkBox::Stroke& stroke : box.strokes) {
        for (const ImVec2& point : stroke.points)
            list.PathLineTo(sum(baseline, point));
        if (stroke.thickness > 0) {
            list.PathStroke(colour, 0, std::max(stroke.thickness, pixel));
        } else {
            list.PathFillConvex(colour);
        }
    }
}

}  // namespace moa::view
