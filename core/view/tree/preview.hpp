// What a card shows of an answer: plain words, without the marks of Markdown.
#pragma once

#include <string>
#include <string_view>

namespace moa::view {

/// One line without the marks that begin it (headings, quotes, lists, cells) and those around its words.
std::string plain_line(std::string_view line);

/// The beginning of the first paragraph, or of the first line that says something where there is none: what
/// tells answers apart. At most `most` bytes of the text are looked at.
std::string opening_of(std::string_view text, std::size_t most = 4096);

}  // namespace moa::view
