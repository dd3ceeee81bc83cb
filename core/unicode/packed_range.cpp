#include "unicode/packed_range.hpp"

#include <algorithm>
#include <iterator>

namespace moa::unicode {

bool contains(std::span<const PackedRange> ranges, char32_t code_point) {
    const auto after =
        std::upper_bound(ranges.begin(), ranges.end(), code_point,
                         [](char32_t value, PackedRange range) { return value < range.first(); });
    return after != ranges.begin() && code_point <= std::prev(after)->last();
}

}  // namespace moa::unicode
