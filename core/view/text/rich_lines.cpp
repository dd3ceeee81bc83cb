#include "view/text/rich_lines.hpp"

#include <algorithm>

namespace moa::view {

TextStyle text_style(RichStyle style, std::uint8_t span) {
    if ((span & markdown::span_code) != 0) return {Face::mono, style.size * 0.88F};
    if ((span & markdown::span_math) != 0) return {Face::mono, style.size * 0.92F};
    if ((span & markdown::span_strong) != 0) return {style.heading ? Face::bold : Face::semibold, style.size};
    if ((span & markdown::span_emphasis) != 0) return {Face::italic, style.size};
    return {style.heading ? Face::semibold : Face::regular, style.size};
}

TextStyle RichLines::style_of(const RichPiece& piece) const {
    TextStyle letters = text_style(style, piece.style);
    letters.direction = piece.right_to_left ? TextDirection::right_to_left : TextDirection::left_to_right;
    return letters;
}

std::size_t RichLines::pieces_end(std::size_t line) const {
    return line + 1 < lines.size() ? lines[line + 1].first : pieces.size();
}

float RichLines::shift_of(const RichLine& line, float width, markdown::CellAlign align) const {
    const float slack = std::max(0.0F, width - line.width);
    const bool to_the_right =
        align == markdown::CellAlign::right || (align == markdown::CellAlign::left && right_to_left);
    return to_the_right ? slack : align == markdown::CellAlign::left ? 0 : slack / 2;
}

std::size_t RichLines::line_at(float y) const {
    const auto found = std::partition_point(
        lines.begin(), lines.end(), [y](const RichLine& line) { return line.top + line.height <= y; });
    return static_cast<std::size_t>(found - lines.begin());
}

std::pair<std::uint32_t, std::uint32_t> RichLines::formula_with(std::uint32_t byte) const {
    const auto found = std::find_if(pieces.begin(), pieces.end(), [byte](const RichPiece& piece) {
        return piece.is_formula() && piece.begin <= byte && byte < piece.end;
    });
    if (found == pieces.end()) return {0, 0};
    return {found->begin, found->end};
}

std::pair<std::size_t, std::size_t> RichLines::lines_between(float top, float bottom) const {
    const std::size_t first = line_at(top);
    if (bottom < 0) return {first, first};
    return {first, std::max(first, std::min(line_at(bottom) + 1, lines.size()))};
}

}  // namespace moa::view
