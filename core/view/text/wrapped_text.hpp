// Text broken into lines, kept up to date while text is appended at a cost that does not grow with its
// length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "view/text/pen.hpp"

namespace moa::view {

/// A line as a range of bytes of the text, without the blanks and the line feed that end it.
struct TextLine {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Breaks at blanks, anywhere between CJK characters, after hyphens and slashes, and inside words that are
/// wider than a line.
class WrappedText {
  public:
    /// Brings the lines up to date. Appended text re-breaks the last line only; any other change, all of it.
    /// `version`: another one for a text that was replaced; under the same one a text only grows.
    void update(std::string_view text, std::uint64_t version, const Pen& pen, TextStyle style, float width);

    const std::vector<TextLine>& lines() const { return lines_; }
    /// Lines broken by all updates so far: what the tests hold against the length of the text.
    std::uint64_t lines_broken() const { return lines_broken_; }

  private:
    std::vector<TextLine> lines_;
    std::size_t size_ = 0;
    std::uint64_t version_ = 0;
    float width_ = -1;
    float style_size_ = 0;
    Letters letters_;
    Face face_ = Face::regular;
    std::uint64_t lines_broken_ = 0;
};

/// The end of the first line of `text` (blanks and line feed excluded) and where the next one begins.
struct LineBreak {
    std::size_t end = 0;
    std::size_t next = 0;
};
LineBreak break_line(std::string_view text, const Pen& pen, TextStyle style, float width);

/// The lines of a text that is drawn once, each without the blanks that end it.
std::vector<std::string_view> lines_of(std::string_view text, const Pen& pen, TextStyle style, float width);

/// Whether a line may be broken before and after a unit that begins with this code point: ideographs, kana,
/// hangul and their punctuation; and the syllables of scripts that set no blanks between words (Thai, Lao,
/// Myanmar, Khmer), of which only a dictionary knows the words.
bool breaks_anywhere(char32_t code_point);

/// Exceptions to it: closing punctuation, opening brackets and what is written before its letter.
bool never_begins_line(char32_t code_point);
bool never_ends_line(char32_t code_point);

}  // namespace moa::view
