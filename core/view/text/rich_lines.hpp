// A text with several styles, cut into lines: where each piece of it stands.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "view/text/pen.hpp"
#include "view/text/rich_text.hpp"

namespace moa::view {

/// How a rich text is set.
struct RichStyle {
    float size = 15;
    float line_height = 24;
    bool heading = false;  ///< semibold throughout
};

/// Bytes of the text that are written in one go.
struct RichPiece {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    float x = 0;  ///< from the left end of its line
    float width = 0;
    std::uint8_t style = 0;  ///< of its span
    std::int16_t link = -1;
    bool right_to_left = false;
};

struct RichLine {
    std::size_t first = 0;  ///< its first piece
    float width = 0;
};

struct RichLines {
    std::vector<RichPiece> pieces;  ///< by line, from left to right
    std::vector<RichLine> lines;
    RichStyle style;
    /// Whether the text runs from right to left as a whole (its first strong character does).
    bool right_to_left = false;

    float height() const { return static_cast<float>(lines.size()) * style.line_height; }
    /// Behind the last piece of a line.
    std::size_t pieces_end(std::size_t line) const;
    /// What a line is moved to the right by its alignment within `width`.
    float shift_of(const RichLine& line, float width, CellAlign align) const;
    /// The lines [first, second) that touch [top, bottom], both from the top of the text.
    std::pair<std::size_t, std::size_t> lines_between(float top, float bottom) const;
    TextStyle style_of(const RichPiece& piece) const;
};

/// The letters of a span.
TextStyle text_style(RichStyle style, std::uint8_t span);

}  // namespace moa::view
