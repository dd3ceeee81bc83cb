// Changes to the run on screen: what a user does to its nodes, and what that would cost.
#include <utility>

#include "session/workspace.hpp"

namespace moa::session {

bool Workspace::can_rerun(run::NodeId node) const {
    return !replay_ && driver_ && driver_->can_rerun(node);
}

void Workspace::rerun(run::NodeId node) {
    if (can_rerun(node)) driver_->rerun(node);
}

std::optional<Error> Workspace::cannot_change(const run::GraphCommand& command) const {
    if (idle()) return Error{ErrorKind::invalid_input, 0, "No run is on screen yet."};
    const run::RunState state = replay_ ? broken_off(shown()) : shown();
    const run::GraphCommand whole = run::completed(state, command);
    if (auto error = run::refusal(state, whole)) return error;
    const mixture::Recipe& recipe = state.recipe;
    for (const run::NodeId id : run::called_by(whole)) {
        const mixture::Agent* agent = whole.agent ? &*whole.agent : run::agent_of(recipe, id);
        if (agent == nullptr) continue;
        if (auto error = cannot_call(*agent)) return error;
    }
    if (whole.agent) return cannot_call(*whole.agent);
    return std::nullopt;
}

std::optional<Error> Workspace::change(const run::GraphCommand& command) {
    if (auto error = cannot_change(command)) return refuse(std::move(*error));
    if (auto error = recorder_.cannot_go_on()) return refuse(std::move(*error));
    open_shown();
    notice_.reset();
    driver_->change(command);
    ++revision_;
    if (selected_ && shown().find(*selected_) == nullptr) selected_.reset();
    return std::nullopt;
}

run::CallPrice Workspace::price_of(const run::GraphCommand& command) const {
    if (idle()) return {};
    const run::RunState state = replay_ ? broken_off(shown()) : shown();
    const run::GraphCommand whole = run::completed(state, command);
    if (whole.agent && state.find(whole.node) != nullptr) {
        run::RunState changed = state;
        replace_agent(changed.recipe, whole.node, *whole.agent);
        run::Node& node = *changed.find(whole.node);
        node.provider = whole.agent->provider;
        node.model = whole.agent->model;
        return run::price_of_calls(changed, {whole.node}, price_list(book_, changed.recipe, providers_));
    }
    return run::price_of_calls(state, run::called_by(whole), price_list(book_, state.recipe, providers_));
}

run::CallPrice Workspace::rerun_price() const {
    run::GraphCommand command;
    command.change = run::Change::rerun;
    return price_of(command);
}

run::RunState broken_off(run::RunState state) {
    if (!state.running()) return state;
    state.status = run::RunStatus::cancelled;
    state.total_ms = state.latest;
    for (auto& layer : state.layers) {
        for (run::Node& node : layer) {
            if (node.in_flight() || node.state == run::NodeState::queued)
                node.state = node.attempt > 0 ? run::NodeState::cancelled : run::NodeState::skipped;
        }
    }
    return state;
}

/// A run that was only shown gets a driver of its own, so that it can go on.
void Workspace::open_shown() {
    if (!replay_) return;
    // As its log has it: that it broke off is told as events, which the log then holds, too.
    run::RunState state = std::move(cut_off_ ? *cut_off_ : *replay_);
    replay_.reset();
    cut_off_.reset();
    recorder_.reopen();
    driver_ = make_driver(state.recipe, state.messages);
    driver_->adopt(std::move(state));
}

std::optional<Error> Workspace::cannot_call(const mixture::Agent& agent) const {
    const mixture::Provider* provider = mixture::find_provider(providers_, agent.provider);
    if (provider == nullptr) {
        return Error{ErrorKind::invalid_input, 0, "The provider \"" + agent.provider + "\" is not known."};
    }
    if (!provider->needs_key() || keys_.has(provider->name, provider->base_url)) return std::nullopt;
    return Error{ErrorKind::missing_key, 0,
                 "No API key is set for " + provider->label + ". Add one, or choose the scripted demo."};
}

}  // namespace moa::session
