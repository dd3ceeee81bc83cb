// What a change makes of the state, and what takes it back.
#include "run/graph.hpp"

#include <algorithm>
#include <utility>

#include "enum_names.hpp"
#include "random.hpp"
#include "run/event.hpp"
#include "run/graph_rules.hpp"
#include "run/stale.hpp"

namespace moa::run {
namespace {

constexpr EnumNames<Change, Change::resume> change_names("edit", "mute", "unmute", "pin", "unpin", "use",
                                                         "regenerate", "rerun", "add", "remove", "undo",
                                                         "redo", "proceed", "cap", "resume");

std::vector<Node>& layer_of(RunState& state, int layer) {
    return state.layers[static_cast<std::size_t>(layer) - 1];
}

/// A later layer has begun: a node of this one is no longer waited for.
bool is_past(const RunState& state, int layer) {
    return std::any_of(state.layers.begin() + layer, state.layers.end(), [](const std::vector<Node>& nodes) {
        return std::any_of(nodes.begin(), nodes.end(), [](const Node& node) {
            return !node.keeps() && (node.state != NodeState::queued || node.was_called() || node.queued);
        });
    });
}

/// How a node stands that has no answer: in turn where its layer is still to come, else left out until a
/// rerun calls it.
NodeState unsent_state(const RunState& state, int layer) {
    return takes_calls(state, layer) ? NodeState::queued : NodeState::skipped;
}

/// As if it had never been sent, to be sent now by the agent of its place. Mute and pin stay.
void requeue(RunState& state, Node& node) {
    Node fresh = make_node(state, node.id, node.agent);
    fresh.muted = node.muted;
    fresh.pinned = node.pinned;
    node = std::move(fresh);
}

/// Numbers the nodes of a layer by their places.
void renumber(std::vector<Node>& nodes) {
    int index = 0;
    for (Node& node : nodes)
        node.id.index = ++index;
}

void set_muted(RunState& state, Node& node, bool muted) {
    node.muted = muted;
    if (muted || node.state != NodeState::skipped) return;
    node.state = unsent_state(state, node.id.layer);
    node.basis.reset();
}

/// Applies the changes that are nothing but a mark; false for all others.
bool set_mark(RunState& state, Change change, NodeId id, bool back) {
    Node* node = state.find(id);
    if (node == nullptr) return false;
    switch (change) {
        case Change::mute:
        case Change::unmute:
            set_muted(state, *node, (change == Change::mute) != back);
            return true;
        case Change::pin:
        case Change::unpin:
            node->pinned = (change == Change::pin) != back;
            return true;
        case Change::use:
            node->late = back;
            return true;
        default:
            return false;
    }
}

void write_over(RunState& state, Node& node, const std::string& text, Millis t) {
    replace_text(state, node);
    node.state = NodeState::done;
    node.queued.reset();
    node.text = text;
    node.text_hash = stable_hash(text);
    node.reasoning.clear();
    node.finish = "stop";
    node.usage.reset();
    node.cost_usd.reset();
    node.error.reset();
    node.edited = true;
    node.stands_in_for.reset();
    node.calls_so_far.reset();
    node.fit.reset();
    node.chosen.reset();
    node.flags.clear();
    node.late = false;
    if (node.first_token_at == no_time) node.first_token_at = t;
    if (node.first_text_at == no_time) node.first_text_at = t;
    // The call's own times stay: the model did not take longer because the user thought.
    if (node.ended_at == no_time) node.ended_at = t;
}

/// A node that comes back from before it was sent: its turn may be over by now.
void settle_unsent(RunState& state, Node& node) {
    if (node.state != NodeState::queued) return;
    requeue(state, node);
    node.state = unsent_state(state, node.id.layer);
}

void insert_node(RunState& state, Node node) {
    auto& nodes = layer_of(state, node.id.layer);
    settle_unsent(state, node);
    nodes.insert(nodes.begin() + (node.id.index - 1), std::move(node));
    renumber(nodes);
}

/// Takes a node out, into `step`.
void take_out(RunState& state, NodeId id, UndoStep& step) {
    auto& nodes = layer_of(state, id.layer);
    const auto it = nodes.begin() + (id.index - 1);
    step.nodes = {std::move(*it)};
    nodes.erase(it);
    renumber(nodes);
}

/// Changes the graph for the first time; what undo needs goes into `step`.
void change(RunState& state, Millis t, const GraphCommand& command, UndoStep& step) {
    if (set_mark(state, command.change, command.node, false)) return;
    switch (command.change) {
        case Change::edit: {
            Node& node = *state.find(command.node);
            step.nodes = {node};
            write_over(state, node, command.text, t);
            if (!command.nodes.empty()) node.chosen = command.nodes.front();
            break;
        }
        case Change::regenerate: {
            Node& node = *state.find(command.node);
            step.nodes = {node};
            if (command.agent) node.agent = *command.agent;
            requeue(state, node);
            go_on(state, t);
            break;
        }
        case Change::rerun:
        case Change::resume:
            for (const NodeId id : command.nodes) {
                Node* node = state.find(id);
                if (node == nullptr || node->state == NodeState::queued) continue;
                step.nodes.push_back(*node);
                requeue(state, *node);
            }
            go_on(state, t);
            break;
        case Change::add: {
            step.command.node.index = static_cast<int>(layer_of(state, command.node.layer).size()) + 1;
            insert_node(state, make_node(state, step.command.node, *command.agent));
            break;
        }
        case Change::remove:
            take_out(state, command.node, step);
            break;
        case Change::cap:
            state.recipe.max_cost_usd = command.usd > 0 ? std::optional(command.usd) : std::nullopt;
            break;
        default:
            break;
    }
}

/// Swaps what is there with what the step keeps: undoes it, or, the second time, does it again.
void swap_back(RunState& state, UndoStep& step, bool back) {
    const GraphCommand& command = step.command;
    if (set_mark(state, command.change, command.node, back)) return;
    if (command.change == Change::add || command.change == Change::remove) {
        if ((command.change == Change::add) == back) {
            take_out(state, command.node, step);
        } else {
            insert_node(state, std::move(step.nodes.front()));
        }
        return;
    }
    for (Node& kept : step.nodes) {
        Node* node = state.find(kept.id);
        if (node == nullptr) continue;
        std::swap(*node, kept);
        settle_unsent(state, *node);
    }
}

std::size_t bytes_of(const UndoStep& step) {
    std::size_t bytes = 0;
    for (const Node& node : step.nodes)
        bytes += node.text.size() + node.reasoning.size() +
                 (node.calls_so_far ? node.calls_so_far->text.size() : 0);
    return bytes;
}

/// Keeps the steps within their bounds. Part of `apply`, so that a replay forgets the same.
void forget_oldest(std::vector<UndoStep>& steps) {
    std::size_t bytes = 0;
    auto kept = steps.end();
    while (kept != steps.begin()) {
        bytes += bytes_of(*(kept - 1));
        const auto count = static_cast<std::size_t>(steps.end() - kept) + 1;
        if (count > 1 && (count > most_undo_steps || bytes > most_undo_bytes)) break;
        --kept;
    }
    steps.erase(steps.begin(), kept);
}

void move_step(RunState& state, std::vector<UndoStep>& from, std::vector<UndoStep>& to, bool back) {
    if (from.empty()) return;
    UndoStep step = std::move(from.back());
    from.pop_back();
    swap_back(state, step, back);
    to.push_back(std::move(step));
}

}  // namespace

bool takes_calls(const RunState& state, int layer) {
    return state.running() && !is_past(state, layer);
}

std::string_view to_string(Change change) {
    return change_names.of(change);
}

std::optional<Change> parse_change(std::string_view text) {
    return change_names.parse(text);
}

void apply_command(RunState& state, Millis t, const GraphCommand& command) {
    if (refusal(state, command)) return;  // of a damaged log
    if (command.change == Change::undo) {
        move_step(state, state.undo, state.redo, true);
    } else if (command.change == Change::redo) {
        move_step(state, state.redo, state.undo, false);
    } else {
        UndoStep step{command, {}};
        change(state, t, command, step);
        step.command.text.clear();  // it stands in the node
        step.command.agent.reset();
        const bool can_be_undone = command.change != Change::resume && command.change != Change::proceed &&
                                   command.change != Change::cap;
        if (can_be_undone) {
            state.undo.push_back(std::move(step));
            state.redo.clear();
            forget_oldest(state.undo);
        }
    }
    state.ttft_ms = state.aggregator().first_text_at;
    refresh_lists(state);
    refresh_stale(state);
    const bool answered = state.status == RunStatus::complete || state.status == RunStatus::degraded ||
                          state.status == RunStatus::failed;
    if (answered) state.status = outcome_of(state);
}

}  // namespace moa::run
