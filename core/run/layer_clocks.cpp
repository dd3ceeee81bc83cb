#include "run/layer_clocks.hpp"

#include <algorithm>
#include <cstddef>

#include "run/layer_state.hpp"

namespace moa::run {

void LayerClocks::on_call(const RunState& state, int layer, Millis t) {
    Clock& clock = clocks_[static_cast<std::size_t>(layer) - 1];
    if (clock.started != no_time) return;
    const auto& nodes = nodes_of(state, layer);
    clock.started = t;
    clock.whole = std::none_of(nodes.begin(), nodes.end(),
                               [](const Node& node) { return node.state == NodeState::done; });
}

void LayerClocks::restart_idle(const RunState& state, const NodeCalls& calls) {
    for (std::size_t i = 0; i < clocks_.size(); ++i) {
        const auto& nodes = state.layers[i];
        const bool at_work = std::any_of(nodes.begin(), nodes.end(), [&calls](const Node& node) {
            return node.in_flight() || calls.is_queued(node.id);
        });
        if (!at_work) clocks_[i] = {};
    }
}

Millis LayerClocks::leave_at(const RunState& state, int layer) const {
    const auto at = static_cast<std::size_t>(layer) - 1;
    const mixture::Wait& wait = state.recipe.layers[at].wait;
    const Clock& clock = clocks_[at];
    if (at + 1 == state.layers.size() || wait.is_all() || !clock.whole) return no_time;
    Millis leave = wait.deadline_ms ? clock.started + *wait.deadline_ms : no_time;
    if (!wait.count) return leave;
    std::vector<Millis> ends;
    for (const Node& node : state.layers[at]) {
        if (node.is_used()) ends.push_back(node.ended_at);
    }
    std::sort(ends.begin(), ends.end());
    const auto enough = static_cast<std::size_t>(*wait.count);
    if (enough > 0 && ends.size() >= enough)
        leave = earlier(leave, ends[enough - 1] + wait.grace_ms.value_or(0));
    return leave;
}

bool LayerClocks::may_leave(const RunState& state, int layer, Millis t) const {
    const Millis leave = leave_at(state, layer);
    return leave != no_time && leave <= t && has_answer(state, layer) && !is_settled(state, layer);
}

}  // namespace moa::run
