#include "statistics/flips.hpp"

#include <algorithm>

#include "statistics/distributions.hpp"

namespace moa::statistics {

double mcnemar_exact(std::int64_t wrong_to_right, std::int64_t right_to_wrong) {
    const std::int64_t rarer = std::min(wrong_to_right, right_to_wrong);
    return std::min(1.0, 2 * fair_binomial_probability(rarer, wrong_to_right + right_to_wrong));
}

}  // namespace moa::statistics
