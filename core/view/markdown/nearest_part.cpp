#include "view/markdown/nearest_part.hpp"

#include <algorithm>

#include "view/text/words.hpp"

namespace moa::view {

void NearestPart::begin(bool seeking) {
    *this = {};
    seeking_ = seeking;
}

void NearestPart::look_at(const Pen& pen, const PlacedPart& part) {
    if (!seeking_ || part.seen.second <= part.seen.first) return;
    const ImVec2 point = ImGui::GetMousePos();
    const float below = std::max({part.at.y - point.y, point.y - part.at.y - part.height, 0.0F});
    const float beside = std::max({part.seen.first - point.x, point.x - part.seen.second, 0.0F});
    // Lines first: a cell of another row is farther than any of the same.
    const float distance = below * 1000 + beside;
    if (found() && distance >= distance_) return;
    distance_ = distance;
    part_ = part;
    offset_ = offset_at(pen, part, point);
}

TextRange NearestPart::range(Grain grain) const {
    std::pair<std::uint32_t, std::uint32_t> bytes{offset_, offset_};
    if (grain == Grain::word) {
        bytes = word_around(part_.text->text, offset_);
        // A formula is selected as a whole; behind its middle the nearest place is its end.
        for (const std::uint32_t byte : {offset_, offset_ - 1}) {
            if (part_.lines == nullptr) break;
            const auto formula = part_.lines->lines().formula_with(byte);
            if (formula.second == 0) continue;
            bytes = formula;
            break;
        }
    }
    if (grain == Grain::part) bytes = {0, static_cast<std::uint32_t>(part_.text->text.size())};
    return {{part_.block, part_.cell, bytes.first}, {part_.block, part_.cell, bytes.second}};
}

}  // namespace moa::view
