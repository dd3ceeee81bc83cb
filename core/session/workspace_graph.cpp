// Changes to the run on screen: what a user does to its nodes, and what that would cost.
#include <utility>

#include "run/graph_rules.hpp"
#include "run/price_of_calls.hpp"
#include "run/spend_cap.hpp"
#include "session/workspace.hpp"

namespace moa::session {

std::optional<Error> Workspace::cannot_change(const run::GraphCommand& command) const {
    if (idle()) return invalid_input("No run is on screen yet.");
    std::optional<run::RunState> stopped;
    const run::RunState& state = to_change(stopped);
    const run::GraphCommand whole = run::completed(state, command);
    if (auto error = run::refusal(state, whole)) return error;
    for (const run::PlannedCall& call : run::planned(state, whole)) {
        if (auto error = cannot_call(call.agent)) return error;
    }
    if (whole.agent) {
        if (auto error = cannot_call(*whole.agent)) return error;
    }
    if (!state.recipe.max_cost_usd) return std::nullopt;
    return run::over_cap(state, whole, prices_for(whole));
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
    std::optional<run::RunState> stopped;
    const run::RunState& state = to_change(stopped);
    const run::GraphCommand whole = run::completed(state, command);
    return run::price_of_planned(state, run::planned(state, whole), prices_for(whole));
}

/// What a command finds: the run on screen as it is. One that is shown in the middle of its going counts as
/// stopped there; only then is it copied, into `stopped`.
const run::RunState& Workspace::to_change(std::optional<run::RunState>& stopped) const {
    if (!replay_ || !replay_->running()) return shown();
    return stopped.emplace(run::broken_off(*replay_));
}

/// Of the agents of the run on screen, and of one that the command names.
mixture::PriceList Workspace::prices_for(const run::GraphCommand& command) const {
    mixture::PriceList prices = price_list(book_, run::recipe_of(shown()), providers_);
    if (!command.agent) return prices;
    if (const mixture::Provider* provider = mixture::find_provider(providers_, command.agent->provider)) {
        const std::string& model = command.agent->model;
        prices.set(provider->name, model, book_.price_of(*provider, model).price);
    }
    return prices;
}

run::CallPrice Workspace::rerun_price() const {
    run::GraphCommand command;
    command.change = run::Change::rerun;
    return price_of(command);
}

/// A run that was only shown gets a driver of its own, so that it can go on.
void Workspace::open_shown() {
    if (!replay_) return;
    // As its log has it: that it broke off, and what was changed since, is told as events, which the log then
    // holds, too.
    run::RunState state = std::move(cut_off_ ? *cut_off_ : *replay_);
    std::optional<run::GraphCommand> cap;
    if (logged_cap_) {
        cap.emplace().change = run::Change::cap;
        cap->usd = replay_->recipe.max_cost_usd.value_or(0);
        state.recipe.max_cost_usd = *logged_cap_;
    }
    replay_.reset();
    cut_off_.reset();
    logged_cap_.reset();
    recorder_.reopen();
    driver_ = make_driver(run::recipe_of(state), state.messages);
    driver_->adopt(std::move(state));
    if (cap) driver_->change(*cap);
}

std::optional<Error> Workspace::cannot_call(const mixture::Agent& agent) const {
    const mixture::Provider* provider = mixture::find_provider(providers_, agent.provider);
    if (provider == nullptr) {
        return invalid_input("The provider \"" + agent.provider + "\" is not known.");
    }
    if (!provider->needs_key() || keys_.has(provider->name, provider->base_url)) return std::nullopt;
    return Error{ErrorKind::missing_key, 0,
                 "No API key is set for " + provider->label + ". Add one, or choose the scripted demo."};
}

}  // namespace moa::session
