// Where a text stops being JSON, told as line and column.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace moa::mixture {

/// Why `text` is not one JSON value nested at most `max_nesting` deep, as a sentence: "it goes wrong at line
/// 3, column 14." Nothing when it is one. (Deeper nesting would cost a stack frame a level wherever the value
/// is written or compared.)
std::optional<std::string> json_fault(std::string_view text, std::size_t max_nesting);

}  // namespace moa::mixture
