// Words as a double click and Ctrl with an arrow take them.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

namespace moa::view {

/// The word, the run of blanks or the single mark around a byte of `text`: bytes [first, second).
std::pair<std::uint32_t, std::uint32_t> word_around(std::string_view text, std::uint32_t offset);

}  // namespace moa::view
