// How long each layer is waited for. Inside run/ only.
#pragma once

#include <vector>

#include "run/node_calls.hpp"
#include "run/state.hpp"

namespace moa::run {

/// When each layer began in this going of the run, and when its wait policy lets the next one begin. Times
/// are those of the state.
class LayerClocks {
  public:
    void prepare(const RunState& state) { clocks_.resize(state.layers.size()); }
    /// A call of the layer is made at `t`: its first one starts the clock.
    void on_call(const RunState& state, int layer, Millis t);
    /// Layers of which nothing is on its way begin anew with their next call.
    void restart_idle(const RunState& state, const NodeCalls& calls);

    /// no_time when only its last node lets the next layer begin.
    Millis leave_at(const RunState& state, int layer) const;
    /// Whether the next layer may begin at `t` without those that are still at work. A time that passes
    /// without an answer waits for the first one.
    bool may_leave(const RunState& state, int layer, Millis t) const;

  private:
    struct Clock {
        Millis started = no_time;
        bool whole = false;  ///< all of it was called; else its nodes are wanted, and waited for
    };
    std::vector<Clock> clocks_;
};

}  // namespace moa::run
