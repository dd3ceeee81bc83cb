// Unicode code points written as UTF-8.
#pragma once

#include <string>

namespace moa {

/// Appends `c`; a surrogate and what is above U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t c);

}  // namespace moa
