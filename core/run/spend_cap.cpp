#include "run/spend_cap.hpp"

#include <algorithm>
#include <utility>

#include "run/input.hpp"
#include "run/layer_state.hpp"
#include "run/price_of_calls.hpp"
#include "run/sentences.hpp"

namespace moa::run {
namespace {

/// What the calls on their way are likely to cost, and those that wait to be sent, but for those that the
/// command gives up: of these what has come counts, since the provider charges it.
double under_way_usd(const RunState& state, const GraphCommand& command, const mixture::PriceList& prices) {
    const int at_work = current_layer(state);
    const std::vector<NodeId> given_up = given_up_by(state, command);
    std::vector<NodeId> others;
    double usd = 0;
    for (const auto& layer : state.layers) {
        for (const Node& node : layer) {
            const bool waits = node.state == NodeState::queued && !node.muted && node.id.layer <= at_work;
            if (!node.in_flight() && !waits) continue;
            if (std::find(given_up.begin(), given_up.end(), node.id) == given_up.end()) {
                others.push_back(node.id);
            } else if (const auto price = prices.find(node.provider, node.model); price && !waits) {
                usd += mixture::cost_usd(
                    *price, {estimate_tokens(prompt_of(state, node.id)),
                             wire::estimate_tokens(node.text) + wire::estimate_tokens(node.reasoning), true});
            }
        }
    }
    return usd + price_of_calls(state, others, prices).cost_usd;
}

}  // namespace

int layer_called_at_once(const RunState& state, const GraphCommand& command) {
    int first = 0;
    for (const PlannedCall& call : planned(state, command))
        first = first == 0 ? call.id.layer : std::min(first, call.id.layer);
    return state.running() && first > current_layer(state) ? 0 : first;
}

std::optional<Error> over_cap(const RunState& state, const GraphCommand& command,
                              const mixture::PriceList& prices) {
    if (!state.recipe.max_cost_usd || command.change == Change::resume) return std::nullopt;
    const int layer = layer_called_at_once(state, command);
    if (layer == 0) return std::nullopt;
    std::vector<PlannedCall> calls = planned(state, command);
    std::erase_if(calls, [layer](const PlannedCall& call) { return call.id.layer != layer; });
    const CallPrice price = price_of_planned(state, calls, prices);
    CapReached cap;
    cap.layer = layer;
    cap.spent_usd = state.cost_usd + under_way_usd(state, command, prices);
    cap.likely_usd = price.cost_usd;
    cap.cap_usd = *state.recipe.max_cost_usd;
    cap.unpriced = price.unpriced;
    if (cap.spent_usd + cap.likely_usd <= cap.cap_usd) return std::nullopt;
    return invalid_input("Refused: " + over_cap_words(cap) + " Raise or remove the cap first.");
}

std::optional<CapReached> cap_reached(const RunState& state, int layer, const std::vector<NodeId>& calls,
                                      const mixture::PriceList& prices) {
    const auto& cap = state.recipe.max_cost_usd;
    if (!cap || calls.empty()) return std::nullopt;
    const CallPrice price = price_of_calls(state, calls, prices);
    if (state.cost_usd + price.cost_usd <= *cap) return std::nullopt;
    return CapReached{layer, state.cost_usd, price.cost_usd, *cap, price.unpriced};
}

}  // namespace moa::run
