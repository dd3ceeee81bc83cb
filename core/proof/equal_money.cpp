#include "proof/equal_money.hpp"

#include <algorithm>
#include <cmath>

#include "proof/arms.hpp"

namespace moa::proof {

int next_samples(const Spending& recipe, const Spending& arm, int planned) {
    if (recipe.runs == 0 || arm.samples == 0 || recipe.usd <= 0 || arm.usd <= 0)
        return std::clamp(planned, 1, most_samples);
    // A fifth of the difference a run: fast enough to end even, slow enough for runs that are on their way.
    constexpr double share = 0.2;
    const double recipe_mean = recipe.usd / static_cast<double>(recipe.runs);
    const double arm_mean = arm.usd / static_cast<double>(arm.runs);
    const double behind = (recipe_mean - arm_mean) * static_cast<double>(arm.runs);
    const double sample_usd = arm.usd / static_cast<double>(arm.samples);
    const double wanted = (recipe_mean + share * behind) / sample_usd;
    return static_cast<int>(std::lround(std::clamp(wanted, 1.0, static_cast<double>(most_samples))));
}

}  // namespace moa::proof
