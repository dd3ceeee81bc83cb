#include "screen/node_actions.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "run/graph_rules.hpp"
#include "run/price_of_calls.hpp"
#include "run/stale.hpp"
#include "screen/model_search.hpp"

namespace moa::screen {
namespace {

using run::Change;
using run::Node;

constexpr ActionKey keys[] = {
    {"rerun", "Shift+R", "Rerun stale nodes"},
    {"proceed", "C", "Continue with the answers so far"},
    {"other_aggregator", "Shift+O", "Ask another aggregator"},
    {"undo", "Ctrl+Z", "Undo a change to the run"},
    {"redo", "Ctrl+Shift+Z", "Redo"},
    {"edit", "E", "Edit the node's answer"},
    {"regenerate", "R", "Regenerate the node"},
    {"other", "O", "Regenerate with another model"},
    {"pin", "P", "Pin or unpin"},
    {"unpin", "P", "Pin or unpin"},
    {"mute", "M", "Mute or unmute"},
    {"unmute", "M", "Mute or unmute"},
    {"use", "U", "Use the late answer"},
    {"add", "A", "Add an agent to this layer"},
    {"remove", "Del", "Remove from its layer"},
};

std::string_view key_of(std::string_view name) {
    const auto* found = std::find_if(std::begin(keys), std::end(keys),
                                     [name](const ActionKey& each) { return each.name == name; });
    return found == std::end(keys) ? std::string_view() : found->key;
}

Action on_node(std::string_view name, std::string label, Change change, run::NodeId node) {
    Action action;
    action.name = name;
    action.label = std::move(label);
    action.key = key_of(name);
    action.command.change = change;
    action.command.node = node;
    return action;
}

Action asking(Action action, Asks asks, std::string title, std::string_view verb) {
    action.asks = asks;
    action.title = std::move(title);
    action.verb = verb;
    return action;
}

std::string name_of(const Node& node) {
    return run::to_string(node.id) + " " + node.label;
}

Action another_model(const Node& node, bool last) {
    Action action = last ? on_node("other", "Ask another aggregator", Change::regenerate, node.id)
                         : on_node("other", "Regenerate with another model", Change::regenerate, node.id);
    return asking(std::move(action), Asks::model,
                  last ? "The same proposals, another aggregator"
                       : "Regenerate " + name_of(node) + " with another model",
                  last ? "Ask" : "Regenerate");
}

/// The node's agent with another model, maybe of another provider: what only the agent itself was given is
/// left behind.
mixture::Agent with_model(const session::Workspace& workspace, const Node& node, std::string_view answer) {
    mixture::Agent agent = run::caller_of(node);
    const mixture::Providers& providers = workspace.configuration().providers();
    const mixture::Provider* own = mixture::find_provider(providers, agent.provider);
    NamedModel named{nullptr, std::string(answer)};
    if (own != nullptr) named = named_model(providers, *own, answer);
    if (named.provider != nullptr) agent.provider = named.provider->name;
    agent.model = std::move(named.model);
    agent.label.clear();
    agent.repeat = 1;
    return agent;
}

}  // namespace

std::span<const ActionKey> action_keys() {
    return keys;
}

std::vector<Action> node_actions(const session::Workspace& workspace, run::NodeId id) {
    std::vector<Action> actions;
    const run::RunState& state = workspace.shown();
    const Node* node = state.find(id);
    if (workspace.on_screen().idle() || workspace.on_screen().shows_replay() || node == nullptr)
        return actions;
    const bool last = static_cast<std::size_t>(id.layer) == state.layers.size();
    const auto add = [&](Action action) {
        run::GraphCommand asked = action.command;
        if (action.asks == Asks::text) asked.text = "any";  // only a missing one would be refused
        if (action.asks == Asks::model) asked.agent.emplace();
        if (const auto error = run::refusal(state, asked)) action.refusal = error->message;
        actions.push_back(std::move(action));
    };
    add(asking(on_node("edit", "Edit the answer", Change::edit, id), Asks::text,
               "Edit the answer of " + name_of(*node), "Use text"));
    add(on_node("regenerate", "Regenerate", Change::regenerate, id));
    add(another_model(*node, last));
    add(node->pinned ? on_node("unpin", "Unpin", Change::unpin, id)
                     : on_node("pin", "Pin: keep this answer", Change::pin, id));
    if (!last) {
        add(node->muted ? on_node("unmute", "Unmute", Change::unmute, id)
                        : on_node("mute", "Mute: do not pass it on", Change::mute, id));
    }
    if (node->late) add(on_node("use", "Use the late answer", Change::use, id));
    if (last) return actions;
    add(asking(on_node("add", "Add an agent to this layer", Change::add, id), Asks::model,
               "Add an agent to layer " + std::to_string(id.layer), "Add"));
    add(on_node("remove", "Remove from its layer", Change::remove, id));
    return actions;
}

std::vector<Action> run_actions(const session::Workspace& workspace) {
    std::vector<Action> actions;
    if (workspace.on_screen().idle() || workspace.on_screen().shows_replay()) return actions;
    const run::RunState& state = workspace.shown();
    const auto add = [&](std::string_view name, std::string label, Change change) {
        Action action = on_node(name, std::move(label), change, {});
        if (!run::refusal(state, run::completed(state, action.command))) actions.push_back(std::move(action));
    };
    add("rerun", "Rerun stale", Change::rerun);
    if (state.running()) add("proceed", "Continue now", Change::proceed);
    if (state.status == run::RunStatus::cancelled || state.cap) add("resume", "Resume", Change::resume);
    const bool settled = !state.running() && run::stale_nodes(state).empty();
    if (settled && state.layers.size() > 1 && state.aggregator().was_called()) {
        Action other = another_model(state.aggregator(), true);
        other.label = "Another aggregator";
        other.key = key_of("other_aggregator");
        actions.push_back(std::move(other));
    }
    add("undo", "Undo", Change::undo);
    add("redo", "Redo", Change::redo);
    return actions;
}

std::optional<Action> find_action(const session::Workspace& workspace, run::NodeId node,
                                  std::string_view name) {
    for (Action& action : node_actions(workspace, node)) {
        if (action.name == name) return std::move(action);
    }
    return std::nullopt;
}

std::string price_words(const session::Workspace& workspace, const Action& action,
                        const std::string& answer) {
    if (action.asks == Asks::text || action.command.change == Change::add) return {};
    const bool own = action.asks == Asks::model && answer.empty();
    const auto command = own ? action.command : command_of(workspace, action, answer);
    if (!command) return {};
    const run::CallPrice price = workspace.on_screen().price_of(*command);
    return price.calls > 0 ? run::to_sentence(price) : std::string();
}

std::optional<run::GraphCommand> command_of(const session::Workspace& workspace, const Action& action,
                                            std::string answer) {
    run::GraphCommand command = action.command;
    if (action.asks == Asks::text) {
        command.text = std::move(answer);
    } else if (action.asks == Asks::model) {
        const Node* node = workspace.shown().find(command.node);
        if (node == nullptr) return std::nullopt;
        command.agent = with_model(workspace, *node, answer);
    }
    return command;
}

}  // namespace moa::screen
