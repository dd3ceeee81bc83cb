// Sets of code points as tables of ranges, four bytes each.
#pragma once

#include <cstdint>
#include <span>

namespace moa::unicode {

/// The code points from `first` to `last`, at most 2,048: the first one in the upper 21 bits, how many follow
/// it in the lower 11.
class PackedRange {
  public:
    constexpr PackedRange(char32_t first, char32_t last) : bits_(first << 11U | (last - first)) {}

    constexpr char32_t first() const { return bits_ >> 11U; }
    constexpr char32_t last() const { return first() + (bits_ & 0x7FFU); }

  private:
    std::uint32_t bits_;
};

/// Letters that fold to those `by` further on. Where `by` is 1 capitals and small letters take turns, and
/// every second letter from the first one on is meant.
struct Folding {
    PackedRange letters;
    std::int32_t by;
};

/// Whether one of `ranges`, which are in order, has the code point.
bool contains(std::span<const PackedRange> ranges, char32_t code_point);

/// Whether one of `ranges` has any of the code points from `first` to `last`.
constexpr bool contains_any(std::span<const PackedRange> ranges, char32_t first, char32_t last) {
    for (const PackedRange range : ranges) {
        if (range.first() <= last && range.last() >= first) return true;
    }
    return false;
}

}  // namespace moa::unicode
