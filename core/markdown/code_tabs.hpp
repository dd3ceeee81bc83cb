// The tabs that lines of code begin with.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moa::markdown {

/// md4c makes blanks of the tabs before a line of code: a Makefile would be none any more. `code` ends with
/// these blanks, and the line goes on at `at` in the source. What belongs to a list or a quote before them
/// stays out.
void restore_tabs(std::string& code, std::string_view source, std::size_t at);

}  // namespace moa::markdown
