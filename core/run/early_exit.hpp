// Leaving out the layers that would change nothing, since the answers before them agree. Inside run/ only.
#pragma once

#include <optional>
#include <vector>

#include "mixture/price.hpp"
#include "run/state.hpp"

namespace moa::run {

/// The proposers behind this layer.
std::vector<NodeId> proposers_behind(const RunState& state, int layer);

/// Set where the recipe wants an early exit, the answers of `layer` agree enough with those it builds on, and
/// nobody has touched the layers behind it.
std::optional<LayersLeftOut> early_exit(const RunState& state, int layer, const mixture::PriceList& prices);

}  // namespace moa::run
