#include "run/early_exit.hpp"

#include <cstddef>
#include <string_view>

#include "mixture/agreement.hpp"
#include "run/journal.hpp"
#include "run/layer_state.hpp"
#include "run/price_of_calls.hpp"

namespace moa::run {
namespace {

std::vector<std::string_view> used_texts(const RunState& state, int layer) {
    std::vector<std::string_view> texts;
    if (layer < 1) return texts;
    for (const Node& node : nodes_of(state, layer)) {
        if (node.is_used()) texts.emplace_back(node.text);
    }
    return texts;
}

}  // namespace

std::vector<NodeId> proposers_behind(const RunState& state, int layer) {
    std::vector<NodeId> nodes;
    const int last = static_cast<int>(state.layers.size());
    for (int i = layer + 1; i < last; ++i) {
        for (const Node& node : nodes_of(state, i))
            nodes.push_back(node.id);
    }
    return nodes;
}

std::optional<LayersLeftOut> early_exit(const RunState& state, int layer, const mixture::PriceList& prices) {
    const auto& exit = state.recipe.early_exit;
    const int last = static_cast<int>(state.layers.size());
    if (!exit || layer < exit->min_layers || layer + 1 >= last || !is_untouched_behind(state, layer))
        return std::nullopt;
    LayersLeftOut event;
    event.after = layer;
    event.agreement =
        mixture::layer_agreement(used_texts(state, source_layer(state, layer)), used_texts(state, layer));
    event.wanted = exit->agreement;
    if (event.agreement < event.wanted) return std::nullopt;
    // What they would have used, as if each of their layers built on this one's answers.
    const std::vector<NodeId> left = proposers_behind(state, layer);
    RunState without = state;
    apply(without, state.latest, event);
    for (const NodeId id : left)
        apply(without, state.latest, skipped(*without.find(id)));
    const CallPrice price = price_of_calls(without, left, prices);
    event.calls = price.calls;
    event.tokens = price.usage.prompt_tokens + price.usage.completion_tokens;
    event.cost_usd = price.cost_usd;
    event.unpriced = price.unpriced;
    return event;
}

}  // namespace moa::run
