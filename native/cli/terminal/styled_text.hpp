// Text with styles, wrapped for a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/rich_text.hpp"

namespace moa::cli {

/// A character on the terminal.
struct StyledCell {
    char32_t code_point = 0;
    std::string_view sgr;  ///< the parameters of its style, for example "1"; empty for none
};
using StyledLine = std::vector<StyledCell>;

/// Of this style; control characters are made harmless.
StyledLine styled(std::string_view text, std::string_view sgr);

/// With its spans' styles, and the address of each link that its words do not tell. Without `colour`, what is
/// code stands between backticks.
StyledLine styled(const markdown::RichText& text, bool colour);

int width_of(const StyledLine& line);

/// In lines of at most `width` columns: broken at blanks, between wide characters and at line feeds, and
/// within a word that is longer.
std::vector<StyledLine> wrapped(const StyledLine& text, int width);

/// As it is written to the terminal; without `colour` it has no styles.
std::string to_text(const StyledLine& line, bool colour);

}  // namespace moa::cli
