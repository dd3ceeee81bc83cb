// The lines of a block of code: set, coloured, written, and the places in them.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "markdown/code_colours.hpp"
#include "view/text/rich_places.hpp"
#include "view/text/wrapped_text.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

/// Keeps no text: every call is given the code that was laid out. `at` is where the first line begins on
/// screen, inside the box; heights are measured from there, too.
class CodeLayout {
  public:
    /// Sets the code for a box of `width`, in the colours of `language`. `continued`: it begins with the code
    /// of the call before in the same language, so that only what is new costs anything.
    void lay_out(const Context& context, std::string_view language, std::string_view code, bool continued,
                 float width);

    /// Of the box, with the room around the lines and a line at its top for what can be done with the code.
    float height() const;
    float head_height() const { return head_height_; }
    /// What the lines take with the room beside them; nothing but that where they are broken.
    float width() const { return widest_ + 2 * inset_.x; }
    /// From the corner of the box to the first line.
    ImVec2 inset() const { return inset_; }
    /// From where to where in the box, before it is scrolled, [begin, end) stands; only its first line
    /// counts.
    std::pair<float, float> across(const Pen& pen, std::string_view code, std::uint32_t begin,
                                   std::uint32_t end) const;

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

    void measure(const Pen& pen, std::string_view code, bool continued);
    void write(const Flow& flow, std::string_view code, const TextLine& line, ImVec2 at) const;

    WrappedText lines_;
    markdown::CodeColours colours_;
    std::size_t measured_ = 0;   ///< lines before the last one, which may still grow
    float widest_measured_ = 0;  ///< of these
    float widest_ = 0;           ///< of all
    float head_height_ = 0;
    float below_ = 0;  ///< the lines
    std::uint64_t version_ = 0;
    TextStyle style_;
    float line_height_ = 1;
    ImVec2 inset_;
};

}  // namespace moa::view
