#include "run/layer_state.hpp"

#include <algorithm>
#include <cstddef>

namespace moa::run {
namespace {

template <class Wanted>
bool any_behind(const RunState& state, int layer, const Wanted& wanted) {
    return std::any_of(state.layers.begin() + layer, state.layers.end(),
                       [&wanted](const std::vector<Node>& nodes) {
                           return std::any_of(nodes.begin(), nodes.end(), wanted);
                       });
}

}  // namespace

const std::vector<Node>& nodes_of(const RunState& state, int layer) {
    return state.layers[static_cast<std::size_t>(layer) - 1];
}

bool has_answer(const RunState& state, int layer) {
    const auto& nodes = nodes_of(state, layer);
    return std::any_of(nodes.begin(), nodes.end(), [](const Node& node) { return node.is_used(); });
}

bool is_settled(const RunState& state, int layer) {
    const auto& nodes = nodes_of(state, layer);
    return std::all_of(nodes.begin(), nodes.end(), [](const Node& node) {
        return has_ended(node.state) || (node.in_flight() && (node.muted || node.late));
    });
}

int current_layer(const RunState& state) {
    if (!state.running()) return 0;
    const int last = static_cast<int>(state.layers.size());
    for (int layer = 1; layer <= last; ++layer) {
        if (!is_settled(state, layer)) return layer;
    }
    return 0;
}

bool is_untouched_behind(const RunState& state, int layer) {
    return !any_behind(state, layer, [](const Node& node) {
        return node.state != NodeState::queued || node.was_called() || node.queued.has_value();
    });
}

bool any_queued_behind(const RunState& state, int layer) {
    return any_behind(state, layer, [](const Node& node) { return node.state == NodeState::queued; });
}

}  // namespace moa::run
