// What makes fuzzing's inputs deep and long does reach depths and lengths.
#include "fuzz/grow.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace moa::fuzz {
namespace {

constexpr std::size_t room = std::size_t{1} << 20;

/// The most brackets that are open at once.
std::size_t depth_of(std::string_view text) {
    std::size_t open = 0;
    std::size_t deepest = 0;
    for (const char c : text) {
        if (c == '[' || c == '{') deepest = std::max(deepest, ++open);
        if ((c == ']' || c == '}') && open > 0) --open;
    }
    return deepest;
}

TEST_CASE("an input grows deep and long, and never beyond its room") {
    const std::string_view input = R"({"error":{"message":"slow down","code":429}})";
    std::size_t deepest = 0;
    std::size_t longest = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::string grown = grow(input, room, seed);
        CHECK(grown.size() >= input.size());
        CHECK(grown.size() <= room);
        deepest = std::max(deepest, depth_of(grown));
        longest = std::max(longest, grown.size());
    }
    CHECK(deepest > 20'000);
    CHECK(longest > room / 2);
}

TEST_CASE("an input grows in the same way from the same seed, whatever it is") {
    for (const std::string_view input : {"", "x", "[]", "data: {}\n\n"}) {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const std::string grown = grow(input, 500, seed);
            CHECK(grown == grow(input, 500, seed));
            CHECK(grown.size() <= 500);
        }
        CHECK(grow(input, input.size(), 7) == input);
    }
}

}  // namespace
}  // namespace moa::fuzz
