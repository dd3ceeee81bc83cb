// Where the places of a laid out text are on screen, and the other way round.
#include <algorithm>
#include <cmath>

#include "view/text/line_places.hpp"
#include "view/text/rich_layout.hpp"

namespace moa::view {

std::uint32_t RichLayout::offset_at(const Pen& pen, const RichText& text, ImVec2 at, float width,
                                    CellAlign align, ImVec2 point) const {
    if (point.y < at.y || lines_.empty()) return 0;
    const auto row = static_cast<std::size_t>((point.y - at.y) / style_.line_height);
    if (row >= lines_.size()) return static_cast<std::uint32_t>(text.text.size());
    const float x = point.x - at.x - shift_of(lines_[row], width, align);
    const Piece* nearest = nullptr;
    float distance = 0;
    for (std::size_t p = lines_[row].first; p < pieces_end(row); ++p) {
        const Piece& piece = pieces_[p];
        const float away = std::max({piece.x - x, x - piece.x - piece.width, 0.0F});
        if (nearest != nullptr && away >= distance) continue;
        nearest = &piece;
        distance = away;
    }
    if (nearest == nullptr) return static_cast<std::uint32_t>(text.text.size());
    const std::string_view part =
        std::string_view(text.text).substr(nearest->begin, nearest->end - nearest->begin);
    return nearest->begin + offset_in_line(pen, style_of(*nearest), part, x - nearest->x);
}

std::pair<std::size_t, std::size_t> RichLayout::lines_between(float top, float bottom) const {
    const auto count = static_cast<float>(lines_.size());
    const float first = std::clamp(std::floor(top / style_.line_height), 0.0F, count);
    const float behind = std::clamp(std::floor(bottom / style_.line_height) + 1, first, count);
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(behind)};
}

std::pair<std::uint32_t, std::uint32_t> RichLayout::bytes_between(float top, float bottom) const {
    const auto [first, behind] = lines_between(top, bottom);
    // Not simply those of the first and the last piece: directions may be mixed.
    std::pair<std::uint32_t, std::uint32_t> bytes{0, 0};
    for (std::size_t line = first; line < behind; ++line) {
        for (std::size_t p = lines_[line].first; p < pieces_end(line); ++p) {
            const Piece& piece = pieces_[p];
            if (bytes.second == 0) bytes.first = piece.begin;
            bytes = {std::min(bytes.first, piece.begin), std::max(bytes.second, piece.end)};
        }
    }
    return bytes;
}

float RichLayout::top_of(std::uint32_t offset) const {
    std::size_t found = 0;
    for (std::size_t line = 0; line < lines_.size(); ++line) {
        for (std::size_t p = lines_[line].first; p < pieces_end(line); ++p) {
            if (pieces_[p].begin <= offset) found = line;
        }
    }
    return static_cast<float>(found) * style_.line_height;
}

void RichLayout::mark(ImDrawList& list, const Pen& pen, const RichText& text, ImVec2 at, float width,
                      CellAlign align, std::uint32_t begin, std::uint32_t end, ImU32 colour, ImU32 border,
                      float clip_top, float clip_bottom) const {
    const auto [first, behind] = lines_between(clip_top - at.y, clip_bottom - at.y);
    for (std::size_t i = first; i < behind; ++i) {
        const float top = at.y + static_cast<float>(i) * style_.line_height;
        const float left = at.x + shift_of(lines_[i], width, align);
        float joined_to = -1;  // the right end of the piece before, where the selection goes on to the next
        for (std::size_t p = lines_[i].first; p < pieces_end(i); ++p) {
            const Piece& piece = pieces_[p];
            if (piece.end <= begin || piece.begin >= end) continue;
            const std::uint32_t from = std::max(begin, piece.begin) - piece.begin;
            const std::uint32_t to = std::min(end, piece.end) - piece.begin;
            const std::string_view part =
                std::string_view(text.text).substr(piece.begin, piece.end - piece.begin);
            for (const LineStretch& stretch : stretches_of(pen, style_of(piece), part, from, to)) {
                const float x = joined_to >= 0 && from == 0 ? std::min(joined_to, piece.x + stretch.left)
                                                            : piece.x + stretch.left;
                const ImVec2 corner(left + x, top);
                const ImVec2 opposite(left + piece.x + stretch.right, top + style_.line_height);
                list.AddRectFilled(corner, opposite, colour);
                list.AddRect(corner, opposite, border);
            }
            const bool goes_on = end > piece.end && !piece.right_to_left;
            joined_to = goes_on ? piece.x + piece.width : -1;
        }
    }
}

}  // namespace moa::view
