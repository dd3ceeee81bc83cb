// What a layer of a run has come to.
#pragma once

#include "run/state.hpp"

namespace moa::run {

/// The nodes of a layer, counted from 1.
const std::vector<Node>& nodes_of(const RunState& state, int layer);

/// A node of the layer has an answer that the next layer uses.
bool has_answer(const RunState& state, int layer);

/// No node of the layer has to be waited for.
bool is_settled(const RunState& state, int layer);

/// The layer that is at work: the first that has not settled; 0 when there is none, or the run has ended.
int current_layer(const RunState& state);

/// No node of a later layer has been called or is queued.
bool is_untouched_behind(const RunState& state, int layer);

/// A node of a later layer is queued.
bool any_queued_behind(const RunState& state, int layer);

}  // namespace moa::run
