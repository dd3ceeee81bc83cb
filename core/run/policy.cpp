#include "run/policy.hpp"

#include <array>
#include <utility>

#include "run/event.hpp"

namespace moa::run {
namespace {

constexpr std::array<std::string_view, 3> mark_names = {"late", "backup", "muted"};

}  // namespace

std::string_view to_string(Mark mark) {
    return mark_names[static_cast<std::size_t>(mark)];
}

std::optional<Mark> parse_mark(std::string_view text) {
    for (std::size_t i = 0; i < mark_names.size(); ++i) {
        if (mark_names[i] == text) return static_cast<Mark>(i);
    }
    return std::nullopt;
}

mixture::Agent caller_of(const RunState& state, const Node& node) {
    const mixture::Agent& agent = *agent_of(state.recipe, node.id);
    if (!node.stands_in_for) return agent;
    return mixture::backup_agent(agent).value_or(agent);
}

void apply_mark(RunState& state, const NodeMarked& event) {
    Node* node = state.find(event.node);
    if (node == nullptr) return;
    if (event.mark == Mark::late) {
        node->late = true;
    } else if (event.mark == Mark::muted) {
        node->muted = true;
    } else if (const auto backup = mixture::backup_agent(*agent_of(state.recipe, event.node))) {
        Node fresh = make_node(state, node->id, *backup);
        fresh.muted = node->muted;
        fresh.pinned = node->pinned;
        fresh.stands_in_for = StandIn{node->label, node->error.value_or(make_error(ErrorKind::network))};
        *node = std::move(fresh);
    }
    refresh_lists(state);
    refresh_stale(state);
}

}  // namespace moa::run
