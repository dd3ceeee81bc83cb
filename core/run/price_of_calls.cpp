#include "run/price_of_calls.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "figures.hpp"
#include "run/input.hpp"

namespace moa::run {
namespace {

/// Tokens of an answer of which nothing is known but that no limit is set: a few paragraphs.
constexpr std::int64_t usual_answer_tokens = 500;

/// Tokens of an answer of the node, or 0 while it has none: the beginning of one does not tell its length.
std::int64_t answer_tokens(const Node& node) {
    if (node.in_flight()) return 0;
    if (node.usage)
        return node.usage->completion_tokens / (node.calls_so_far ? node.calls_so_far->calls + 1 : 1);
    return wire::estimate_tokens(node.text);
}

std::int64_t likely_answer_tokens(const RunState& state, const PlannedCall& call) {
    if (call.before != nullptr) {
        if (const std::int64_t own = answer_tokens(*call.before); own > 0) return own;
    }
    const auto& layer = state.layers[static_cast<std::size_t>(call.id.layer) - 1];
    std::int64_t longest = 0;
    for (const Node& other : layer)
        longest = std::max(longest, answer_tokens(other));
    if (longest > 0) return longest;
    const auto& recipe_layer = state.recipe.layers[static_cast<std::size_t>(call.id.layer) - 1];
    const auto most = mixture::effective_parameters(state.recipe, recipe_layer, call.agent).max_tokens;
    return std::min<std::int64_t>(usual_answer_tokens, most.value_or(usual_answer_tokens));
}

/// Calls that the node makes from the beginning, and what they use together.
std::pair<int, wire::Usage> likely_usage(const RunState& state, const PlannedCall& call) {
    Node fresh;
    fresh.id = call.id;
    if (call.before != nullptr) fresh.fit = call.before->fit;
    NodeInput input = input_of(state, fresh, fresh.fit, call.agent);
    const int calls = input.calls;
    wire::Usage usage;
    usage.prompt_tokens = estimate_tokens(messages_of(state, input));
    const std::int64_t answer = likely_answer_tokens(state, call);
    for (int i = 1; i < calls; ++i) {
        fresh.calls_so_far.emplace().calls = i;
        usage.prompt_tokens +=
            answer + estimate_tokens(messages_of(state, input_of(state, fresh, fresh.fit, call.agent)));
    }
    usage.completion_tokens = answer * calls;
    return {calls, usage};
}

}  // namespace

CallPrice price_of_planned(const RunState& state, const std::vector<PlannedCall>& planned,
                           const mixture::PriceList& prices) {
    CallPrice sum;
    sum.usage.estimated = true;
    for (const PlannedCall& call : planned) {
        const auto [calls, usage] = likely_usage(state, call);
        sum.calls += calls;
        sum.usage.prompt_tokens += usage.prompt_tokens;
        sum.usage.completion_tokens += usage.completion_tokens;
        if (const auto price = prices.find(call.agent.provider, call.agent.model)) {
            sum.cost_usd += mixture::cost_usd(*price, usage);
        } else if (std::find(sum.unpriced.begin(), sum.unpriced.end(), call.agent.model) ==
                   sum.unpriced.end()) {
            sum.unpriced.push_back(call.agent.model);
        }
    }
    return sum;
}

CallPrice price_of_calls(const RunState& state, const std::vector<NodeId>& nodes,
                         const mixture::PriceList& prices) {
    return price_of_planned(state, planned(state, nodes), prices);
}

std::string to_sentence(const CallPrice& price) {
    if (price.calls == 0) return "No call.";
    const std::string cost = figure::money(price.cost_usd);
    std::string sentence = figure::counted(price.calls, "call") + ", about " +
                           figure::tokens(price.usage.prompt_tokens + price.usage.completion_tokens) +
                           " tokens";
    if (price.unpriced.empty()) return sentence + " and " + cost + ".";
    if (price.cost_usd > 0) sentence += " and " + cost;
    return sentence + "; without a price: " + price.unpriced.front() +
           (price.unpriced.size() == 1 ? "."
                                       : " and " + std::to_string(price.unpriced.size() - 1) + " more.");
}

}  // namespace moa::run
