#include "run/state.hpp"

#include <algorithm>
#include <cstddef>

#include "enum_names.hpp"

namespace moa::run {
namespace {

constexpr EnumNames<RunStatus, RunStatus::cancelled> status_names("running", "complete", "degraded", "failed",
                                                                  "cancelled");

}  // namespace

std::string_view to_string(RunStatus status) {
    return status_names.of(status);
}

std::optional<RunStatus> parse_run_status(std::string_view text) {
    return status_names.parse(text);
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

RunStatus status_when_broken_off(const RunState& state) {
    for (const auto& layer : state.layers) {
        for (const Node& node : layer) {
            // One that is late or muted would have been cut.
            if (!has_ended(node.state) && !node.late && !node.muted) return RunStatus::cancelled;
        }
    }
    const Node& last = state.aggregator();
    const bool has_backup = last.agent.backup && !last.stands_in_for;
    const bool is_over = last.state == NodeState::done || (last.state == NodeState::failed && !has_backup);
    return is_over || state.cap ? outcome_of(state) : RunStatus::cancelled;
}

void go_on(RunState& state, Millis t) {
    if (state.running()) return;
    if (state.total_ms != no_time) state.idle_ms += t - state.total_ms;
    state.status = RunStatus::running;
    state.began_at = t;
    state.cap.reset();
    state.total_ms = no_time;
}

RunState broken_off(RunState state) {
    if (!state.running()) return state;
    state.status = status_when_broken_off(state);
    state.total_ms = state.latest;
    for (auto& layer : state.layers) {
        for (Node& node : layer) {
            if (node.in_flight() || node.state == NodeState::queued)
                node.state = node.attempt > 0 ? NodeState::cancelled : NodeState::skipped;
        }
    }
    return state;
}

bool fits_nodes(const RunState& state, const mixture::Recipe& recipe) {
    if (recipe.layers.size() != state.layers.size()) return false;
    for (std::size_t i = 0; i < state.layers.size(); ++i) {
        std::size_t nodes = 0;
        for (const mixture::Agent& agent : recipe.layers[i].agents)
            nodes += static_cast<std::size_t>(std::max(agent.repeat, 0));
        if (nodes != state.layers[i].size()) return false;
    }
    return true;
}

bool texts_continue(const RunState& before, const RunState& after) {
    if (before.layers.size() != after.layers.size()) return false;
    for (std::size_t i = 0; i < after.layers.size(); ++i) {
        if (before.layers[i].size() != after.layers[i].size()) return false;
        for (std::size_t k = 0; k < after.layers[i].size(); ++k) {
            const Node& old = before.layers[i][k];
            const Node& now = after.layers[i][k];
            if (now.text_version != old.text_version) continue;
            if (!now.text.starts_with(old.text) || !now.reasoning.starts_with(old.reasoning)) return false;
        }
    }
    return true;
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

mixture::Recipe recipe_of(const RunState& state) {
    mixture::Recipe recipe = state.recipe;
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        std::vector<mixture::Agent>& agents = recipe.layers[i].agents;
        agents.clear();
        const mixture::Agent* before = nullptr;
        for (const Node& node : state.layers[i]) {
            if (before != nullptr && *before == node.agent) {
                ++agents.back().repeat;
            } else {
                agents.push_back(node.agent);
            }
            before = &node.agent;
        }
    }
    return recipe;
}

mixture::Recipe with_address(const RunState& state, const std::string& provider,
                             const std::string& base_url) {
    mixture::Recipe recipe = recipe_of(state);
    auto it =
        std::find_if(recipe.providers.begin(), recipe.providers.end(),
                     [&provider](const mixture::RecipeProvider& each) { return each.name == provider; });
    if (it == recipe.providers.end()) it = recipe.providers.insert(it, {provider, {}, {}});
    it->base_url = base_url;
    return recipe;
}

}  // namespace moa::run
