// What the page's controls ask of the program, by name and JSON: one exported function for all.
#include <emscripten/emscripten.h>

#include <string>
#include <string_view>

#include "json.hpp"
#include "json_gate.hpp"
#include "mixture/recipe_read.hpp"
#include "screen/conversation_acts.hpp"
#include "screen/link_words.hpp"
#include "screen/recent_recipes.hpp"
#include "screen/replay_controls.hpp"
#include "screen/shortcuts.hpp"
#include "screen/words.hpp"
#include "session/kept_setup.hpp"
#include "session/models/model_book_json.hpp"
#include "session/open_text.hpp"
#include "web/src/actions.hpp"
#include "web/src/app.hpp"
#include "web/src/controls.hpp"
#include "web/src/running_app.hpp"
#include "web/src/screens.hpp"
#include "web/src/timer.hpp"
#include "web/src/view_options.hpp"

namespace moa::web {
namespace {

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
    app.workspace().conversation().set_draft(std::move(draft));
    return Json::object();
}

Json run(App& app, const Json& /*argument*/) {
    return outcome(app.workspace().run());
}

Json stop(App& app, const Json& /*argument*/) {
    app.workspace().conversation().stop();
    return Json::object();
}

/// The name of an act, see screen::act_on_conversation.
Json act_on_conversation(App& app, const Json& argument) {
    screen::act_on_conversation(app.workspace(), text_of(argument));
    return Json::object();
}

Json select(App& app, const Json& argument) {
    const auto node = run::parse_node_id(text_of(argument));
    app.workspace().conversation().select(node);
    if (node) app.view().reveal(*node);
    return Json::object();
}

Json fit(App& app, const Json& /*argument*/) {
    app.view().fit_tree();
    return Json::object();
}

/// {"open"}: opens or closes the search in the texts; {"words"}: what is looked for; {"step"}: 1 to the next
/// place, -1 to the one before.
Json find_in_texts(App& app, const Json& argument) {
    view::Finder& finder = app.view().finder();
    if (const auto open = argument.find("open"); open != argument.end()) {
        open->is_boolean() && open->get<bool>() ? finder.open() : finder.close();
    }
    if (const auto words = argument.find("words"); words != argument.end()) finder.look_for(text_of(*words));
    if (const auto step = argument.find("step"); step != argument.end() && step->is_number())
        finder.step(step->get<int>() > 0);
    app.view().find_again();
    return Json::object();
}

/// {"provider", "base_url", "shape", "proposers", "repeat", "aggregator"}
Json use_setup(App& app, const Json& argument) {
    return outcome(app.workspace().apply_setup(setup_from_json(argument)));
}

/// The same provider in another shape ("moa-lite", "moa-3").
Json use_shape(App& app, const Json& argument) {
    session::Setup wanted = app.workspace().configuration().setup();
    wanted.shape = text_of(argument);
    return outcome(app.workspace().apply_setup(wanted));
}

/// What has become of the keys that the page keeps, see BrowserCredentialStore::take_news.
Json saved_keys(App& app, const Json& argument) {
    app.credential_store().take_news(app.workspace(), argument);
    return Json::object();
}

/// What the user does on a screen, see take_screen_act.
Json screen_act(App& app, const Json& argument) {
    return take_screen_act(app.screens(), argument);
}

/// How the page has kept that it is to look. Answers how it looks now.
Json use_look(App& app, const Json& argument) {
    app.look() = look_from_json(argument);
    return look_json(app.look());
}

/// What the page has kept of models, as it got it from kept_models.
Json remember_models(App& app, const Json& argument) {
    app.workspace().access().remember_models(session::read_model_book(text_of(argument)));
    return Json::object();
}

Json kept_models(App& app, const Json& /*argument*/) {
    return {{"text", session::write_model_book(app.workspace().access().book())}};
}

/// Runs the recipe in this text from now on.
Json use_recipe(App& app, const Json& argument) {
    const auto recipe = mixture::read_recipe(text_of(argument));
    return outcome(recipe ? app.workspace().use_recipe(recipe.value()) : recipe.error());
}

/// The place of one of the recent recipes (screen::recent_recipes).
Json use_recent(App& app, const Json& argument) {
    if (!argument.is_number_unsigned()) return Json::object();
    return outcome(screen::use_recent_recipe(app.workspace(), argument.get<std::size_t>()));
}

Json act(App& app, const Json& argument) {
    return take_action(app.workspace(), argument);
}

/// US dollars; 0 for none.
Json use_cap(App& app, const Json& argument) {
    const double usd = argument.is_number() ? argument.get<double>() : 0;
    app.workspace().set_spend_cap(usd > 0 ? std::optional(usd) : std::nullopt);
    return outcome(std::nullopt);
}

/// What was measured of models, as the page has kept it.
Json remember_experience(App& app, const Json& argument) {
    app.workspace().access().remember_experience(session::read_experience(text_of(argument)));
    return Json::object();
}

Json kept_experience(App& app, const Json& /*argument*/) {
    return {{"text", session::write_experience(app.workspace().access().experience())}};
}

/// The setup and recipe in use, as the page has kept them.
Json use_kept_setup(App& app, const Json& argument) {
    return outcome(session::use_kept_setup(app.workspace(), text_of(argument)));
}

Json kept_setup(App& app, const Json& /*argument*/) {
    return {{"text", session::write_kept_setup(app.workspace())}};
}

/// {"id", "logs"}: a conversation that the page has kept, to be put on screen.
Json open_conversation(App& app, const Json& argument) {
    return outcome(app.workspace().conversation().open(conversation_from_json(argument)));
}

/// What the page answers to the history screen, see PageHistoryLibrary::take_answer.
Json history_answer(App& app, const Json& argument) {
    app.library().take_answer(argument);
    return Json::object();
}

/// What came by a link: its text, to be shown before anything becomes of it.
Json show_shared(App& app, const Json& argument) {
    return outcome(app.screens().show_shared(text_of(argument)));
}

/// {"models", "aggregator", "proposers"}: what a link names, see session::NamedModels.
Json show_named(App& app, const Json& argument) {
    session::NamedModels named;
    if (const Json* models = moa::find(argument, "models"); models != nullptr && models->is_array()) {
        for (const Json& model : *models)
            named.models.push_back(text_of(model));
    }
    named.aggregator = find_string(argument, "aggregator");
    // What is no whole number is told like a number that is too small.
    if (const Json* count = moa::find(argument, "proposers"))
        named.proposers = count->is_number_integer() ? count->get<int>() : 0;
    app.screens().show_named(std::move(named));
    return Json::object();
}

/// What the page has kept of a turn, see PageHistory::take_log.
Json take_log(App& app, const Json& argument) {
    app.history().take_log(argument);
    return Json::object();
}

/// {"act"}: the name of a replay's shortcut; {"place"}: in milliseconds; {"speed"}: its place among
/// screen::replay_speeds; {"skip"}: whether pauses are skipped.
Json control_replay(App& app, const Json& argument) {
    session::Workspace& workspace = app.workspace();
    if (const auto shortcut = screen::shortcut_named(find_string(argument, "act")))
        (void)screen::act_on_replay(workspace, *shortcut);
    const Json* place = moa::find(argument, "place");
    if (place != nullptr && place->is_number_integer()) screen::seek_replay(workspace, place->get<Millis>());
    const Json* speed = moa::find(argument, "speed");
    if (speed != nullptr && speed->is_number_unsigned())
        screen::set_replay_speed(workspace, speed->get<std::size_t>());
    const Json* skip = moa::find(argument, "skip");
    if (skip != nullptr && skip->is_boolean()) screen::skip_pauses(workspace, skip->get<bool>());
    return Json::object();
}

Json entry(App& /*app*/, const Json& argument) {
    return entry_of(conversation_from_json(argument));
}

Json imported(App& /*app*/, const Json& argument) {
    return imported_json(text_of(argument), utc_now());
}

Json history_part(App& app, const Json& argument) {
    return app.history_file().take(argument);
}

Json lines_of_history(App& /*app*/, const Json& argument) {
    return history_lines(argument);
}

/// All keys of the page, in the order of their list.
Json keys(App& /*app*/, const Json& /*argument*/) {
    Json list = Json::array();
    for (const screen::ShortcutLine& line : screen::shortcut_lines(screen::Shell::page))
        list.push_back(
            {{"group", line.group}, {"name", line.name}, {"keys", line.keys}, {"words", line.words}});
    return list;
}

/// Words of the controls around the screens, by name.
Json words(App& /*app*/, const Json& /*argument*/) {
    Json all = Json::object();
    for (const auto& [name, words] : screen::words::for_page)
        all[name] = words;
    for (const auto& [name, words] : screen::words::links_for_page)
        all[name] = words;
    return all;
}

/// {"share", "open", "timeline", "wrap_code"}, each optional: see view::PanelPlace.
Json place_panel(App& app, const Json& argument) {
    view::PanelPlace place = app.view().panel_place();
    if (const auto share = argument.find("share"); share != argument.end() && share->is_number())
        place.share = share->get<float>();
    const auto take = [&argument](const char* name, bool& value) {
        const auto given = argument.find(name);
        if (given != argument.end() && given->is_boolean()) value = given->get<bool>();
    };
    take("open", place.open);
    take("timeline", place.timeline);
    take("wrap_code", place.wrap_code);
    app.view().place_panel(place);
    return Json::object();
}

/// The name of a shortcut of the panel.
Json read(App& app, const Json& argument) {
    if (const auto shortcut = screen::shortcut_named(text_of(argument))) app.view().read(*shortcut);
    return Json::object();
}

/// {"name", "text"} of a file: a recipe or a run log.
Json open_file(App& app, const Json& argument) {
    const auto name = argument.find("name");
    const auto text = argument.find("text");
    if (name == argument.end() || text == argument.end()) return Json::object();
    const auto error = session::open_text(app.workspace(), text_of(*name), text_of(*text));
    if (error) app.workspace().note(*error);
    return outcome(error);
}

Json use_options(App& app, const Json& argument) {
    app.set_options(changed_options(app.view().options(), argument));
    return Json::object();
}

Json resized(App& app, const Json& /*argument*/) {
    app.input_came();
    return Json::object();
}

Json fonts_changed(App& app, const Json& /*argument*/) {
    app.view().fonts_changed();
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

constexpr Command commands[] = {
    {"begin", begin},
    {"draft", take_draft},
    {"run", run},
    {"stop", stop},
    {"conversation", act_on_conversation},
    {"select", select},
    {"fit", fit},
    {"find", find_in_texts},
    {"keys", keys},
    {"words", words},
    {"panel", place_panel},
    {"read", read},
    {"open_file", open_file},
    {"show_shared", show_shared},
    {"show_named", show_named},
    {"screen", screen_act},
    {"look", use_look},
    {"use_setup", use_setup},
    {"use_shape", use_shape},
    {"saved_keys", saved_keys},
    {"remember_models", remember_models},
    {"kept_models", kept_models},
    {"use_recipe", use_recipe},
    {"use_recent", use_recent},
    {"act", act},
    {"cap", use_cap},
    {"remember_experience", remember_experience},
    {"kept_experience", kept_experience},
    {"use_kept_setup", use_kept_setup},
    {"kept_setup", kept_setup},
    {"open", open_conversation},
    {"history", history_answer},
    {"log", take_log},
    {"replay", control_replay},
    {"history_entry", entry},
    {"history_import", imported},
    {"history_part", history_part},
    {"history_lines", lines_of_history},
    {"options", use_options},
    {"resized", resized},
    {"fonts_changed", fonts_changed},
    {"copy", copied},
    {"paste", paste},
};

Json perform(std::string_view name, std::string_view argument) {
    App* app = running_app();
    if (app == nullptr) return Json::object();
    const Result<JsonBox> parsed = read_json(argument);
    if (!parsed) {
        return {{"error", error_json(invalid_input("This cannot be taken over: " + parsed.error().message))}};
    }
    for (const Command& command : commands) {
        if (command.name != name) continue;
        Json result = command.perform(*app, *parsed.value());
        app->settle();
        // Controls answer at once; while text is typed the mirror can wait for its turn.
        if (name != "draft" && name != "resized" && name != "fonts_changed" && name != "options")
            app->mirror().tell();
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
