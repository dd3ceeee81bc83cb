#include "run/critical_path.hpp"

#include <algorithm>

namespace moa::run {

std::vector<CriticalCall> critical_path(const RunState& state) {
    std::vector<CriticalCall> path;
    for (const std::vector<Node>& layer : state.layers) {
        const Node* last = nullptr;
        Millis before_last = no_time;
        // Where the layer was left, or the run stopped, nobody was waited for to the end.
        bool was_cut_short = false;
        for (const Node& node : layer) {
            was_cut_short = was_cut_short || node.late || node.state == NodeState::cancelled;
            if (node.muted || node.late) continue;
            if (!has_ended(node.state)) return path;
            if (node.ended_at == no_time || node.sent_at == no_time) continue;
            if (last != nullptr && node.ended_at <= last->ended_at) {
                before_last = std::max(before_last, node.ended_at);
                continue;
            }
            if (last != nullptr) before_last = last->ended_at;
            last = &node;
        }
        if (last == nullptr) continue;
        path.push_back(
            {last->id, before_last == no_time || was_cut_short ? 0 : last->ended_at - before_last});
    }
    return path;
}

}  // namespace moa::run
