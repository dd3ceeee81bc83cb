// Questions that one arm solves and the other does not, in both directions.
#pragma once

#include <cstdint>

namespace moa::statistics {

/// Of paired outcomes, right or wrong.
struct Flips {
    std::int64_t both_right = 0;
    std::int64_t both_wrong = 0;
    std::int64_t wrong_to_right = 0;  ///< solved by the first arm alone
    std::int64_t right_to_wrong = 0;  ///< solved by the second arm alone

    std::int64_t pairs() const { return both_right + both_wrong + wrong_to_right + right_to_wrong; }
    bool operator==(const Flips&) const = default;
};

/// The exact two-sided p-value that both directions are equally frequent: McNemar, "Note on the sampling
/// error of the difference between correlated proportions or percentages" (Psychometrika 12, 1947), with the
/// binomial distribution in place of chi-square. It is the sign test of wins against losses, too. 1 without
/// flips.
double mcnemar_exact(std::int64_t wrong_to_right, std::int64_t right_to_wrong);

}  // namespace moa::statistics
