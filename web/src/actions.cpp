#include "web/src/actions.hpp"

#include <algorithm>

#include "session/node_actions.hpp"
#include "web/src/controls.hpp"

namespace moa::web {
namespace {

std::string member(const Json& json, const char* name) {
    const auto it = json.find(name);
    return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
}

Json list_json(const std::vector<session::Action>& actions) {
    Json list = Json::array();
    for (const session::Action& action : actions) {
        if (!action.refusal.empty()) continue;
        list.push_back({{"name", action.name},
                        {"label", action.label},
                        {"key", action.key},
                        {"asks", action.asks == session::Asks::text    ? std::string_view("text")
                                 : action.asks == session::Asks::model ? std::string_view("model")
                                                                       : std::string_view()}});
    }
    return list;
}

std::optional<run::GraphCommand> command_for(const session::Workspace& workspace, const Json& argument) {
    const auto node = run::parse_node_id(member(argument, "node"));
    const std::string name = member(argument, "name");
    for (const session::Action& action :
         node ? session::node_actions(workspace, *node) : session::run_actions(workspace)) {
        if (action.name == name) return session::command_of(workspace, action, member(argument, "answer"));
    }
    return std::nullopt;
}

}  // namespace

Json actions_json(const session::Workspace& workspace) {
    const std::vector<session::Action> on_run = session::run_actions(workspace);
    const bool stale = !on_run.empty() && on_run.front().name == "rerun";
    Json node;
    const auto selected = workspace.selected();
    const run::Node* chosen = selected ? workspace.shown().find(*selected) : nullptr;
    if (chosen != nullptr) {
        node = {{"id", run::to_string(*selected)},
                {"label", chosen->label},
                {"actions", list_json(session::node_actions(workspace, *selected))}};
    }
    return {{"run", list_json(on_run)},
            {"node", std::move(node)},
            {"words",
             stale ? run::stale_sentence(workspace.shown()) + " " + run::to_sentence(workspace.rerun_price())
                   : std::string()}};
}

Json take_action(session::Workspace& workspace, const Json& argument) {
    const auto command = command_for(workspace, argument);
    if (!command) return Json::object();
    const auto error = workspace.change(*command);
    return error ? Json{{"error", error_json(*error)}} : Json::object();
}

Json action_price(const session::Workspace& workspace, const Json& argument) {
    Json told = Json::object();
    if (const auto command = command_for(workspace, argument)) {
        const run::CallPrice price = workspace.price_of(*command);
        told["words"] = price.calls > 0 ? run::to_sentence(price) : std::string();
    }
    const auto id = run::parse_node_id(member(argument, "node"));
    const run::Node* node = id ? workspace.shown().find(*id) : nullptr;
    told["text"] = node != nullptr ? node->text : std::string();
    return told;
}

}  // namespace moa::web
