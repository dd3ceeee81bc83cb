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

/// The nodes that a run which was stopped or broke off still lacks. A failed one is among them only where
/// nothing else of its layer has answered, since the run went on without it.
std::vector<NodeId> unfinished_nodes(const RunState& state);

/// Marks exactly the nodes whose references are others than those they were sent with, and what builds on
/// them. Part of `apply`.
void refresh_stale(RunState& state);

/// What the references of `layer` are, as one number: the same answers in the same order give the same.
std::uint64_t basis_of(const RunState& state, int layer);

}  // namespace moa::run
