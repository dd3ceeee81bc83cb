#include "run/graph_rules.hpp"

#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "run/layer_state.hpp"
#include "run/stale.hpp"

namespace moa::run {
namespace {

Error not_now(std::string message) {
    return {ErrorKind::invalid_input, 0, std::move(message)};
}

/// How many of the layer's nodes are not muted.
std::ptrdiff_t unmuted(const std::vector<Node>& nodes) {
    return std::count_if(nodes.begin(), nodes.end(), [](const Node& node) { return !node.muted; });
}

bool is_last(const RunState& state, int layer) {
    return static_cast<std::size_t>(layer) == state.layers.size();
}

std::optional<Error> refuse_on_node(const RunState& state, const Node& node, const GraphCommand& command) {
    const auto& nodes = state.layers[static_cast<std::size_t>(node.id.layer) - 1];
    const std::string name = to_string(node.id);
    const bool last = is_last(state, node.id.layer);
    switch (command.change) {
        case Change::edit:
            if (is_blank(command.text))
                return not_now("An answer cannot be empty; mute " + name + " to leave it out.");
            if (!command.nodes.empty() && state.find(command.nodes.front()) == nullptr)
                return not_now("There is no node " + to_string(command.nodes.front()) + ".");
            break;
        case Change::mute:
            if (node.muted) return not_now(name + " is already muted.");
            if (last) return not_now("The aggregator writes the answer; it cannot be muted.");
            if (unmuted(nodes) < 2) return not_now("A layer needs at least one unmuted agent.");
            break;
        case Change::unmute:
            if (!node.muted) return not_now(name + " is not muted.");
            break;
        case Change::pin:
            if (node.pinned) return not_now(name + " is already pinned.");
            if (node.state != NodeState::done) return not_now(name + " has no answer to pin.");
            break;
        case Change::unpin:
            if (!node.pinned) return not_now(name + " is not pinned.");
            break;
        case Change::use:
            if (!node.late) return not_now(name + " is not late.");
            if (node.state != NodeState::done) return not_now(name + " has no answer to use.");
            break;
        case Change::regenerate:
            if (node.muted) return not_now(name + " is muted; unmute it first.");
            if (node.state == NodeState::queued && node.attempt == 0)
                return not_now(name + " has not been called yet.");
            break;
        case Change::remove:
            if (last) return not_now("The aggregator writes the answer; it cannot be removed.");
            if (nodes.size() < 2 || (!node.muted && unmuted(nodes) < 2))
                return not_now("A layer needs at least one agent.");
            break;
        default:
            break;
    }
    return std::nullopt;
}

std::optional<Error> refuse_agent(const RunState& state, const GraphCommand& command) {
    if (!command.agent) return not_now("Choose the model to add.");
    const int layer = command.node.layer;
    if (layer < 1 || static_cast<std::size_t>(layer) > state.layers.size())
        return not_now("There is no layer " + std::to_string(layer) + ".");
    if (is_last(state, layer)) return not_now("The last layer has one node, the aggregator.");
    if (state.layers[static_cast<std::size_t>(layer) - 1].size() >=
        static_cast<std::size_t>(mixture::max_nodes_per_layer))
        return not_now("A layer has at most " + std::to_string(mixture::max_nodes_per_layer) + " nodes.");
    return std::nullopt;
}

std::optional<Error> refuse_proceed(const RunState& state) {
    const int layer = current_layer(state);
    if (layer == 0) return not_now("No layer is running.");
    if (is_last(state, layer)) return not_now("The aggregator is running; no layer follows it.");
    const auto& nodes = state.layers[static_cast<std::size_t>(layer) - 1];
    if (std::none_of(nodes.begin(), nodes.end(), [](const Node& node) { return node.is_used(); }))
        return not_now("There is no answer to continue with yet.");
    return std::nullopt;
}

/// The step that undo or redo would take, or nullptr.
const UndoStep* next_step(const RunState& state, Change change) {
    const auto& steps = change == Change::undo ? state.undo : state.redo;
    return steps.empty() ? nullptr : &steps.back();
}

std::vector<NodeId> ids_of(const std::vector<Node>& nodes) {
    std::vector<NodeId> ids;
    ids.reserve(nodes.size());
    for (const Node& node : nodes)
        ids.push_back(node.id);
    return ids;
}

std::vector<PlannedCall> heard_again(const RunState& state, NodeId id) {
    const Node* node = state.find(id);
    if (node == nullptr || node->state != NodeState::skipped || !takes_calls(state, id.layer)) return {};
    return {{id, node, caller_of(*node)}};
}

/// The calls of nodes that undo or redo puts back into the queue.
std::vector<PlannedCall> brought_back(const RunState& state, Change change) {
    const UndoStep* step = next_step(state, change);
    if (step == nullptr) return {};
    const Change taken_back = step->command.change;
    if (taken_back == (change == Change::undo ? Change::mute : Change::unmute))
        return heard_again(state, step->command.node);
    if (taken_back == (change == Change::undo ? Change::add : Change::remove)) return {};  // it goes
    std::vector<PlannedCall> calls;
    for (const Node& node : step->nodes) {
        if (node.state != NodeState::queued || node.muted || !takes_calls(state, node.id.layer)) continue;
        calls.push_back({node.id, &node, node.agent});
    }
    return calls;
}

}  // namespace

std::optional<Error> refusal(const RunState& state, const GraphCommand& command) {
    switch (command.change) {
        case Change::add:
            return refuse_agent(state, command);
        case Change::undo:
            if (state.undo.empty()) return not_now("Nothing to undo.");
            return std::nullopt;
        case Change::redo:
            if (state.redo.empty()) return not_now("Nothing to redo.");
            return std::nullopt;
        case Change::rerun:
            if (command.nodes.empty()) return not_now("Nothing is stale.");
            return std::nullopt;
        case Change::proceed:
            return refuse_proceed(state);
        case Change::cap:
            if (command.usd < 0)
                return not_now("The spend cap must be an amount in US dollars, or 0 for no cap.");
            return std::nullopt;
        case Change::resume:
            if (state.running()) return not_now("The run is in progress.");
            if (command.nodes.empty()) return not_now("Nothing is left to run.");
            return std::nullopt;
        default: {
            const Node* node = state.find(command.node);
            if (node == nullptr) return not_now("There is no node " + to_string(command.node) + ".");
            return refuse_on_node(state, *node, command);
        }
    }
}

GraphCommand completed(const RunState& state, GraphCommand command) {
    if (!command.nodes.empty()) return command;
    if (command.change == Change::rerun) command.nodes = stale_nodes(state);
    if (command.change == Change::resume) command.nodes = unfinished_nodes(state);
    return command;
}

std::vector<PlannedCall> planned(const RunState& state, const std::vector<NodeId>& nodes) {
    std::vector<PlannedCall> calls;
    for (const NodeId id : nodes) {
        const Node* node = state.find(id);
        if (node == nullptr || node->muted) continue;
        calls.push_back({id, node, caller_of(*node)});
    }
    return calls;
}

std::vector<PlannedCall> planned(const RunState& state, const GraphCommand& command) {
    switch (command.change) {
        case Change::regenerate: {
            const Node* node = state.find(command.node);
            if (node == nullptr) return {};
            return {{command.node, node, command.agent ? *command.agent : node->agent}};
        }
        case Change::rerun:
        case Change::resume:
            return planned(state, command.nodes);
        case Change::add: {
            const int layer = command.node.layer;
            if (!command.agent || !takes_calls(state, layer)) return {};
            const std::size_t size = state.layers[static_cast<std::size_t>(layer) - 1].size();
            return {{{layer, static_cast<int>(size) + 1}, nullptr, *command.agent}};
        }
        case Change::unmute:
            return heard_again(state, command.node);
        case Change::undo:
        case Change::redo:
            return brought_back(state, command.change);
        default:
            return {};
    }
}

std::vector<NodeId> given_up_by(const RunState& state, const GraphCommand& command) {
    switch (command.change) {
        case Change::edit:
        case Change::regenerate:
        case Change::remove:
            return {command.node};
        case Change::rerun:
            return command.nodes;
        case Change::undo:
        case Change::redo: {
            const UndoStep* step = next_step(state, command.change);
            if (step == nullptr) return {};
            if (step->command.change == Change::add) return {step->command.node};
            return ids_of(step->nodes);
        }
        default:
            return {};
    }
}

std::optional<IndexShift> shift_of(const RunState& state, const GraphCommand& command) {
    if (command.change == Change::remove) return IndexShift{command.node.layer, command.node.index + 1, -1};
    if (command.change != Change::undo && command.change != Change::redo) return std::nullopt;
    const UndoStep* step = next_step(state, command.change);
    if (step == nullptr) return std::nullopt;
    const NodeId node = step->command.node;
    const bool undo = command.change == Change::undo;
    if (step->command.change == Change::add || step->command.change == Change::remove) {
        const bool erases = (step->command.change == Change::add) == undo;
        return erases ? IndexShift{node.layer, node.index + 1, -1} : IndexShift{node.layer, node.index, 1};
    }
    return std::nullopt;
}

}  // namespace moa::run
