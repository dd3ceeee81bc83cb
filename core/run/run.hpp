// The Mixture-of-Agents run as a sans-I/O state machine: bytes, ends and the time in; calls to start and
// cancel out.
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "mixture/price.hpp"
#include "random.hpp"
#include "run/adaptations.hpp"
#include "run/event.hpp"
#include "run/flight.hpp"
#include "run/graph_rules.hpp"
#include "run/input.hpp"
#include "run/scheduler.hpp"
#include "run/transport.hpp"

namespace moa::run {

struct RunSpec {
    mixture::Recipe recipe;                   ///< valid
    std::vector<wire::ChatMessage> messages;  ///< not empty; the last one is the user's question
    mixture::Providers providers;             ///< holds every provider of the recipe
    CallId first_call_id = 1;                 ///< ids are counted up from here
    mixture::PriceList prices = {};           ///< empty: the seed list's
    KnownModels models = {};                  ///< what is known of the models beforehand
    Scheduler* scheduler = nullptr;           ///< outlives the run; the run has one of its own when null
    std::uint64_t seed = 1;                   ///< of the pauses before repeated requests
    /// Milliseconds since 1970 (UTC) when the run starts, for providers that name a date to wait for.
    std::optional<std::int64_t> utc_start_ms = {};
};

/// A call the run wants sent. The shell adds the key of `provider`.
struct CallRequest {
    CallId id = 0;
    std::string provider;
    NodeId node;
    wire::HttpRequest request;
};

/// What the run wants done, in this order: cancels first, then starts.
struct Effects {
    std::vector<CallId> cancel;
    std::vector<CallRequest> start;

    bool empty() const { return cancel.empty() && start.empty(); }
};

/// One run from question to answer. Times are absolute; the run counts from the one given to `start`.
/// Calls and responses of ids it does not know (any more) are ignored.
class Run {
  public:
    /// `observer` may be null; it must outlive the run.
    Run(RunSpec spec, RunObserver* observer);

    Effects start(Millis now);
    /// Takes over a run that was replayed from its log, instead of `start`. What was on its way when the log
    /// broke off counts as stopped. Nothing is called before a command says so.
    Effects adopt(RunState state, Millis now);
    /// The connection of the call is up: from here on the first-token limit counts, no longer the connect
    /// limit.
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
    /// Other parameters, limits and policies for the same agents, when the run does not go. Nothing happens
    /// when the recipe has another shape.
    Effects use_recipe(mixture::Recipe recipe, Millis now);
    /// Changes the graph. Of all changes only regenerate, rerun and resume call anything, and those that put
    /// a node into a layer whose turn has not passed. Nothing happens when `refusal` has a reason.
    Effects change(GraphCommand command, Millis now);
    /// Sends a node once more, with a fresh count of attempts; the layers behind it follow anew. Nothing
    /// happens when `can_rerun` is false.
    Effects rerun(NodeId id, Millis now);
    /// Whether the node failed, was stopped or is cut, and nothing that builds on it is on its way.
    bool can_rerun(NodeId id) const;

    /// When `on_tick` wants to be called next, or no_time.
    Millis next_wake() const;
    const RunState& state() const { return state_; }
    /// The first id a later run may use.
    CallId next_call_id() const { return next_call_id_; }

  private:
    /// A node that wants to be sent.
    struct Pending {
        NodeId node;
        const mixture::Provider* provider = nullptr;
        std::string model;
        std::int64_t tokens = 0;               ///< of the prompt, estimated; the prompt is built when sent
        Millis ready_at = 0;                   ///< not before
        HoldReason reason = HoldReason::turn;  ///< why not before
        std::uint64_t turn = 0;                ///< first come, first served
        Millis wake_at = no_time;
        Millis hopeless_at = no_time;  ///< the total limit, when there was an attempt before
        std::optional<Error> failure;  ///< of that attempt
    };

    /// What one call has used.
    struct Charge {
        std::optional<wire::Usage> usage;
        std::optional<double> cost_usd;  ///< nothing when unpriced
    };

    void emit(const RunEvent& event);
    // run_calls.cpp
    void enter_attempt(NodeId id);
    void enter(NodeId id, NodeState state);
    bool enqueue(NodeId id, Millis ready_at, HoldReason reason, std::optional<Error> failure);
    void pump();
    void send(const Pending& pending);
    void show_hold(const Pending& pending, Hold hold);
    void give_up_hopeless();
    void append(Flight& flight, const wire::ChatDelta& added);
    void take_back(Flight& flight);
    void read_rest(Flight& flight);
    void settle(CallId id, const CallEnd& end);
    void settle_failure(const Flight& flight, std::string finish, Error error);
    Millis pause_until(const Flight& flight, const Error& error, Millis lane_free_at);
    Flight make_flight(NodeId id) const;
    // run_answers.cpp
    bool fits(NodeId id);
    void settle_answer(const Flight& flight, std::string finish);
    void flag(NodeId id);
    void end_node(const Flight& flight, NodeState state, std::string finish, std::optional<Error> error);
    void end_node(NodeId id, NodeState state, std::string finish, std::optional<Error> error,
                  const Charge& charge);
    Charge charge_of(const Flight& flight) const;
    // run_layers.cpp
    void advance();
    bool call_backup(NodeId id);
    std::optional<CapReached> over_cap(int layer) const;
    bool is_at_work_from(int layer) const;
    void leave_out_after(int layer);
    // run_waits.cpp
    void restart_clocks();
    bool has_answer(int layer) const;
    Millis leave_at(int layer) const;
    bool may_leave(int layer) const;
    void leave(int layer);
    void start_queued(int layer);
    bool is_settled(int layer) const;
    bool later_layers_untouched(int layer) const;
    void skip(const Node& node);
    void drop_queued();
    void cancel_flights();
    // run_graph.cpp
    void give_up(NodeId id);
    void shift(const Shift& by);
    void refit_pending();
    bool is_pending(NodeId id) const;
    std::optional<std::int64_t> utc_now() const;
    Effects settle_time();
    void leave_in_time();
    Effects take_effects();

    RunSpec spec_;
    RunObserver* observer_;
    RunState state_;
    CallId next_call_id_;
    Millis started_at_ = 0;
    Millis now_ = 0;
    /// When a layer began in this going of the run, and whether all of it was called: only then its wait
    /// policy holds, since a node called again alone is wanted.
    struct LayerClock {
        Millis started = no_time;
        bool whole = false;
    };
    std::vector<LayerClock> clocks_;  ///< by layer
    std::map<CallId, Flight> flights_;
    std::vector<Pending> pending_;
    std::uint64_t next_turn_ = 0;
    int retries_left_ = 0;  ///< of the whole run
    Random random_;
    Adaptations adaptations_;
    KnownModels models_;
    std::unique_ptr<Scheduler> own_scheduler_;
    Scheduler* scheduler_;
    std::map<CallId, Millis>
        draining_;           ///< answered calls whose connection has not ended, and until when that may last
    wire::ChatDelta delta_;  ///< reused, to spare an allocation per chunk
    Effects effects_;
};

}  // namespace moa::run
