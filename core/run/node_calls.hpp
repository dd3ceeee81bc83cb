// The calls of a run's nodes: planned, queued, sent, repeated and ended. Inside run/ only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "random.hpp"
#include "run/adaptations.hpp"
#include "run/call_queue.hpp"
#include "run/effects.hpp"
#include "run/in_flight_calls.hpp"
#include "run/journal.hpp"
#include "run/run_spec.hpp"

namespace moa::run {

/// Makes the calls of nodes; knows nothing of layers. A call is sent once it is requested and admitted. Its
/// results are events of its node, which finally has ended or waits for its next call.
class NodeCalls {
  public:
    /// Both outlive it.
    NodeCalls(const RunSpec& spec, Journal& journal);

    /// Queues the node. If its input does not fit its model, or its provider is unknown, the node fails and
    /// its backup is queued.
    void call(NodeId id);
    /// It waits to be sent, for the first time or again.
    bool is_queued(NodeId id) const { return queue_.has(id); }
    /// Sends what may be sent now.
    void send_ready();
    /// Ends what has waited for another attempt for as long as its whole call may take.
    void fail_hopeless();

    /// This call is sent with a key, which must not come back in the node's text.
    void mask_key(CallId id, const wire::KeyMask& mask);

    // Input from the transport; unknown or outdated ids are ignored. True if a node may have ended or another
    // call may be sent.
    void on_connected(CallId id);
    bool on_head(CallId id, const wire::ResponseHead& head);
    bool on_bytes(CallId id, std::string_view bytes);
    bool on_end(CallId id, const CallEnd& end);
    /// Ends the calls that have passed a limit.
    void check_limits();

    /// Ends the node's call, or takes it out of the queue; what it has said so far stays.
    void give_up(NodeId id);
    /// The same of all calls.
    void give_up_all();
    /// Closes the connections of calls that have ended.
    void cut_drained();
    /// Ends a node that was on its way when its log broke off, and charges what it must have used.
    void end_broken_off(NodeId id);

    /// Calls follow their nodes to new places.
    void shift(const IndexShift& by);
    /// What is queued gets the references as they are now: they may fit otherwise than before a change.
    void refit();
    /// As many requests may be repeated as at the start.
    void refill_retries() { retries_left_ = mixture::retry_budget_of(state().recipe); }

    Millis next_wake() const;
    Effects take_effects();
    CallId next_call_id() const { return next_call_id_; }

  private:
    /// Another attempt of a node that has failed.
    struct NextAttempt {
        Millis ready_at = 0;
        QueueReason reason = QueueReason::retry;
        int free_repeats = 0;  ///< see InFlightCall::free_repeats
    };

    const RunState& state() const { return journal_.state(); }
    std::optional<std::int64_t> utc_now() const;
    bool enqueue(NodeId id, NextAttempt next, std::optional<Error> failure);
    bool fits(NodeId id);
    KnownModel known_model(const Node& node) const;
    void call_backup(NodeId id);
    void send(const QueuedCall& queued);
    InFlightCall call_of(NodeId id) const;
    void settle(const InFlightCall& call, const CallEnd& end);
    void settle_answer(const InFlightCall& call, std::string finish);
    /// `stale`: see CallEnd::stale_connection.
    void settle_failure(const InFlightCall& call, std::string finish, Error error, bool stale);
    std::optional<NextAttempt> next_attempt(const InFlightCall& call, const Error& error, bool stale);
    void flag(NodeId id);
    void cancel(CallId id);
    void end_node(const InFlightCall& call, NodeState state, std::string finish, std::optional<Error> error);

    const RunSpec& spec_;
    Journal& journal_;
    CallId next_call_id_;
    CallQueue queue_;
    InFlightCalls in_flight_;
    int retries_left_ = 0;      ///< of the whole run
    std::size_t received_ = 0;  ///< bytes of text and reasoning in this run
    Random random_;
    Adaptations adaptations_;
    KnownModels models_;
    std::unique_ptr<Scheduler> own_scheduler_;
    Scheduler* scheduler_;
    Effects effects_;
};

}  // namespace moa::run
