// TeX between \( and \) or \[ and \]: as maths between dollar signs, which is what md4c knows.
#pragma once

#include <string>
#include <string_view>

namespace moa::markdown {

/// `text` with two dollar signs for each such bracket, so that every other byte keeps its place. An opening
/// one within a word is left as it is: it escapes a bracket, as in the address of a link.
std::string with_dollars(std::string_view text);

/// The opening bracket that `text` ends with, but for blanks; empty for none.
std::string_view tex_bracket_before(std::string_view text);
/// The closing bracket that `text` begins with, but for blanks; else two dollar signs.
std::string_view closing_mark(std::string_view text);

}  // namespace moa::markdown
