#include "view/text/rich_lines.hpp"

#include <algorithm>
#include <cmath>

namespace moa::view {

TextStyle text_style(RichStyle style, std::uint8_t span) {
    if ((span & span_code) != 0) return {Face::mono, style.size * 0.88F};
    if ((span & span_math) != 0) return {Face::mono, style.size * 0.92F};
    if ((span & span_strong) != 0) return {style.heading ? Face::bold : Face::semibold, style.size};
    if ((span & span_emphasis) != 0) return {Face::italic, style.size};
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

float RichLines::shift_of(const RichLine& line, float width, CellAlign align) const {
    const float slack = std::max(0.0F, width - line.width);
    const bool to_the_right = align == CellAlign::right || (align == CellAlign::left && right_to_left);
    return to_the_right ? slack : align == CellAlign::left ? 0 : slack / 2;
}

std::pair<std::size_t, std::size_t> RichLines::lines_between(float top, float bottom) const {
    const auto count = static_cast<float>(lines.size());
    const float first = std::clamp(std::floor(top / style.line_height), 0.0F, count);
    const float behind = std::clamp(std::floor(bottom / style.line_height) + 1, first, count);
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(behind)};
}

}  // namespace moa::view
