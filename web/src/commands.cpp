// What the page's controls ask of the program, by name and JSON: one exported function for all.
#include <emscripten/emscripten.h>

#include <array>
#include <string>
#include <string_view>

#include "json.hpp"
#include "web/src/actions.hpp"
#include "web/src/app.hpp"
#include "web/src/controls.hpp"
#include "web/src/models.hpp"
#include "web/src/running_app.hpp"

namespace moa::web {
namespace {

/// As many as anybody scrolls through; words narrow it down.
constexpr std::size_t choices_at_once = 80;

Json outcome(const std::optional<Error>& error) {
    return error ? Json{{"error", error_json(*error)}} : Json::object();
}

std::string text_of(const Json& argument) {
    return argument.is_string() ? argument.get<std::string>() : std::string();
}

Json begin(App& app, const Json& /*argument*/) {
    app.mirror().begin();
    return Json::object();
}

Json take_draft(App& app, const Json& argument) {
    std::string draft = text_of(argument);
    app.mirror().draft_is(draft);
    app.workspace().set_draft(std::move(draft));
    return Json::object();
}

Json run(App& app, const Json& /*argument*/) {
    return outcome(app.workspace().run());
}

Json stop(App& app, const Json& /*argument*/) {
    app.workspace().stop();
    return Json::object();
}

Json new_conversation(App& app, const Json& /*argument*/) {
    app.workspace().new_conversation();
    return Json::object();
}

Json select(App& app, const Json& argument) {
    const auto node = run::parse_node_id(text_of(argument));
    app.workspace().select(node);
    if (node) app.view().reveal(*node);
    return Json::object();
}

/// Sends a node that failed, was stopped or is cut once more.
Json rerun(App& app, const Json& argument) {
    if (const auto node = run::parse_node_id(text_of(argument))) app.workspace().rerun(*node);
    return Json::object();
}

Json fit(App& app, const Json& /*argument*/) {
    app.view().fit_tree();
    return Json::object();
}

Json providers(App& /*app*/, const Json& /*argument*/) {
    return providers_json();
}

Json setup(App& app, const Json& /*argument*/) {
    return setup_json(app.workspace());
}

/// {"provider", "base_url", "shape", "proposers", "aggregator", "key"}; an empty key leaves the present one.
Json use_setup(App& app, const Json& argument) {
    const session::Setup wanted = setup_from_json(argument);
    if (auto error = app.workspace().apply_setup(wanted)) return outcome(error);
    const auto key = argument.find("key");
    if (key == argument.end() || text_of(*key).empty()) return Json::object();
    return outcome(app.workspace().set_key(wanted.provider, text_of(*key)));
}

/// The same provider in another shape ("moa-lite", "moa-3").
Json use_shape(App& app, const Json& argument) {
    session::Setup wanted = app.workspace().setup();
    wanted.shape = text_of(argument);
    return outcome(app.workspace().apply_setup(wanted));
}

/// The key that stands in the dialog, which goes with this one request.
std::string key_of(const Json& argument) {
    const auto key = argument.find("key");
    return key == argument.end() ? std::string() : text_of(*key);
}

/// A setup as for use_setup; it need not be in use.
Json load_models(App& app, const Json& argument) {
    return outcome(app.workspace().load_models(setup_from_json(argument), key_of(argument)));
}

Json check_models(App& app, const Json& argument) {
    return outcome(app.workspace().check_models(setup_from_json(argument), key_of(argument)));
}

Json stop_check(App& app, const Json& /*argument*/) {
    app.workspace().stop_check();
    return Json::object();
}

Json models(App& app, const Json& argument) {
    return models_json(app.workspace(), setup_from_json(argument));
}

/// A setup, and the words to search its provider's list for.
Json search_models(App& app, const Json& argument) {
    const auto query = argument.find("query");
    return search_json(app.workspace(), setup_from_json(argument),
                       query == argument.end() ? std::string() : text_of(*query), choices_at_once);
}

/// What the page has kept of models, as it got it from kept_models.
Json remember_models(App& app, const Json& argument) {
    app.workspace().remember_models(session::read_model_book(text_of(argument)));
    return Json::object();
}

Json kept_models(App& app, const Json& /*argument*/) {
    return {{"text", session::write_model_book(app.workspace().model_book())}};
}

Json act(App& app, const Json& argument) {
    return take_action(app.workspace(), argument);
}

Json price(App& app, const Json& argument) {
    return action_price(app.workspace(), argument);
}

/// What was measured of models, as the page has kept it.
Json remember_experience(App& app, const Json& argument) {
    app.workspace().remember_experience(session::read_experience(text_of(argument)));
    return Json::object();
}

Json kept_experience(App& app, const Json& /*argument*/) {
    return {{"text", session::write_experience(app.workspace().experience())}};
}

/// {"dark", "reduced_motion", "header_height", "composer_height"}, each optional.
Json use_options(App& app, const Json& argument) {
    view::ViewOptions options = app.view().options();
    const auto flag = [&](const char* name, bool& value) {
        if (const auto it = argument.find(name); it != argument.end() && it->is_boolean())
            value = it->get<bool>();
    };
    const auto number = [&](const char* name, float& value) {
        if (const auto it = argument.find(name); it != argument.end() && it->is_number())
            value = it->get<float>();
    };
    flag("dark", options.dark);
    flag("reduced_motion", options.reduced_motion);
    number("header_height", options.header_height);
    number("composer_height", options.composer_height);
    app.set_options(options);
    return Json::object();
}

Json resized(App& app, const Json& /*argument*/) {
    app.input_came();
    return Json::object();
}

Json copied(App& app, const Json& argument) {
    return app.clipboard().copy(text_of(argument) == "cut");
}

Json paste(App& app, const Json& argument) {
    app.clipboard().paste(text_of(argument));
    return Json::object();
}

struct Command {
    std::string_view name;
    Json (*perform)(App&, const Json&);
};

constexpr std::array<Command, 27> commands = {{
    {"begin", begin},
    {"draft", take_draft},
    {"run", run},
    {"stop", stop},
    {"new", new_conversation},
    {"select", select},
    {"rerun", rerun},
    {"fit", fit},
    {"providers", providers},
    {"setup", setup},
    {"use_setup", use_setup},
    {"use_shape", use_shape},
    {"load_models", load_models},
    {"check_models", check_models},
    {"stop_check", stop_check},
    {"models", models},
    {"search_models", search_models},
    {"remember_models", remember_models},
    {"kept_models", kept_models},
    {"act", act},
    {"price", price},
    {"remember_experience", remember_experience},
    {"kept_experience", kept_experience},
    {"options", use_options},
    {"resized", resized},
    {"copy", copied},
    {"paste", paste},
}};

Json perform(std::string_view name, std::string_view argument) {
    App* app = running_app();
    if (app == nullptr) return Json::object();
    const Json parsed = Json::parse(argument, nullptr, false);
    for (const Command& command : commands) {
        if (command.name != name) continue;
        Json result = command.perform(*app, parsed.is_discarded() ? Json() : parsed);
        app->settle();
        // Controls answer at once; while text is typed the mirror can wait for its turn.
        if (name != "draft" && name != "resized" && name != "options") app->mirror().tell();
        return result;
    }
    return Json::object();
}

}  // namespace
}  // namespace moa::web

/// The result is valid until the next call.
extern "C" EMSCRIPTEN_KEEPALIVE const char* moa_invoke(const char* name, const char* argument) {
    static std::string result;
    result = moa::web::perform(name, argument).dump(-1, ' ', false, moa::Json::error_handler_t::replace);
    return result.c_str();
}
