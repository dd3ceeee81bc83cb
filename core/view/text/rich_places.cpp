#include "view/text/rich_places.hpp"

#include <algorithm>

#include "view/text/line_places.hpp"

namespace moa::view {

std::uint32_t offset_at(const RichLines& laid, const Pen& pen, const markdown::RichText& text,
                        const RichPlace& place, ImVec2 point) {
    if (point.y < place.at.y || laid.lines.empty()) return 0;
    const std::size_t row = laid.line_at(point.y - place.at.y);
    if (row >= laid.lines.size()) return static_cast<std::uint32_t>(text.text.size());
    const float x = point.x - place.at.x - laid.shift_of(laid.lines[row], place.width, place.align);
    const RichPiece* nearest = nullptr;
    float distance = 0;
    for (std::size_t p = laid.lines[row].first; p < laid.pieces_end(row); ++p) {
        const RichPiece& piece = laid.pieces[p];
        const float away = std::max({piece.x - x, x - piece.x - piece.width, 0.0F});
        if (nearest != nullptr && away >= distance) continue;
        nearest = &piece;
        distance = away;
    }
    if (nearest == nullptr) return static_cast<std::uint32_t>(text.text.size());
    if (nearest->is_formula()) return x < nearest->x + nearest->width / 2 ? nearest->begin : nearest->end;
    const std::string_view part =
        std::string_view(text.text).substr(nearest->begin, nearest->end - nearest->begin);
    return nearest->begin + offset_in_line(pen, laid.style_of(*nearest), part, x - nearest->x);
}

std::pair<std::uint32_t, std::uint32_t> bytes_between(const RichLines& laid, float top, float bottom) {
    const auto [first, behind] = laid.lines_between(top, bottom);
    // Not simply those of the first and the last piece: directions may be mixed.
    std::pair<std::uint32_t, std::uint32_t> bytes{0, 0};
    for (std::size_t line = first; line < behind; ++line) {
        for (std::size_t p = laid.lines[line].first; p < laid.pieces_end(line); ++p) {
            const RichPiece& piece = laid.pieces[p];
            if (bytes.second == 0) bytes.first = piece.begin;
            bytes = {std::min(bytes.first, piece.begin), std::max(bytes.second, piece.end)};
        }
    }
    return bytes;
}

float top_of(const RichLines& laid, std::uint32_t offset) {
    std::size_t found = 0;
    for (std::size_t line = 0; line < laid.lines.size(); ++line) {
        for (std::size_t p = laid.lines[line].first; p < laid.pieces_end(line); ++p) {
            if (laid.pieces[p].begin <= offset) found = line;
        }
    }
    return laid.lines.empty() ? 0 : laid.lines[found].top;
}

void mark(const RichLines& laid, ImDrawList& list, const Pen& pen, const markdown::RichText& text,
          const RichPlace& place, const RichMark& what, float clip_top, float clip_bottom) {
    const auto [first, behind] = laid.lines_between(clip_top - place.at.y, clip_bottom - place.at.y);
    for (std::size_t i = first; i < behind; ++i) {
        const float top = place.at.y + laid.lines[i].top;
        const float left = place.at.x + laid.shift_of(laid.lines[i], place.width, place.align);
        float joined_to = -1;  // the right end of the piece before, where the selection goes on to the next
        for (std::size_t p = laid.lines[i].first; p < laid.pieces_end(i); ++p) {
            const RichPiece& piece = laid.pieces[p];
            if (piece.end <= what.begin || piece.begin >= what.end) continue;
            const std::uint32_t from = std::max(what.begin, piece.begin) - piece.begin;
            const std::uint32_t to = std::min(what.end, piece.end) - piece.begin;
            const std::string_view part =
                std::string_view(text.text).substr(piece.begin, piece.end - piece.begin);
            // A formula is marked as a whole.
            const std::vector<LineStretch> stretches =
                piece.is_formula() ? std::vector<LineStretch>{{0, piece.width}}
                                   : stretches_of(pen, laid.style_of(piece), part, from, to);
            for (const LineStretch& stretch : stretches) {
                const float x = joined_to >= 0 && from == 0 ? std::min(joined_to, piece.x + stretch.left)
                                                            : piece.x + stretch.left;
                const ImVec2 corner(left + x, top);
                const ImVec2 opposite(left + piece.x + stretch.right, top + laid.lines[i].height);
                list.AddRectFilled(corner, opposite, what.colour);
                list.AddRect(corner, opposite, what.border);
            }
            const bool goes_on = what.end > piece.end && !piece.right_to_left;
            joined_to = goes_on ? piece.x + piece.width : -1;
        }
    }
}

}  // namespace moa::view
