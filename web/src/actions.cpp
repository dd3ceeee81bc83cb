#include "web/src/actions.hpp"

#include <algorithm>

#include "screen/conversation_acts.hpp"
#include "screen/node_actions.hpp"
#include "screen/turn_note.hpp"
#include "session/cost_words.hpp"
#include "session/outlook.hpp"
#include "web/src/controls.hpp"
#include "web/src/screens.hpp"

namespace moa::web {
namespace {

/// One that asks something names its node; one that calls a node again says what that is likely to use.
Json list_json(const session::Workspace& workspace, const std::vector<screen::Action>& actions) {
    Json list = Json::array();
    for (const screen::Action& action : actions) {
        if (!action.refusal.empty()) continue;
        Json told = {{"name", action.name}, {"label", action.label}, {"key", action.key}};
        if (action.asks != screen::Asks::nothing) told["node"] = run::to_string(action.command.node);
        if (action.name == "regenerate" && !workspace.running())
            told["price"] = screen::price_words(workspace, action, {});
        list.push_back(std::move(told));
    }
    return list;
}

std::optional<screen::Action> action_for(const session::Workspace& workspace, const Json& argument) {
    const std::string name(find_string(argument, "name"));
    if (const auto node = run::parse_node_id(find_string(argument, "node")))
        return screen::find_action(workspace, *node, name);
    for (screen::Action& action : screen::run_actions(workspace)) {
        if (action.name == name) return std::move(action);
    }
    return std::nullopt;
}

Json caps_json(const session::Workspace& workspace) {
    Json json = Json::array();
    for (const double usd : session::spend_cap_choices(workspace.spend_cap()))
        json.push_back({usd, session::cap_words(usd)});
    return json;
}

/// What mends the turn's answer first, where that is not among what can be done to the run; before the first
/// question, the demo's own.
std::vector<screen::Button> buttons_of(const session::Workspace& workspace, session::TurnNumber turn,
                                       const std::vector<screen::Action>& on_run) {
    if (turn == 0) return screen::example_buttons(workspace);
    const auto note = screen::turn_note(workspace, turn);
    std::vector<screen::Button> buttons = note ? note->buttons : std::vector<screen::Button>();
    std::erase_if(buttons, [&on_run](const screen::Button& button) {
        return std::any_of(on_run.begin(), on_run.end(),
                           [&button](const screen::Action& action) { return action.label == button.label; });
    });
    for (screen::Button& button : screen::turn_buttons(workspace, turn))
        buttons.push_back(std::move(button));
    return buttons;
}

}  // namespace

Json actions_json(const session::Workspace& workspace) {
    const std::vector<screen::Action> on_run = screen::run_actions(workspace);
    const bool stale = !on_run.empty() && on_run.front().name == "rerun";
    const session::TurnNumber turn = workspace.conversation().shown_turn();
    Json node;
    const auto selected = workspace.conversation().selected();
    const run::Node* chosen = selected ? workspace.shown().find(*selected) : nullptr;
    if (chosen != nullptr) {
        node = {{"id", run::to_string(*selected)},
                {"label", chosen->label},
                {"actions", list_json(workspace, screen::node_actions(workspace, *selected))}};
    }
    return {{"run", list_json(workspace, on_run)},
            {"node", std::move(node)},
            {"turn", buttons_json(buttons_of(workspace, turn, on_run))},
            {"stale", stale},
            {"words", session::outlook(workspace)},
            {"cap", workspace.spend_cap().value_or(0)},
            {"caps", workspace.configuration().calls_no_model() ? Json::array() : caps_json(workspace)}};
}

Json take_action(session::Workspace& workspace, const Json& argument) {
    const auto action = action_for(workspace, argument);
    const auto command =
        action ? screen::command_of(workspace, *action, std::string(find_string(argument, "answer")))
               : std::nullopt;
    if (!command) return Json::object();
    const auto error = workspace.conversation().change(*command);
    return error ? Json{{"error", error_json(*error)}} : Json::object();
}

}  // namespace moa::web
