// The Mixture-of-Agents run as a sans-I/O state machine: bytes, ends and the time in; calls to start and
// cancel out.
#pragma once

#include <optional>
#include <string_view>

#include "run/effects.hpp"
#include "run/journal.hpp"
#include "run/layer_clocks.hpp"
#include "run/node_calls.hpp"
#include "run/run_spec.hpp"

namespace moa::run {

/// One run from question to answer. Times are absolute; the run counts from the one given to `start`.
/// Input for unknown or outdated call ids is ignored.
class Run {
  public:
    /// `observer` may be null; it must outlive the run.
    Run(RunSpec spec, RunObserver* observer);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    Effects start(Millis now);
    /// Takes over a run that was replayed from its log, instead of `start`. Calls in flight at the end of the
    /// log count as stopped. Nothing is called before a command requests it.
    Effects adopt(RunState recorded, Millis now);
    /// The connection of the call is up: from here on the first-token limit counts, no longer the connect
    /// limit.
    /// Who starts a call with a key tells it here, so that it does not come back in the node's text.
    void mask_key(CallId id, const wire::KeyMask& mask) { calls_.mask_key(id, mask); }
    Effects on_connected(CallId id, Millis now);
    Effects on_head(CallId id, const wire::ResponseHead& head, Millis now);
    Effects on_bytes(CallId id, std::string_view bytes, Millis now);
    Effects on_end(CallId id, const CallEnd& end, Millis now);
    /// Checks the limits and sends what has waited long enough. Call at `next_wake` or later; earlier calls
    /// are harmless.
    Effects on_tick(Millis now);
    /// Ends the run: calls in flight are cancelled, their text stays. Of a run that has ended, the calls that
    /// only drain are cut.
    Effects stop(Millis now);
    /// Why the command is not possible now, or nothing.
    std::optional<Error> refusal(const GraphCommand& command) const;
    /// Replaces parameters, limits and policies of the same agents while the run is not in progress. Does
    /// nothing if the recipe has another shape.
    Effects use_recipe(mixture::Recipe recipe, Millis now);
    /// Changes the graph. Only regenerate, rerun and resume call nodes, and changes that put a node into a
    /// layer that still takes calls. Does nothing if `refusal` has a reason.
    Effects change(GraphCommand command, Millis now);
    /// Calls a node again, with a fresh count of attempts, and then the layers after it. Does nothing if
    /// `can_rerun` is false.
    Effects rerun(NodeId id, Millis now);
    /// Whether the node failed, was stopped or is cut, and no node that uses it is in flight.
    bool can_rerun(NodeId id) const;

    /// When `on_tick` wants to be called next, or no_time.
    Millis next_wake() const;
    const RunState& state() const { return journal_.state(); }
    /// The first id a later run may use.
    CallId next_call_id() const { return calls_.next_call_id(); }

  private:
    Effects settle_time();
    void advance();
    void start_queued(int layer);
    std::optional<CapReached> over_cap(int layer) const;
    bool is_at_work_from(int layer) const;
    void leave(int layer);
    void leave_out_after(int layer);
    void drop_queued();

    RunSpec spec_;
    Journal journal_;
    NodeCalls calls_;
    LayerClocks clocks_;
};

}  // namespace moa::run
