// Places within one line of text of one style.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "view/text/pen.hpp"

namespace moa::view {

/// The place between two units of `line` nearest to `x`, from its left end: bytes from its beginning.
std::uint32_t offset_in_line(const Pen& pen, TextStyle style, std::string_view line, float x);

/// From the left end of a line, in units of length.
struct LineStretch {
    float left = 0;
    float right = 0;
};
/// Where the bytes [begin, end) of `line` stand: one stretch, several where directions are mixed.
std::vector<LineStretch> stretches_of(const Pen& pen, TextStyle style, std::string_view line,
                                      std::uint32_t begin, std::uint32_t end);

}  // namespace moa::view
