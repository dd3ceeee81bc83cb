// Looking at eight bytes at a time: what the decoders' inner loops share. Portable C++, no vector
// instructions, so that WebAssembly without SIMD gains as well.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace moa::wire {

inline constexpr std::uint64_t every_byte = 0x0101010101010101U;
inline constexpr std::uint64_t every_high_bit = 0x8080808080808080U;

inline std::uint64_t load_eight(const char* p) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, sizeof word);
    return word;
}

/// High bits set where a byte of `word` is below `limit` (1..128). Only the lowest set bit is exact: a borrow
/// can mark bytes above it.
constexpr std::uint64_t bytes_below(std::uint64_t word, std::uint8_t limit) {
    return (word - every_byte * limit) & ~word & every_high_bit;
}

/// The same for bytes equal to `byte`.
constexpr std::uint64_t bytes_equal(std::uint64_t word, std::uint8_t byte) {
    return bytes_below(word ^ (every_byte * byte), 1);
}

/// First position in [p, end) where `one` holds. `many` gets eight bytes and returns a mask of candidates
/// whose lowest set bit is exact.
template <class Many, class One>
inline const char* find_byte(const char* p, const char* end, Many many, One one) {
    if constexpr (std::endian::native == std::endian::little) {
        while (end - p >= 8) {
            const std::uint64_t mask = many(load_eight(p));
            if (mask != 0) return p + (std::countr_zero(mask) >> 3);
            p += 8;
        }
    }
    while (p != end && !one(*p))
        ++p;
    return p;
}

}  // namespace moa::wire
