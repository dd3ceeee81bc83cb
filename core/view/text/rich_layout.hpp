// Lines of text with several styles, and the writing of them.
#pragma once

#include <imgui.h>

#include "view/context.hpp"
#include "view/text/rich_formulas.hpp"
#include "view/text/rich_lines.hpp"

namespace moa::view {

/// Width of the text on one line, of its widest word, and of its widest part that is never broken: what a
/// table's column wants and needs.
struct RichWidths {
    float whole = 0;
    float word = 0;
    float unbroken = 0;
};

/// Breaks a text into lines and writes them.
class RichLayout {
  public:
    RichWidths measure(const markdown::RichText& text, const Pen& pen, RichStyle style);
    /// Formulas stay as they were set before, for as long as their source and the fonts do.
    void lay_out(const markdown::RichText& text, const Pen& pen, RichStyle style, float width);

    /// What was laid out.
    const RichLines& lines() const { return laid_; }
    float height() const { return laid_.height(); }
    float width() const { return width_; }
    bool right_to_left() const { return laid_.right_to_left; }
    /// Where the last line ends, from the top left.
    ImVec2 end() const;

    /// Writes the lines that touch [clip_top, clip_bottom]. Aligned within `width`. Returns the link under
    /// `pointer`, or -1.
    int draw(const Context& context, ImDrawList& list, const markdown::RichText& text, ImVec2 at, float width,
             markdown::CellAlign align, ImU32 colour, ImVec2 pointer, float clip_top,
             float clip_bottom) const;

  private:
    /// Gives each line its place, higher where a formula needs the room.
    void stack_lines(const Pen& pen);

    RichFormulas formulas_;
    RichLines laid_;
    float width_ = 0;  // of the widest line
    float limit_ = 0;  // of the lines
};

}  // namespace moa::view
