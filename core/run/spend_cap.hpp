// The spend cap: which layers and commands would take a run beyond it.
#pragma once

#include <optional>
#include <vector>

#include "error.hpp"
#include "mixture/price.hpp"
#include "run/graph_rules.hpp"

namespace moa::run {

/// The layer of which a completed command calls nodes at once, or 0: a layer that has not begun waits its
/// turn.
int layer_called_at_once(const RunState& state, const GraphCommand& command);

/// Why a completed command would take the run beyond its spend cap, with price and cap, or nothing. What it
/// calls at once counts, on top of what was spent and what is on its way. A resumption is not refused: it
/// ends before the layer that costs too much, as the run did.
std::optional<Error> over_cap(const RunState& state, const GraphCommand& command,
                              const mixture::PriceList& prices);

/// Set when the calls of these nodes of `layer`, which are to begin now, would take the run beyond its cap.
std::optional<CapReached> cap_reached(const RunState& state, int layer, const std::vector<NodeId>& calls,
                                      const mixture::PriceList& prices);

}  // namespace moa::run
