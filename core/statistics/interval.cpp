#include "statistics/interval.hpp"

#include "statistics/distributions.hpp"

namespace moa::statistics {

Interval clopper_pearson(std::int64_t successes, std::int64_t trials, double confidence) {
    if (trials <= 0) return {0, 1};
    const double tail = (1 - confidence) / 2;
    const auto yes = static_cast<double>(successes);
    const auto no = static_cast<double>(trials - successes);
    return {successes <= 0 ? 0 : beta_quantile(tail, yes, no + 1),
            successes >= trials ? 1 : beta_quantile(1 - tail, yes + 1, no)};
}

}  // namespace moa::statistics
