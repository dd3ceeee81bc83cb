#include "view/text/rich_bidi.hpp"

#include <algorithm>

#include "view/text/bidi.hpp"

namespace moa::view {

void reorder(RichLines& laid, const markdown::RichText& text, const Pen& pen) {
    const BidiLevels levels = bidi_levels(text.text, TextDirection::automatic);
    laid.right_to_left = levels.right_to_left;
    std::vector<RichPiece> ordered;
    std::vector<RichPiece> items;
    std::vector<std::uint8_t> item_levels;
    for (std::size_t i = 0; i < laid.lines.size(); ++i) {
        const std::size_t first = laid.lines[i].first;
        const std::size_t last = i + 1 < laid.lines.size() ? laid.lines[i + 1].first : laid.pieces.size();
        laid.lines[i].first = ordered.size();
        if (first == last) continue;

        // Pieces of one level each, and the room between them as pieces without text.
        items.clear();
        item_levels.clear();
        float end = laid.pieces[first].x;
        const float begin = end;
        for (std::size_t p = first; p < last; ++p) {
            const RichPiece& piece = laid.pieces[p];
            if (piece.x > end) {
                RichPiece gap;
                gap.width = piece.x - end;
                items.push_back(gap);
                const std::uint8_t level = levels.of_byte[piece.begin];
                item_levels.push_back(item_levels.empty() ? level : std::min(level, item_levels.back()));
            }
            end = piece.x + piece.width;
            if (piece.is_formula()) {
                // It runs from left to right, as a whole.
                items.push_back(piece);
                item_levels.push_back(levels.right_to_left ? 2 : 0);
                continue;
            }
            for (std::uint32_t at = piece.begin; at < piece.end;) {
                RichPiece part = piece;
                part.begin = at;
                const std::uint8_t level = levels.of_byte[at];
                while (at < piece.end && levels.of_byte[at] == level)
                    ++at;
                part.end = at;
                part.right_to_left = level % 2 == 1;
                if (part.begin != piece.begin || part.end != piece.end) {
                    part.width = pen.width(laid.style_of(part), std::string_view(text.text).substr(
                                                                    part.begin, part.end - part.begin));
                }
                items.push_back(part);
                item_levels.push_back(level);
            }
        }
        float x = begin;
        for (const std::uint32_t index : visual_order(item_levels)) {
            RichPiece& item = items[index];
            item.x = x;
            x += item.width;
            if (item.end > item.begin) ordered.push_back(item);
        }
    }
    laid.pieces = std::move(ordered);
}

}  // namespace moa::view
