// How much of long texts is parsed and laid out in one frame.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

namespace moa::markdown {

/// What is left of it. A byte of text counts one, a block as much as `a_block`.
struct TextRoom {
    static constexpr std::size_t a_block = 24;
    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
    /// Of one frame, for all texts in it: up to 4 ms natively and 8 in a browser.
    static constexpr std::size_t of_frame = std::size_t{24} << 10U;

    std::size_t left = of_frame;

    void take(std::size_t work) {
        if (left != unlimited) left -= std::min(left, work);
    }
};

}  // namespace moa::markdown
