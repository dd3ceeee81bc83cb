// How long each layer is waited for. Inside run/ only.
#pragma once

#include <vector>

#include "run/node_calls.hpp"
#include "run/state.hpp"

namespace moa::run {

/// When each layer started since the run started or was last resumed, and when its wait policy lets the next
/// layer start. Times are those of the state.
class LayerClocks {
  public:
    void prepare(const RunState& state) { clocks_.resize(state.layers.size()); }
    /// A call of the layer is made at `t`: its first one starts the clock.
    void on_call(const RunState& state, int layer, Millis t);
    /// Resets the clocks of layers without a call in flight; their next call starts them again.
    void restart_idle(const RunState& state, const NodeCalls& calls);

    /// no_time when only its last node lets the next layer begin.
    Millis leave_at(const RunState& state, int layer) const;
    /// Whether the next layer may start at `t` without the nodes still at work. A deadline that passes
    /// without an answer waits for the first one.
    bool may_leave(const RunState& state, int layer, Millis t) const;

  private:
    struct Clock {
        Millis started = no_time;
        bool whole = false;  ///< the whole layer was called; else all called nodes are waited for
    };
    std::vector<Clock> clocks_;
};

}  // namespace moa::run
