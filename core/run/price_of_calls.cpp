// What calls are likely to cost, from what is known before they are sent.
#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "run/input.hpp"

namespace moa::run {
namespace {

/// Tokens of an answer of which nothing is known but that no limit is set: a few paragraphs.
constexpr std::int64_t usual_answer_tokens = 500;

/// Tokens of an answer of the node, or 0 while it has none.
std::int64_t answer_tokens(const Node& node) {
    if (node.usage) return node.usage->completion_tokens / (node.carried ? node.carried->calls + 1 : 1);
    return wire::estimate_tokens(node.text);
}

std::int64_t likely_answer_tokens(const RunState& state, const Node& node) {
    if (const std::int64_t own = answer_tokens(node); own > 0) return own;
    const auto& layer = state.layers[static_cast<std::size_t>(node.id.layer) - 1];
    std::int64_t longest = 0;
    for (const Node& other : layer)
        longest = std::max(longest, answer_tokens(other));
    if (longest > 0) return longest;
    const mixture::Agent agent = caller_of(state, node);
    const auto& recipe_layer = state.recipe.layers[static_cast<std::size_t>(node.id.layer) - 1];
    const auto most = mixture::effective_parameters(state.recipe, recipe_layer, agent).max_tokens;
    return std::min<std::int64_t>(usual_answer_tokens, most.value_or(usual_answer_tokens));
}

/// Calls that the node makes from the beginning, and what they use together.
std::pair<int, wire::Usage> likely_usage(const RunState& state, const Node& node) {
    Node fresh = node;
    fresh.carried.reset();
    NodeInput input = input_of(state, fresh);
    const int calls = input.calls;
    wire::Usage usage;
    usage.prompt_tokens = estimate_tokens(messages_of(state, input));
    const std::int64_t answer = likely_answer_tokens(state, node);
    for (int call = 1; call < calls; ++call) {
        fresh.carried.emplace().calls = call;
        usage.prompt_tokens += answer + estimate_tokens(messages_of(state, input_of(state, fresh)));
    }
    usage.completion_tokens = answer * calls;
    return {calls, usage};
}

}  // namespace

CallPrice price_of_calls(const RunState& state, const std::vector<NodeId>& nodes,
                         const mixture::PriceList& prices) {
    CallPrice sum;
    sum.usage.estimated = true;
    for (const NodeId id : nodes) {
        const Node* node = state.find(id);
        if (node == nullptr || node->muted) continue;
        const auto [calls, usage] = likely_usage(state, *node);
        sum.calls += calls;
        sum.usage.prompt_tokens += usage.prompt_tokens;
        sum.usage.completion_tokens += usage.completion_tokens;
        if (const auto price = prices.find(node->provider, node->model)) {
            sum.cost_usd += mixture::cost_usd(*price, usage);
        } else if (std::find(sum.unpriced.begin(), sum.unpriced.end(), node->model) == sum.unpriced.end()) {
            sum.unpriced.push_back(node->model);
        }
    }
    return sum;
}

std::string to_sentence(const CallPrice& price) {
    if (price.calls == 0) return "No call.";
    char cost[48];
    std::snprintf(cost, sizeof cost, price.cost_usd > 0 ? "$%.4f" : "$%.0f", price.cost_usd);
    std::string sentence =
        std::to_string(price.calls) + (price.calls == 1 ? " call" : " calls") + ", about " +
        std::to_string(price.usage.prompt_tokens + price.usage.completion_tokens) + " tokens";
    if (price.unpriced.empty()) return sentence + " and " + cost + ".";
    if (price.cost_usd > 0) sentence += " and " + std::string(cost);
    return sentence + "; without a price: " + price.unpriced.front() +
           (price.unpriced.size() == 1 ? "."
                                       : " and " + std::to_string(price.unpriced.size() - 1) + " more.");
}

}  // namespace moa::run
