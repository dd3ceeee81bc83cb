// Unicode code points read from UTF-8 and written as it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moa {

/// Appends `c`; a surrogate and what is above U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t c);

struct FirstCodePoint {
    char32_t value = 0;
    std::size_t size = 0;  ///< bytes
};

/// What `text` begins with. The size is 0 where that is no valid UTF-8 (overlong forms, surrogates and cut
/// sequences among them) and where the text is empty.
FirstCodePoint first_code_point(std::string_view text);

}  // namespace moa
