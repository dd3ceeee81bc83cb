// Text cut into what is drawn as a whole: single characters, grapheme clusters (flags, joined emoji, letters
// with their marks, syllables of Indian scripts), and words where letters join or run from right to left.
#pragma once

#include <cstdint>
#include <string_view>

namespace moa::unicode {

struct Unit {
    std::uint32_t size = 0;   ///< bytes, at least 1
    char32_t code_point = 0;  ///< the first one; U+FFFD for what is no UTF-8
    bool single = true;       ///< whether it is the only one
};

/// The unit that `text`, which is not empty, begins with.
///
/// Its ends are ends of grapheme clusters (UAX #29), except that letters joined by a virama stay together and
/// that words of joined and right-to-left scripts do. A unit has at most `longest_unit` code points.
Unit unit_at(std::string_view text);
inline constexpr int longest_unit = 48;

/// Bytes of the longest beginning of `text` that ends with a whole unit and is not longer than `size`.
std::size_t whole_units(std::string_view text, std::size_t size);

}  // namespace moa::unicode
