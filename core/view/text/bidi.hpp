// Text in both directions: the Unicode bidirectional algorithm (UAX #9, by FriBidi).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace moa::view {

/// Base direction of a paragraph; `automatic`: that of its first strong character, left to right without one.
enum class TextDirection : std::uint8_t { automatic, left_to_right, right_to_left };

/// Whether there may be anything in the text that does not run from left to right. A quick look at its bytes.
bool may_run_right_to_left(std::string_view text);

struct BidiLevels {
    bool right_to_left = false;         ///< the base direction
    std::vector<std::uint8_t> of_byte;  ///< embedding level of each byte's character; odd: right to left
};
BidiLevels bidi_levels(std::string_view text, TextDirection base);

/// Visual order of things that stand on one line in reading order with these levels (rule L2): the indices
/// from left to right.
std::vector<std::uint32_t> visual_order(std::span<const std::uint8_t> levels);

/// The character drawn in its place where text runs from right to left: "(" for ")" (rule L4).
char32_t mirrored(char32_t code_point);

}  // namespace moa::view
