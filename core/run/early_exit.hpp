// Leaving out the layers that would change nothing, since the answers before them agree. Inside run/ only.
#pragma once

#include <optional>
#include <vector>

#include "mixture/price.hpp"
#include "run/state.hpp"

namespace moa::run {

/// The proposers of all layers after this one.
std::vector<NodeId> proposers_behind(const RunState& state, int layer);

/// Set if the recipe has an early exit, the agreement of the answers of `layer` with the answers it builds on
/// reaches the threshold, and no later layer has been called or changed.
std::optional<LayersLeftOut> early_exit(const RunState& state, int layer, const mixture::PriceList& prices);

}  // namespace moa::run
