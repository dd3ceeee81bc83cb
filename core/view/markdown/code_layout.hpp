// The lines of a block of code: broken, written, and the places in them.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "view/text/rich_places.hpp"
#include "view/text/wrapped_text.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

/// Keeps no text: every call is given the code that was laid out. `at` is where the first line begins on
/// screen, inside the box; heights are measured from there, too.
class CodeLayout {
  public:
    /// Breaks the code for a box of `width`. `continued`: it begins with the code of the call before, so that
    /// only what is new is broken.
    void lay_out(const Context& context, std::string_view code, bool continued, float width);

    /// Of the box, with the room around the lines.
    float height() const;
    /// From the corner of the box to the first line.
    ImVec2 inset() const { return inset_; }

    /// Writes the lines in view.
    void draw(const Flow& flow, std::string_view code, ImVec2 at) const;
    /// The grounds of marked bytes in the lines in view.
    void mark(const Flow& flow, std::string_view code, ImVec2 at, const RichMark& what) const;

    /// The place nearest to `point`, which is measured from `at`. Above the lines that is the beginning of
    /// the code, below them its end.
    std::uint32_t offset_at(const Pen& pen, std::string_view code, ImVec2 point) const;
    /// The bytes of the lines that touch [top, bottom].
    std::pair<std::uint32_t, std::uint32_t> bytes_between(float top, float bottom) const;
    /// Where the line with this byte begins.
    float top_of(std::uint32_t offset) const;

  private:
    /// The lines [first, second) that touch [top, bottom].
    std::pair<std::size_t, std::size_t> lines_between(float top, float bottom) const;

    WrappedText lines_;
    std::uint64_t version_ = 0;
    TextStyle style_;
    float line_height_ = 1;
    ImVec2 inset_;
};

}  // namespace moa::view
