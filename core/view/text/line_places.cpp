#include "view/text/line_places.hpp"

#include <cmath>

namespace moa::view {

std::uint32_t offset_in_line(const Pen& pen, TextStyle style, std::string_view line, float x) {
    std::vector<PlacedUnit> units;
    (void)pen.place(style, line, units);
    if (units.empty()) return static_cast<std::uint32_t>(line.size());
    // A unit's near half belongs to the place before it, its far half to the one behind.
    const PlacedUnit* nearest = &units.front();
    for (const PlacedUnit& unit : units) {
        if (unit.x > x) break;
        nearest = &unit;
    }
    const bool right_half = x >= nearest->x + nearest->width / 2;
    return right_half != nearest->right_to_left ? nearest->end : nearest->begin;
}

std::vector<LineStretch> stretches_of(const Pen& pen, TextStyle style, std::string_view line,
                                      std::uint32_t begin, std::uint32_t end) {
    std::vector<PlacedUnit> units;
    (void)pen.place(style, line, units);
    std::vector<LineStretch> stretches;
    for (const PlacedUnit& unit : units) {
        if (unit.end <= begin || unit.begin >= end) continue;
        const float right = unit.x + unit.width;
        if (!stretches.empty() && std::fabs(stretches.back().right - unit.x) < 0.5F) {
            stretches.back().right = right;
        } else {
            stretches.push_back({unit.x, right});
        }
    }
    return stretches;
}

}  // namespace moa::view
