// Expected values: statsmodels 0.13.5 (mcnemar with exact=True, cohens_kappa).
#include <doctest/doctest.h>

#include "statistics/flips.hpp"
#include "statistics/kappa.hpp"
#include "statistics/win_rate.hpp"

namespace moa::statistics {

TEST_CASE("McNemar's exact test") {
    // The presidential approval of Agresti, "Categorical Data Analysis", as in R's mcnemar.test.
    CHECK(mcnemar_exact(86, 150) == doctest::Approx(3.715936139571387e-05));
    CHECK(mcnemar_exact(0, 5) == doctest::Approx(0.0625));
    CHECK(mcnemar_exact(6, 4) == doctest::Approx(0.75390625));
    CHECK(mcnemar_exact(10, 2) == doctest::Approx(0.03857421875));
    CHECK(mcnemar_exact(40, 61) == doctest::Approx(0.04604406692934279));
    CHECK(mcnemar_exact(61, 40) == mcnemar_exact(40, 61));
}

TEST_CASE("as many flips one way as the other, or none, say nothing") {
    CHECK(mcnemar_exact(7, 7) == 1);
    CHECK(mcnemar_exact(0, 0) == 1);
}

TEST_CASE("Cohen's kappa") {
    CHECK(cohens_kappa({{{20, 5, 3}, {4, 10, 6}, {2, 7, 30}}}).value() ==
          doctest::Approx(0.5186475409836065));
    // Two judges who agree on 35 of 50, as the textbooks' example of grants has it.
    CHECK(cohens_kappa({{{20, 0, 5}, {0, 0, 0}, {10, 0, 15}}}).value() == doctest::Approx(0.4));
    CHECK(cohens_kappa({{{9, 0, 0}, {0, 9, 0}, {0, 0, 9}}}).value() == doctest::Approx(1));
    CHECK(cohens_kappa({{{5, 0, 5}, {0, 0, 0}, {5, 0, 5}}}).value() == doctest::Approx(0));
}

TEST_CASE("kappa is not defined where there is nothing to agree on") {
    CHECK_FALSE(cohens_kappa({}));
    CHECK_FALSE(cohens_kappa({{{12, 0, 0}, {0, 0, 0}, {0, 0, 0}}}));
}

TEST_CASE("a tie is half a win") {
    CHECK(win_rate({6, 2, 2}) == doctest::Approx(0.7));
    CHECK(win_rate({0, 0, 4}) == 0);
    CHECK(win_rate({}) == 0.5);
}

}  // namespace moa::statistics
