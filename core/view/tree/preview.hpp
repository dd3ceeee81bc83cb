// What a card shows of an answer: plain words, without the marks of Markdown.
#pragma once

#include <string>
#include <string_view>

namespace moa::view {

/// The beginning of the first paragraph, or of the first line that says something where there is none: what
/// tells answers apart. At most `most` bytes of the text are looked at.
std::string opening_of(std::string_view text, std::size_t most = 4096);

/// A line as plain words, its formulas as plain text.
std::string shown_line(std::string_view line);

}  // namespace moa::view
