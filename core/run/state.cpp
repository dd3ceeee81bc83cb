#include "run/state.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace moa::run {
namespace {

constexpr std::array<std::string_view, 5> status_names = {"running", "complete", "degraded", "failed",
                                                          "cancelled"};

}  // namespace

std::string_view to_string(RunStatus status) {
    return status_names[static_cast<std::size_t>(status)];
}

std::optional<RunStatus> parse_run_status(std::string_view text) {
    for (std::size_t i = 0; i < status_names.size(); ++i) {
        if (status_names[i] == text) return static_cast<RunStatus>(i);
    }
    return std::nullopt;
}

const Node* RunState::find(NodeId id) const {
    if (id.layer < 1 || static_cast<std::size_t>(id.layer) > layers.size()) return nullptr;
    const auto& layer = layers[static_cast<std::size_t>(id.layer) - 1];
    if (id.index < 1 || static_cast<std::size_t>(id.index) > layer.size()) return nullptr;
    return &layer[static_cast<std::size_t>(id.index) - 1];
}

Node* RunState::find(NodeId id) {
    return const_cast<Node*>(static_cast<const RunState&>(*this).find(id));
}

std::string_view RunState::question() const {
    return messages.empty() ? std::string_view() : std::string_view(messages.back().content);
}

RunStatus outcome_of(const RunState& state) {
    if (state.aggregator().state != NodeState::done) return RunStatus::failed;
    const bool whole =
        state.missing.empty() && state.cut.empty() && state.replaced.empty() && state.shortened.empty();
    return whole ? RunStatus::complete : RunStatus::degraded;
}

void refresh_lists(RunState& state) {
    state.missing.clear();
    state.cut.clear();
    state.replaced.clear();
    state.shortened.clear();
    for (const auto& layer : state.layers) {
        for (const Node& node : layer) {
            if (node.muted && !is_muted_by_rule(state, node)) continue;
            if (node.muted || node.state == NodeState::failed || node.state == NodeState::cancelled ||
                node.late) {
                state.missing.push_back(node.id);
                continue;
            }
            if (node.stands_in_for && node.state == NodeState::done) state.replaced.push_back(node.id);
            if (node.is_cut()) state.cut.push_back(node.id);
            if (node.state == NodeState::done && !node.shortening().empty())
                state.shortened.push_back(node.id);
        }
    }
}

bool is_muted_by_rule(const RunState& state, const Node& node) {
    return node.muted && !node.flags.empty() && state.recipe.mute_flagged;
}

bool is_left_out(const RunState& state, const Node& node) {
    if (!state.exit || node.id.layer <= state.exit->after || node.id.layer == state.aggregator().id.layer)
        return false;
    // One that has joined since, or is heard again, has no basis: it wants to be called.
    return node.state == NodeState::skipped && node.basis.has_value();
}

bool is_left_out(const RunState& state, int layer) {
    if (!state.exit) return false;
    const auto& nodes = state.layers[static_cast<std::size_t>(layer) - 1];
    return std::all_of(nodes.begin(), nodes.end(),
                       [&state](const Node& node) { return is_left_out(state, node); });
}

int source_layer(const RunState& state, int layer) {
    int source = layer - 1;
    while (source >= 1 && is_left_out(state, source))
        --source;
    return source;
}

}  // namespace moa::run
