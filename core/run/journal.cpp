#include "run/journal.hpp"

#include <utility>

namespace moa::run {

void Journal::prepare(const RunStarted& event) {
    apply(state_, 0, event);
}

void Journal::begin(const RunStarted& event, Millis now) {
    started_at_ = now_ = now;
    emit(event);
}

void Journal::adopt(RunState state, Millis now) {
    state_ = std::move(state);
    now_ = now;
    started_at_ = now - state_.latest;
}

void Journal::emit(const RunEvent& event) {
    apply(state_, elapsed(), event);
    if (observer_ != nullptr) observer_->on_event(elapsed(), event, state_);
}

void Journal::enter_attempt(NodeId id, std::optional<int> server_slots) {
    NodeChanged change;
    change.server_slots = server_slots;
    change.node = id;
    change.state = NodeState::waiting;
    change.attempt = node(id).attempt + 1;
    emit(change);
}

void Journal::enter(NodeId id, NodeState state) {
    if (node(id).state == state) return;
    NodeChanged change;
    change.node = id;
    change.state = state;
    change.attempt = node(id).attempt;
    emit(change);
}

void Journal::queue(NodeId id, Queued queued, const std::optional<Error>& failure) {
    if (node(id).state == NodeState::queued && node(id).queued == queued) return;
    NodeChanged change;
    change.node = id;
    change.state = NodeState::queued;
    change.attempt = node(id).attempt;
    change.queued = queued;
    change.error = failure;
    emit(change);
}

void Journal::skip(NodeId id) {
    emit(skipped(node(id)));
}

void Journal::end(NodeId id, NodeState state, std::string finish, std::optional<Error> error,
                  const CallCharge& charge) {
    NodeChanged change;
    change.node = id;
    change.state = state;
    change.attempt = node(id).attempt;
    change.finish = std::move(finish);
    change.error = std::move(error);
    change.usage = charge.usage;
    change.cost_usd = charge.cost_usd;
    change.cut_prompt = charge.cut_prompt;
    emit(change);
}

NodeChanged skipped(const Node& node) {
    NodeChanged change;
    change.node = node.id;
    change.state = node.was_called() ? NodeState::cancelled : NodeState::skipped;
    change.attempt = node.attempt;
    change.error = node.error;
    return change;
}

}  // namespace moa::run
