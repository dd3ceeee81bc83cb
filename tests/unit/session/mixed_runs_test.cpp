#include <doctest/doctest.h>

#include "faults/mixed_run.hpp"

namespace moa::test {

TEST_CASE("whatever goes wrong in a run, it ends, tells the truth and loses no text") {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const MixedResult result = play_mixed_run(seed);
        CAPTURE(seed);
        for (const std::string& words : result.broken)
            FAIL_CHECK(words);
    }
}

TEST_CASE("the same seed gives the same run") {
    const MixedResult once = play_mixed_run(7);
    const MixedResult again = play_mixed_run(7);
    CHECK(once.status == again.status);
    CHECK(once.virtual_ms == again.virtual_ms);
    CHECK(once.faults == again.faults);
}

}  // namespace moa::test
