#include "web/src/controls.hpp"

#include <string>

#include "figures.hpp"
#include "mixture/recipe_rules.hpp"
#include "run/sentences.hpp"
#include "run/state.hpp"
#include "screen/conversation_acts.hpp"
#include "screen/recent_recipes.hpp"
#include "screen/turn_note.hpp"
#include "session/outlook.hpp"
#include "session/progress.hpp"
#include "web/src/actions.hpp"
#include "web/src/screens.hpp"

namespace moa::web {
namespace {

std::string cost_words(const session::Workspace& workspace) {
    const run::RunState& state = workspace.shown();
    if (workspace.on_screen().idle() || workspace.configuration().calls_no_model(state)) return {};
    return run::cost_words(state);
}

/// Member "limits"; what is missing, no number or out of bounds stays unset.
mixture::Limits limits_from_json(const Json& json) {
    mixture::Limits limits;
    const auto it = json.find("limits");
    if (it == json.end() || !it->is_object()) return limits;
    const auto number = [&](const char* name, double low, double high) -> std::optional<double> {
        const auto member = it->find(name);
        if (member == it->end() || !member->is_number()) return std::nullopt;
        const double value = member->get<double>();
        if (!(value >= low && value <= high)) return std::nullopt;
        return value;
    };
    const auto time = [&](const char* name, std::optional<Millis>& out) {
        if (const auto value = number(name, 1, static_cast<double>(mixture::max_limit_ms)))
            out = static_cast<Millis>(*value);
    };
    time("connect_ms", limits.connect_ms);
    time("first_token_ms", limits.first_token_ms);
    time("idle_ms", limits.idle_ms);
    time("total_ms", limits.total_ms);
    if (const auto value = number("retries", 0, mixture::max_retries))
        limits.retries = static_cast<int>(*value);
    return limits;
}

Json follow_up_json(const screen::FollowUp& line) {
    Json json = {{"words", line.words}, {"buttons", buttons_json(line.buttons)}};
    if (line.meter) {
        json["meter"] = {{"share", line.meter->share},
                         {"tone", to_string(line.meter->tone)},
                         {"words", line.meter->words},
                         {"description", line.meter->description}};
    }
    return json;
}

}  // namespace

Json error_json(const Error& error) {
    return {{"message", error.message}};
}

Json controls_json(const session::Workspace& workspace) {
    const run::RunState& state = workspace.current();
    const auto refusal = workspace.cannot_run();
    const screen::FollowUp follow_up = screen::follow_up(workspace);
    const session::Progress progress = session::progress_of(state);
    const bool cut_short = !workspace.on_screen().idle() && state.status == run::RunStatus::degraded;
    return {
        {"status", workspace.on_screen().idle() ? std::string_view("idle") : run::to_string(state.status)},
        {"sentence", session::status_line(workspace)},
        {"title", session::title_of(workspace)},
        {"ended", progress.ended},
        {"nodes", progress.nodes},
        {"banner", cut_short ? run::degradation_sentence(state) : std::string()},
        {"remarks", workspace.on_screen().idle() ? std::string() : run::answer_remarks(state)},
        {"running", workspace.running()},
        {"idle", workspace.on_screen().idle()},
        {"demo", workspace.configuration().calls_no_model()},
        {"scripted", workspace.configuration().calls_no_model(state)},
        {"refusal", refusal ? refusal->message : std::string()},
        {"notice", workspace.notice() ? error_json(*workspace.notice()) : Json()},
        {"notice_buttons", buttons_json(screen::notice_buttons(workspace))},
        {"recipe", state.recipe.name},
        {"shape",
         workspace.configuration().runs_setup() ? workspace.configuration().setup().shape : std::string()},
        {"own_recipe",
         workspace.configuration().runs_setup() ? std::string() : workspace.configuration().recipe().name},
        {"shape_words", mixture::shape_words(workspace.configuration().recipe())},
        {"provider", workspace.configuration().setup().provider},
        {"time", workspace.on_screen().idle()
                     ? std::string()
                     : figure::duration(workspace.shown().worked(workspace.on_screen().elapsed()))},
        {"cost", cost_words(workspace)},
        {"turns", workspace.conversation().turns().count()},
        {"models",
         {{"revision", workspace.access().book().revision()},
          {"asking", !workspace.access().requests().idle()},
          {"checked", workspace.access().requests().checked()}}},
        {"kept", workspace.conversation().kept_id()},
        {"follow_up", follow_up_json(follow_up)},
        {"asking_again", workspace.conversation().asking_again()},
        {"recent", screen::recent_recipes(workspace)},
        {"recipe_mark", workspace.configuration().revision()},
        {"actions", actions_json(workspace)},
    };
}

session::Setup setup_from_json(const Json& json) {
    session::Setup setup;
    if (!json.is_object()) return setup;
    if (const auto provider = find_string(json, "provider"); !provider.empty()) setup.provider = provider;
    if (const auto shape = find_string(json, "shape"); !shape.empty()) setup.shape = shape;
    setup.base_url = find_string(json, "base_url");
    setup.repeat = session::repeat_from_json(json);
    setup.aggregator = find_string(json, "aggregator");
    setup.limits = limits_from_json(json);
    if (const auto it = json.find("proposers"); it != json.end() && it->is_array()) {
        for (const Json& model : *it) {
            if (model.is_string()) setup.proposers.push_back(model.get<std::string>());
        }
    }
    return setup;
}

}  // namespace moa::web
