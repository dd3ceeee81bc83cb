#include <doctest/doctest.h>

#include "statistics/power.hpp"

namespace moa::statistics {

TEST_CASE("969 questions show three points") {
    // The worked example of Miller (arXiv 2411.00640), section 5: a variance of 1/9, a difference of 0.03, 80
    // % power, 5 % significance.
    CHECK(required_questions(0.03, 1.0 / 3) == 969);
    CHECK(required_questions(-0.03, 1.0 / 3) == 969);
    CHECK(detectable_difference(969, 1.0 / 3) == doctest::Approx(0.03).epsilon(0.001));
}

TEST_CASE("what a thousand questions show where arms disagree on a fifth of them") {
    // (1.95996 + 0.84162) * sqrt(0.2 / 1000), and the power at three points, with SciPy's norm.
    CHECK(detectable_difference(1000, deviation_of(0.2, 0)) == doctest::Approx(0.03962039811599345));
    CHECK(power_of(1000, 0.03, deviation_of(0.2, 0)) == doctest::Approx(0.564093625580458).epsilon(1e-6));
    CHECK(power_of(1000, -0.03, deviation_of(0.2, 0)) == power_of(1000, 0.03, deviation_of(0.2, 0)));
}

TEST_CASE("the limits of what can be detected") {
    CHECK(detectable_difference(0, 0.5) == 1);
    CHECK(detectable_difference(1, 0.5) == 1);
    CHECK(required_questions(0.9, 0.01) == 1);
    CHECK(power_of(0, 0.5, 0.5) == 0);
    CHECK(deviation_of(0.0001, 0.5) == 0);
}

}  // namespace moa::statistics
