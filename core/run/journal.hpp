// What a run has come to, and the one way in which that changes. Inside run/ only.
#pragma once

#include <optional>
#include <string>

#include "run/event.hpp"

namespace moa::run {

/// What one call has used.
struct CallCharge {
    std::optional<wire::Usage> usage;
    std::optional<double> cost_usd;               ///< nothing when unpriced
    std::optional<std::int64_t> cut_prompt = {};  ///< see Node::cut_prompt
};

/// Applies each event to the state of a run and tells the observer of it. Also the run's clock.
class Journal {
  public:
    /// `observer` may be null; it must outlive the journal.
    explicit Journal(RunObserver* observer) : observer_(observer) {}

    const RunState& state() const { return state_; }
    const Node& node(NodeId id) const { return *state_.find(id); }

    /// The time now. Not before `begin` it counts from there.
    void at(Millis now) { now_ = now; }
    Millis now() const { return now_; }
    /// The same since the run started, as the state has all times.
    Millis elapsed() const { return now_ - started_at_; }
    /// A time of the state on the caller's clock.
    Millis absolute(Millis elapsed) const { return started_at_ + elapsed; }
    /// A time of the caller's clock as the state has it; no_time stays.
    Millis relative(Millis absolute) const { return absolute == no_time ? no_time : absolute - started_at_; }

    /// The state of a run that has not begun.
    void prepare(const RunStarted& event);
    void begin(const RunStarted& event, Millis now);
    /// Goes on from a state that was replayed from a log.
    void adopt(RunState state, Millis now);

    void emit(const RunEvent& event);
    // What happens to one node, as the event that it is.
    void enter_attempt(NodeId id, std::optional<int> server_slots = std::nullopt);
    void enter(NodeId id, NodeState state);
    void queue(NodeId id, Queued queued, const std::optional<Error>& failure);
    /// It will not be called, or not once more.
    void skip(NodeId id);
    void end(NodeId id, NodeState state, std::string finish, std::optional<Error> error,
             const CallCharge& charge);

  private:
    RunState state_;
    RunObserver* observer_;
    Millis started_at_ = 0;
    Millis now_ = 0;
};

/// The event of a node that will not be called, or not once more.
NodeChanged skipped(const Node& node);

}  // namespace moa::run
