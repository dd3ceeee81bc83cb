// Which nodes no longer follow from what they build on, and which a run still lacks.
#pragma once

#include <cstdint>
#include <vector>

#include "run/state.hpp"

namespace moa::run {

/// The nodes that a rerun would call: those whose answer no longer follows from what they build on, and those
/// that joined and have not run yet.
std::vector<NodeId> stale_nodes(const RunState& state);

/// The node and all that build on it, but those that are pinned, edited, muted or late.
std::vector<NodeId> with_dependants(const RunState& state, NodeId id);

/// The nodes that a stopped or interrupted run has not finished. A failed node is included only if no other
/// node of its layer has answered; else the run continued without it.
std::vector<NodeId> unfinished_nodes(const RunState& state);

/// Marks exactly the nodes whose references differ from those they were sent with, and the nodes that use
/// them. Part of `apply`.
void refresh_stale(RunState& state);

/// A fingerprint of the references of `layer`: equal for the same answers in the same order.
std::uint64_t basis_of(const RunState& state, int layer);

}  // namespace moa::run
