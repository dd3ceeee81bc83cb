// Some of the random runs; all 20,000 run in a program of their own (tests/random).
#include "unit/run/random_runs.hpp"

#include <doctest/doctest.h>

TEST_CASE("random recipes, faults and commands keep every rule") {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        const std::string fault = moa::test::play_random_run(seed);
        REQUIRE_MESSAGE(fault.empty(), "seed ", seed, ": ", fault);
    }
}
