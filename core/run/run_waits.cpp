// How long a layer is waited for, and what becomes of those it is not waited for.
#include <algorithm>
#include <utility>
#include <vector>

#include "run/run.hpp"

namespace moa::run {

/// A layer of which nothing is on its way begins anew.
void Run::restart_clocks() {
    for (std::size_t i = 0; i < clocks_.size(); ++i) {
        const auto& nodes = state_.layers[i];
        const bool at_work = std::any_of(nodes.begin(), nodes.end(), [this](const Node& node) {
            return node.in_flight() || is_pending(node.id);
        });
        if (!at_work) clocks_[i] = {};
    }
}

bool Run::has_answer(int layer) const {
    const auto& nodes = state_.layers[static_cast<std::size_t>(layer) - 1];
    return std::any_of(nodes.begin(), nodes.end(), [](const Node& node) { return node.is_used(); });
}

/// When the layer's wait policy lets the next one begin; no_time when only its last node does.
Millis Run::leave_at(int layer) const {
    const auto at = static_cast<std::size_t>(layer) - 1;
    const mixture::Wait& wait = state_.recipe.layers[at].wait;
    const LayerClock& clock = clocks_[at];
    if (at + 1 == state_.layers.size() || wait.is_all() || !clock.whole) return no_time;
    Millis leave = wait.deadline_ms ? clock.started + *wait.deadline_ms : no_time;
    if (wait.count) {
        std::vector<Millis> ends;
        for (const Node& node : state_.layers[at]) {
            if (node.is_used()) ends.push_back(node.ended_at);
        }
        std::sort(ends.begin(), ends.end());
        const auto enough = static_cast<std::size_t>(*wait.count);
        if (enough > 0 && ends.size() >= enough) {
            const Millis time = started_at_ + ends[enough - 1] + wait.grace_ms.value_or(0);
            leave = leave == no_time ? time : std::min(leave, time);
        }
    }
    return leave;
}

/// A time that passes without an answer waits for the first one.
bool Run::may_leave(int layer) const {
    const Millis leave = leave_at(layer);
    return leave != no_time && leave <= now_ && has_answer(layer) && !is_settled(layer);
}

/// The next layer begins without those that are still at work: a call on its way goes on and is late, one
/// that was not sent is given up.
void Run::leave(int layer) {
    if (layer < 1) return;
    const std::vector<Node> nodes = state_.layers[static_cast<std::size_t>(layer) - 1];
    for (const Node& node : nodes) {
        if (has_ended(node.state) || node.muted) continue;
        // An attempt that has failed waits in the queue; its node still says that it is on its way.
        if (!node.in_flight() || is_pending(node.id)) give_up(node.id);
        emit(NodeMarked{node.id, Mark::late});
    }
}

}  // namespace moa::run
