// How many samples an arm may take, so that it costs what the recipe costs.
#pragma once

#include <cstdint>

namespace moa::proof {

/// What one arm has cost so far, from usage.
struct Spending {
    std::int64_t runs = 0;
    std::int64_t samples = 0;  ///< in all of them; of the recipe: not used
    double usd = 0;
};

/// The samples of the next run: what the recipe costs a question, and a part of what the arm is behind or
/// ahead, over what a sample costs with its share of the aggregator. `planned` is the answer before anything
/// is known.
int next_samples(const Spending& recipe, const Spending& arm, int planned);

}  // namespace moa::proof
