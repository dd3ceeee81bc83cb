// Lines with text that runs from right to left: their pieces in the order in which they stand on screen.
#include <algorithm>

#include "view/text/rich_layout.hpp"

namespace moa::view {

void RichLayout::reorder(const RichText& text, const Pen& pen) {
    const BidiLevels levels = bidi_levels(text.text, TextDirection::automatic);
    right_to_left_ = levels.right_to_left;
    std::vector<Piece> ordered;
    std::vector<Piece> items;
    std::vector<std::uint8_t> item_levels;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const std::size_t first = lines_[i].first;
        const std::size_t last = i + 1 < lines_.size() ? lines_[i + 1].first : pieces_.size();
        lines_[i].first = ordered.size();
        if (first == last) continue;

        // Pieces of one level each, and the room between them as pieces without text.
        items.clear();
        item_levels.clear();
        float end = pieces_[first].x;
        const float begin = end;
        for (std::size_t p = first; p < last; ++p) {
            const Piece& piece = pieces_[p];
            if (piece.x > end) {
                Piece gap;
                gap.width = piece.x - end;
                items.push_back(gap);
                const std::uint8_t level = levels.of_byte[piece.begin];
                item_levels.push_back(item_levels.empty() ? level : std::min(level, item_levels.back()));
            }
            end = piece.x + piece.width;
            for (std::uint32_t at = piece.begin; at < piece.end;) {
                Piece part = piece;
                part.begin = at;
                const std::uint8_t level = levels.of_byte[at];
                while (at < piece.end && levels.of_byte[at] == level)
                    ++at;
                part.end = at;
                part.right_to_left = level % 2 == 1;
                if (part.begin != piece.begin || part.end != piece.end) {
                    part.width = pen.width(style_of(part), std::string_view(text.text).substr(
                                                               part.begin, part.end - part.begin));
                }
                items.push_back(part);
                item_levels.push_back(level);
            }
        }
        float x = begin;
        for (const std::uint32_t index : visual_order(item_levels)) {
            Piece& item = items[index];
            item.x = x;
            x += item.width;
            if (item.end > item.begin) ordered.push_back(item);
        }
    }
    pieces_ = std::move(ordered);
}

}  // namespace moa::view
