#include "view/markdown/text_place.hpp"

namespace moa::view {

std::pair<std::uint32_t, std::uint32_t> covered(const TextRange& range, int block, int cell,
                                                std::size_t size) {
    const auto whole = static_cast<std::uint32_t>(size);
    const TextPlace first{block, cell, 0};
    const TextPlace last{block, cell, whole};
    if (range.end <= first || range.begin >= last) return {0, 0};
    return {range.begin > first ? range.begin.offset : 0, range.end < last ? range.end.offset : whole};
}

}  // namespace moa::view
