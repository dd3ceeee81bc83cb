// What becomes of answers: used, carried on, chosen, flagged, charged. And whether what a node is sent fits.
#include <utility>

#include "mixture/prompt.hpp"
#include "run/run.hpp"

namespace moa::run {
namespace {

Error no_choice(std::size_t choices) {
    Error error = make_error(ErrorKind::empty_answer);
    error.message = "It has chosen none of the responses: its reply names no number from 1 to " +
                    std::to_string(choices) + ".";
    return error;
}

}  // namespace

/// Plans how the node's input fits its model. False when it does not: then the node has failed, and nothing
/// is sent.
bool Run::fits(NodeId id) {
    const Node& node = *state_.find(id);
    const auto known = models_.find({node.provider, node.model});
    mixture::FitPlan plan = plan_input(state_, node, known == models_.end() ? KnownModel{} : known->second);
    if (plan.outcome == mixture::FitPlan::Outcome::too_long) {
        NodeChanged change;
        change.node = id;
        change.state = NodeState::failed;
        change.attempt = node.attempt;
        change.error = make_error(ErrorKind::too_long);
        change.error->message = std::move(plan.sentence);
        emit(change);
        return false;
    }
    std::optional<mixture::FitPlan> fit;
    if (plan.outcome == mixture::FitPlan::Outcome::changed) fit = std::move(plan);
    if (fit != node.fit) emit(NodeFitted{id, std::move(fit)});
    return true;
}

/// A call that gave an answer: the node is done, or has another call to make.
void Run::settle_answer(const Flight& flight, std::string finish) {
    const NodeId id = flight.node;
    const Node& node = *state_.find(id);
    const Charge charge = charge_of(flight);
    if (flight.response.usage()) {
        models_[{node.provider, node.model}].ratio.learn(flight.prompt_tokens_estimate,
                                                         flight.response.usage()->prompt_tokens);
    }
    if (!flight.choices.empty()) {
        const auto chosen = mixture::chosen_reference(flight.verdict, flight.choices.size());
        if (!chosen) return settle_failure(flight, finish, no_choice(flight.choices.size()));
        const Choice& choice = flight.choices[*chosen];
        if (choice.node.layer > 0) emit(NodeChose{id, choice.node});  // else it has been removed since
        enter(id, NodeState::streaming);
        emit(NodeText{id, choice.text});
        finish = choice.finish;
    }
    scheduler_->on_ended(*flight.provider, node.model);
    const NodeInput input = input_of(state_, node);
    const bool more = input.call + 1 < input.calls;
    if (more && !node.late && !node.muted) {
        emit(NodeCarried{id, std::move(finish), charge.usage, charge.cost_usd});
        if (!enqueue(id, now_, HoldReason::turn, std::nullopt) && !call_backup(id)) advance();
    } else {
        // Nobody waits for the rest of what is not used.
        end_node(id, more ? NodeState::cancelled : NodeState::done, std::move(finish), std::nullopt, charge);
        flag(id);
        advance();
    }
    pump();
}

/// Looks for what is wrong with an answer that others are to build on.
void Run::flag(NodeId id) {
    const Node& node = *state_.find(id);
    if (static_cast<std::size_t>(id.layer) == state_.layers.size()) return;
    std::vector<mixture::ReferenceFlag> flags = mixture::find_flags(node.text);
    if (flags.empty()) return;
    emit(NodeFlagged{id, std::move(flags)});
    if (state_.recipe.mute_flagged && !node.muted) emit(NodeMarked{id, Mark::muted});
}

void Run::end_node(const Flight& flight, NodeState state, std::string finish, std::optional<Error> error) {
    end_node(flight.node, state, std::move(finish), std::move(error), charge_of(flight));
}

void Run::end_node(NodeId id, NodeState state, std::string finish, std::optional<Error> error,
                   const Charge& charge) {
    NodeChanged change;
    change.node = id;
    change.state = state;
    change.attempt = state_.find(id)->attempt;
    change.finish = std::move(finish);
    change.error = std::move(error);
    change.usage = charge.usage;
    change.cost_usd = charge.cost_usd;
    emit(change);
}

/// What the call has used and costs, as the provider said, else as it must have been.
Run::Charge Run::charge_of(const Flight& flight) const {
    const Node& node = *state_.find(flight.node);
    Charge charge;
    charge.usage = flight.response.usage();
    // Not counted, or as nothing, by the provider; or broken off or stopped before it could: it will charge
    // these tokens all the same.
    if (flight.has_token && (!charge.usage || charge.usage->completion_tokens == 0)) {
        charge.usage =
            wire::Usage{flight.prompt_tokens_estimate,
                        wire::estimate_tokens(node.text) + wire::estimate_tokens(node.reasoning), true};
    }
    if (!charge.usage) return charge;
    if (flight.provider != nullptr && flight.provider->dialect.cost_is_usd && flight.response.cost()) {
        charge.cost_usd = flight.response.cost();
    } else if (const auto price = spec_.prices.find(node.provider, node.model)) {
        charge.cost_usd = mixture::cost_usd(*price, *charge.usage);
    }
    return charge;
}

}  // namespace moa::run
