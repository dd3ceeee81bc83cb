#include "run/stale.hpp"

#include <algorithm>

#include "random.hpp"

namespace moa::run {
namespace {

/// FNV-1a, number by number.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    return (hash ^ value) * 0x100000001b3U;
}

template <class Wanted>
std::vector<NodeId> nodes_where(const RunState& state, const Wanted& wanted) {
    std::vector<NodeId> found;
    for (const auto& layer : state.layers) {
        for (const Node& node : layer) {
            if (wanted(node)) found.push_back(node.id);
        }
    }
    return found;
}

}  // namespace

std::uint64_t basis_of(const RunState& state, int layer) {
    std::uint64_t hash = stable_hash("references");
    const int source = source_layer(state, layer);
    if (source < 1) return hash;
    for (const Node& node : state.layers[static_cast<std::size_t>(source) - 1]) {
        if (!node.is_used()) continue;
        hash = mixed(hash, node.text_hash);
        hash = mixed(hash, node.is_cut() ? 1 : 0);
    }
    return hash;
}

void refresh_stale(RunState& state) {
    std::vector<bool> changes(state.layers.size() + 1,
                              false);  // by layer: an answer in it is going to change
    for (std::size_t i = 0; i < state.layers.size(); ++i) {
        const int layer = static_cast<int>(i) + 1;
        const std::uint64_t basis = basis_of(state, layer);
        const bool above = changes[static_cast<std::size_t>(source_layer(state, layer))];
        bool any = false;
        for (Node& node : state.layers[i]) {
            const bool sent_or_left_out = node.in_flight() || has_ended(node.state);
            node.stale = sent_or_left_out && !is_left_out(state, node) && !node.keeps() &&
                         (above || node.basis != basis);
            any = any || node.stale;
        }
        changes[i + 1] = any;
    }
}

std::vector<NodeId> stale_nodes(const RunState& state) {
    return nodes_where(state, [](const Node& node) { return node.stale; });
}

std::vector<NodeId> with_dependants(const RunState& state, NodeId id) {
    return nodes_where(state, [&state, id](const Node& node) {
        return node.id == id || (node.id.layer > id.layer && !node.keeps() && !is_left_out(state, node));
    });
}

std::vector<NodeId> unfinished_nodes(const RunState& state) {
    return nodes_where(state, [&state](const Node& node) {
        if (node.keeps() || is_left_out(state, node)) return false;
        if (node.state != NodeState::failed) return node.state != NodeState::done;
        const auto& layer = state.layers[static_cast<std::size_t>(node.id.layer) - 1];
        return std::none_of(layer.begin(), layer.end(), [](const Node& each) { return each.is_used(); });
    });
}

}  // namespace moa::run
