// What the user changes in a run: commands that give up calls, renumber nodes, and send what is to be sent.
#include <algorithm>
#include <utility>

#include "run/graph_rules.hpp"
#include "run/run.hpp"
#include "run/spend_cap.hpp"
#include "run/stale.hpp"

namespace moa::run {

Effects Run::adopt(RunState state, Millis now) {
    state_ = std::move(state);
    now_ = now;
    started_at_ = now - state_.latest;
    if (!state_.running()) return {};
    const RunStatus end = status_when_broken_off(state_);
    for (const auto& layer : state_.layers) {
        for (const Node& node : layer) {
            if (!node.in_flight()) continue;
            Flight flight = make_flight(node.id);
            flight.prompt_tokens_estimate = estimate_tokens(prompt_of(state_, node.id));
            flight.has_token = node.first_token_at != no_time;
            end_node(flight, NodeState::cancelled, {}, std::nullopt);
        }
    }
    drop_queued();
    emit(RunFinished{end});
    return take_effects();
}

std::optional<Error> Run::refusal(const GraphCommand& command) const {
    if (command.agent && mixture::find_provider(spec_.providers, command.agent->provider) == nullptr) {
        return invalid_input("The provider \"" + command.agent->provider + "\" is not known.");
    }
    const GraphCommand whole = completed(state_, command);
    if (auto error = run::refusal(state_, whole)) return error;
    return run::over_cap(state_, whole, spec_.prices);
}

Effects Run::use_recipe(mixture::Recipe recipe, Millis now) {
    if (state_.running() || !fits_nodes(state_, recipe)) return {};
    now_ = now;
    emit(RecipeChanged{std::move(recipe)});
    return take_effects();
}

Effects Run::change(GraphCommand command, Millis now) {
    if (refusal(command)) return {};
    command = completed(state_, std::move(command));
    now_ = now;
    // What `refusal` has held against the spend cap is called without another look at it.
    const bool held = state_.recipe.max_cost_usd && command.change != Change::resume;
    const int at_once = held ? layer_called_at_once(state_, command) : 0;
    for (const NodeId id : given_up_by(state_, command))
        give_up(id);
    const std::optional<Shift> moved = shift_of(state_, command);
    const bool went = state_.running();
    emit(command);
    if (moved) shift(*moved);
    refit_pending();
    restart_clocks();
    if (command.change == Change::proceed) leave(current_layer(state_));
    if (command.change == Change::mute && is_pending(command.node)) give_up(command.node);
    if (!went && state_.running()) retries_left_ = mixture::retry_budget_of(state_.recipe);
    if (at_once > 0 && state_.running()) start_queued(at_once);
    advance();
    return take_effects();
}

bool Run::can_rerun(NodeId id) const {
    const Node* node = state_.find(id);
    if (node == nullptr || node->muted) return false;
    const bool lacking =
        node->state == NodeState::failed || node->state == NodeState::cancelled || node->is_cut();
    return lacking && (!state_.running() || later_layers_untouched(id.layer));
}

Effects Run::rerun(NodeId id, Millis now) {
    if (!can_rerun(id)) return {};
    GraphCommand command;
    command.change = Change::rerun;
    command.nodes = with_dependants(state_, id);
    return change(std::move(command), now);
}

/// Ends the node's call, or takes it out of the queue; what it has said so far stays.
void Run::give_up(NodeId id) {
    const auto flight = std::find_if(flights_.begin(), flights_.end(),
                                     [id](const auto& each) { return each.second.node == id; });
    if (flight != flights_.end()) {
        Flight ended = std::move(flight->second);
        effects_.cancel.push_back(flight->first);
        flights_.erase(flight);
        read_rest(ended);
        scheduler_->on_ended(*ended.provider, state_.find(id)->model);
        end_node(ended, NodeState::cancelled, {}, std::nullopt);
        return;
    }
    if (!is_pending(id)) return;
    pending_.erase(std::remove_if(pending_.begin(), pending_.end(),
                                  [id](const Pending& each) { return each.node == id; }),
                   pending_.end());
    skip(*state_.find(id));
}

/// Calls follow their nodes to new places.
void Run::shift(const Shift& by) {
    const auto move = [&by](NodeId& id) {
        if (id.layer == by.layer && id.index >= by.from) id.index += by.by;
    };
    for (auto& [call, flight] : flights_) {
        move(flight.node);
        for (Choice& choice : flight.choices) {
            const bool taken_out = by.by < 0 && choice.node == NodeId{by.layer, by.from - 1};
            if (taken_out) choice.node = NodeId{0, 0};
            move(choice.node);
        }
    }
    for (Pending& pending : pending_)
        move(pending.node);
}

/// What waits to be sent gets the references as they are now: they may fit otherwise than before the change.
void Run::refit_pending() {
    const std::vector<Pending> before = pending_;
    for (const Pending& pending : before) {
        const NodeId id = pending.node;
        const auto is_it = [id](const Pending& each) { return each.node == id; };
        if (!state_.running() || state_.find(id)->state != NodeState::queued) continue;
        if (fits(id)) {
            std::find_if(pending_.begin(), pending_.end(), is_it)->tokens =
                estimate_tokens(prompt_of(state_, id));
        } else {
            pending_.erase(std::remove_if(pending_.begin(), pending_.end(), is_it), pending_.end());
            (void)call_backup(id);
        }
    }
}

bool Run::is_pending(NodeId id) const {
    return std::any_of(pending_.begin(), pending_.end(),
                       [id](const Pending& each) { return each.node == id; });
}

}  // namespace moa::run
