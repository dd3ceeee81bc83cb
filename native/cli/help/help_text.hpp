// A command's help as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "native/cli/help/description.hpp"

namespace moa::cli {

/// The help, in lines of at most `width` columns.
std::string help_text(const CommandText& command, int width);

/// How wide help is where it is printed: the terminal, at most 100 columns; 80 where there is none.
int help_width();

/// One paragraph in lines of at most `width` columns, words kept whole; every line but the first begins with
/// `indent` spaces.
std::string wrapped_words(std::string_view text, int width, int indent);

}  // namespace moa::cli
