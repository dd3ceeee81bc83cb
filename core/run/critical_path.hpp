// Who held up each layer of a run: the chain of calls that its whole time went into.
#pragma once

#include <vector>

#include "run/state.hpp"

namespace moa::run {

/// The call of one layer that the next layer waited for longest.
struct CriticalCall {
    NodeId node;
    /// How much sooner the layer would have ended without it: its end less that of the one before; 0 where it
    /// was the only one, and where the wait was ended before all had answered.
    Millis held_up_ms = 0;
};

/// One call for each layer that has ended, from the first on. Nobody waits for muted and late nodes, and
/// skipped ones take no time; a layer of which nothing was called is left out.
std::vector<CriticalCall> critical_path(const RunState& state);

}  // namespace moa::run
