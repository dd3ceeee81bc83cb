// Lines of text with several styles, and the writing of them.
#pragma once

#include <imgui.h>

#include <utility>
#include <vector>

#include "view/context.hpp"
#include "view/text/markdown.hpp"

namespace moa::view {

/// How a rich text is set.
struct RichStyle {
    float size = 15;
    float line_height = 24;
    bool heading = false;  ///< semibold throughout
};

class RichLayout {
  public:
    void lay_out(const RichText& text, const Pen& pen, RichStyle style, float width);

    float height() const { return static_cast<float>(lines_.size()) * style_.line_height; }
    float width() const { return width_; }
    /// Whether the text runs from right to left as a whole (its first strong character does).
    bool right_to_left() const { return right_to_left_; }
    /// Where the last line ends, from the top left.
    ImVec2 end() const;

    /// Writes the lines that touch [clip_top, clip_bottom]. Aligned within `width`. Returns the link under
    /// `pointer`, or -1.
    int draw(const Context& context, ImDrawList& list, const RichText& text, ImVec2 at, float width,
             CellAlign align, ImU32 colour, ImVec2 pointer, float clip_top, float clip_bottom) const;

    /// The place in the text nearest to `point`, for a text that was drawn with the same arguments. Above
    /// its lines that is its beginning, below them its end.
    std::uint32_t offset_at(const Pen& pen, const RichText& text, ImVec2 at, float width, CellAlign align,
                            ImVec2 point) const;
    /// Colours the ground of the bytes [begin, end) in the lines that touch [clip_top, clip_bottom]; with a
    /// border where that has a colour.
    void mark(ImDrawList& list, const Pen& pen, const RichText& text, ImVec2 at, float width, CellAlign align,
              std::uint32_t begin, std::uint32_t end, ImU32 colour, ImU32 border, float clip_top,
              float clip_bottom) const;
    /// The bytes of the lines that touch [top, bottom], both from the top of the text.
    std::pair<std::uint32_t, std::uint32_t> bytes_between(float top, float bottom) const;
    /// Where the line with this byte begins, from the top of the text.
    float top_of(std::uint32_t offset) const;

  private:
    struct Piece {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        float x = 0;
        float width = 0;
        std::uint8_t style = 0;
        std::int16_t link = -1;
        bool right_to_left = false;
    };
    struct Line {
        std::size_t first = 0;
        float width = 0;
    };
    class Breaker;

    TextStyle style_of(const Piece& piece) const;
    std::size_t pieces_end(std::size_t line) const;
    /// The lines [first, second) that touch [top, bottom].
    std::pair<std::size_t, std::size_t> lines_between(float top, float bottom) const;
    /// What a line is moved to the right by its alignment.
    float shift_of(const Line& line, float width, CellAlign align) const;
    void reorder(const RichText& text, const Pen& pen);

    std::vector<Piece> pieces_;
    std::vector<Line> lines_;
    RichStyle style_;
    float width_ = 0;  // of the widest line
    float limit_ = 0;  // of the lines
    bool right_to_left_ = false;
};

/// The letters of a span.
TextStyle text_style(RichStyle style, std::uint8_t span);

/// Width of the text on one line, and of its widest word: what a table's column wants and needs.
struct RichWidths {
    float whole = 0;
    float word = 0;
};
RichWidths measure(const RichText& text, const Pen& pen, RichStyle style);

}  // namespace moa::view
