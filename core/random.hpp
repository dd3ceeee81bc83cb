// The core's only source of chance: a generator that its seed determines wholly.
#pragma once

#include <cstdint>
#include <string_view>

namespace moa {

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

    /// From 0 up to, not including, 1.
    double fraction() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

    /// From -1 up to, not including, 1.
    double around_zero() { return static_cast<double>(next() >> 11U) * 0x1p-52 - 1.0; }

  private:
    std::uint64_t state_;
};

/// FNV-1a, 64 bits (IETF draft-eastlake-fnv): the same on every platform, unlike std::hash. Of a text in
/// pieces: `hash` is that of the pieces before.
constexpr std::uint64_t stable_hash(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325U) {
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return hash;
}

}  // namespace moa
