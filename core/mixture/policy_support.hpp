// Policies that a recipe can state and a run does not carry out.
#pragma once

#include <vector>

#include "error.hpp"
#include "mixture/recipe.hpp"

namespace moa::mixture {

/// Every policy of the recipe that a run would pass over: early exit, muting of flagged references, context
/// fit by anything but "fail", and aggregation by rank or by a sliding window. Such a recipe is refused,
/// since running it as plain synthesis would pretend to be another method. Each error names the field. Empty
/// when a run does what the recipe says.
std::vector<Error> unsupported_policies(const Recipe& recipe);

}  // namespace moa::mixture
