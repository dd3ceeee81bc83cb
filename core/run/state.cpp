#include "run/state.hpp"

#include <array>
#include <cstddef>

#include "mixture/prompt.hpp"

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
    const bool whole = state.missing.empty() && state.cut.empty() && state.replaced.empty();
    return whole ? RunStatus::complete : RunStatus::degraded;
}

void refresh_lists(RunState& state) {
    state.missing.clear();
    state.cut.clear();
    state.replaced.clear();
    for (const auto& layer : state.layers) {
        for (const Node& node : layer) {
            if (node.muted) continue;
            if (node.state == NodeState::failed || node.state == NodeState::cancelled || node.late) {
                state.missing.push_back(node.id);
                continue;
            }
            if (node.stands_in_for && node.state == NodeState::done) state.replaced.push_back(node.id);
            if (node.is_cut()) state.cut.push_back(node.id);
        }
    }
}

int source_layer(const RunState& /*state*/, int layer) {
    return layer - 1;
}

std::vector<std::string_view> references_for(const RunState& state, int layer) {
    std::vector<std::string_view> references;
    if (layer < 2 || static_cast<std::size_t>(layer) > state.layers.size()) return references;
    for (const Node& node : state.layers[static_cast<std::size_t>(source_layer(state, layer)) - 1]) {
        if (node.is_used()) references.emplace_back(node.text);
    }
    return references;
}

std::vector<wire::ChatMessage> prompt_of(const RunState& state, NodeId id) {
    const Node* node = state.find(id);
    if (node == nullptr) return {};
    const mixture::Agent agent = caller_of(state, *node);
    const mixture::Layer& layer = state.recipe.layers[static_cast<std::size_t>(id.layer) - 1];
    return mixture::node_messages(agent, mixture::effective_parameters(state.recipe, layer, agent),
                                  state.messages, references_for(state, id.layer));
}

}  // namespace moa::run
