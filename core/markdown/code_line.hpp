// One line of code, cut into what is coloured.
#pragma once

#include "markdown/code_colours.hpp"

namespace moa::markdown {

/// Appends the stretches of `line`, which stands at `offset` in the code, and returns in what the next line
/// begins.
CodeState read_code_line(const CodeLanguage& language, std::string_view line, std::size_t offset,
                         CodeState state, std::vector<InkedStretch>& stretches);

}  // namespace moa::markdown
