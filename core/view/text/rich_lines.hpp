// A text with several styles, cut into lines: where each piece of it stands.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "markdown/rich_text.hpp"
#include "view/text/ink_box.hpp"
#include "view/text/pen.hpp"

namespace moa::view {

/// Sets mathematics, given as its source with its brackets, in letters of `size`: in boxes side by side, each
/// of which may begin a line. None: it is written as its source.
using SetFormula = std::vector<InkBox> (*)(const Pen& pen, std::string_view source, float size,
                                           bool displayed);

/// How a rich text is set.
struct RichStyle {
    float size = 15;
    float line_height = 24;
    bool heading = false;              ///< semibold throughout
    SetFormula set_formula = nullptr;  ///< without one mathematics is written as its source
    bool displayed = false;            ///< whether formulas have lines of their own
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
    /// The box that is drawn in place of these bytes, which are a whole formula; -1 for text.
    std::int32_t box = -1;

    bool is_formula() const { return box >= 0; }
};

struct RichLine {
    std::size_t first = 0;  ///< its first piece
    float width = 0;
    float top = 0;     ///< from the top of the text
    float raised = 0;  ///< room above its text for formulas that are higher
    float height = 0;
};

struct RichLines {
    std::vector<RichPiece> pieces;  ///< by line, from left to right
    std::vector<RichLine> lines;
    RichStyle style;
    /// Whether the text runs from right to left as a whole (its first strong character does).
    bool right_to_left = false;

    float height() const { return lines.empty() ? 0 : lines.back().top + lines.back().height; }
    /// Behind the last piece of a line.
    std::size_t pieces_end(std::size_t line) const;
    /// What a line is moved to the right by its alignment within `width`.
    float shift_of(const RichLine& line, float width, markdown::CellAlign align) const;
    /// The line at this height from the top of the text; their count below the last one.
    std::size_t line_at(float y) const;
    /// The bytes [first, second) of the formula that this byte is of; both 0 for none.
    std::pair<std::uint32_t, std::uint32_t> formula_with(std::uint32_t byte) const;
    /// The lines [first, second) that touch [top, bottom], both from the top of the text.
    std::pair<std::size_t, std::size_t> lines_between(float top, float bottom) const;
    TextStyle style_of(const RichPiece& piece) const;
};

/// The letters of a span.
TextStyle text_style(RichStyle style, std::uint8_t span);

}  // namespace moa::view
