#include "session/node_actions.hpp"

#include <utility>

namespace moa::session {
namespace {

using run::Change;
using run::Node;

Action on_node(std::string_view name, std::string label, std::string_view key, Change change,
               run::NodeId node) {
    Action action{name, std::move(label), key, Asks::nothing, {}, {}};
    action.command.change = change;
    action.command.node = node;
    return action;
}

}  // namespace

std::vector<Action> node_actions(const Workspace& workspace, run::NodeId id) {
    std::vector<Action> actions;
    const run::RunState& state = workspace.shown();
    const Node* node = state.find(id);
    if (workspace.idle() || node == nullptr) return actions;
    const bool last = static_cast<std::size_t>(id.layer) == state.layers.size();
    const auto add = [&](Action action) {
        run::GraphCommand asked = action.command;
        if (action.asks == Asks::text) asked.text = "any";  // only an empty one would be refused
        if (const auto error = run::refusal(state, asked)) action.refusal = error->message;
        actions.push_back(std::move(action));
    };
    Action edit = on_node("edit", "Edit the answer", "E", Change::edit, id);
    edit.asks = Asks::text;
    add(std::move(edit));
    add(on_node("regenerate", "Regenerate", "R", Change::regenerate, id));
    Action other = on_node("other", "Regenerate with another model", "O", Change::regenerate, id);
    other.asks = Asks::model;
    add(std::move(other));
    add(node->pinned ? on_node("unpin", "Unpin", "P", Change::unpin, id)
                     : on_node("pin", "Pin: keep it as it is", "P", Change::pin, id));
    if (!last) {
        add(node->muted ? on_node("unmute", "Unmute", "M", Change::unmute, id)
                        : on_node("mute", "Mute: build nothing on it", "M", Change::mute, id));
    }
    if (node->late) add(on_node("use", "Use it although it came late", "U", Change::use, id));
    if (!last) add(on_node("remove", "Remove from its layer", "Del", Change::remove, id));
    return actions;
}

std::vector<Action> run_actions(const Workspace& workspace) {
    std::vector<Action> actions;
    if (workspace.idle()) return actions;
    const run::RunState& state = workspace.shown();
    const auto add = [&](std::string_view name, std::string label, std::string_view key, Change change) {
        Action action{name, std::move(label), key, Asks::nothing, {}, {}};
        action.command.change = change;
        if (!run::refusal(state, run::completed(state, action.command))) actions.push_back(std::move(action));
    };
    add("rerun", "Rerun stale", "Shift+R", Change::rerun);
    if (state.running()) add("proceed", "Continue now", "C", Change::proceed);
    if (state.status == run::RunStatus::cancelled) add("resume", "Resume", "", Change::resume);
    add("undo", "Undo", "Ctrl+Z", Change::undo);
    add("redo", "Redo", "Ctrl+Shift+Z", Change::redo);
    return actions;
}

std::optional<run::GraphCommand> command_of(const Workspace& workspace, const Action& action,
                                            std::string answer) {
    run::GraphCommand command = action.command;
    if (action.asks == Asks::text) command.text = std::move(answer);
    if (action.asks == Asks::model) {
        const run::RunState& state = workspace.shown();
        const Node* node = state.find(command.node);
        if (node == nullptr) return std::nullopt;
        mixture::Agent agent = run::caller_of(state, *node);
        agent.model = std::move(answer);
        agent.label.clear();
        command.agent = std::move(agent);
    }
    return command;
}

}  // namespace moa::session
