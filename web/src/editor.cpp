#include "web/src/editor.hpp"

#include <array>
#include <cstdio>

#include "mixture/presets.hpp"
#include "mixture/recipe_read.hpp"
#include "screen/recipe_form.hpp"
#include "view/theme.hpp"
#include "web/src/controls.hpp"
#include "web/src/screens.hpp"

namespace moa::web {
namespace {

session::RecipePlace place_in(const Json& json, const char* name) {
    const auto path = session::parse_recipe_path(find_string(json, name));
    return path ? path->place : session::RecipePlace{};
}

std::string hue_of(const std::string& provider) {
    const ImU32 hue = view::provider_hue(provider);
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", (hue >> IM_COL32_R_SHIFT) & 255U,
                  (hue >> IM_COL32_G_SHIFT) & 255U, (hue >> IM_COL32_B_SHIFT) & 255U);
    return text.data();
}

Json layers_json(const screen::RecipeOutline& outline) {
    Json list = Json::array();
    session::RecipePlace place;
    for (const screen::LayerOutline& layer : outline.layers) {
        ++place.layer;
        place.agent = -1;
        Json agents = Json::array();
        const std::string at = to_string(place);
        for (const screen::AgentOutline& agent : layer.agents) {
            ++place.agent;
            agents.push_back({{"at", to_string(place)},
                              {"label", agent.label},
                              {"provider", agent.provider_label},
                              {"hue", hue_of(agent.provider)},
                              {"price", agent.price},
                              {"verdict", agent.verdict},
                              {"uncallable", agent.uncallable},
                              {"repeat", agent.repeat},
                              {"muted", agent.muted},
                              {"backup", agent.has_backup},
                              {"faulty", agent.faulty}});
        }
        list.push_back({{"at", at},
                        {"title", layer.title},
                        {"role", layer.role},
                        {"wait", layer.wait},
                        {"last", layer.is_last},
                        {"faulty", layer.faulty},
                        {"agents", std::move(agents)}});
    }
    return list;
}

Json editor_json(const Editor& editor, const session::Workspace& workspace) {
    const screen::RecipeOutline outline = screen::outline_of(editor.draft, workspace);
    const screen::RecipeForm form = screen::form_of(editor.draft, workspace, outline, editor.place);
    const std::string fault = outline.faults.empty() ? std::string() : to_sentence(outline.faults.front());
    return {
        {"title", form.title},
        {"at", to_string(editor.place)},
        {"name", editor.draft.recipe().name},
        {"sentence", outline.sentence},
        {"check", outline.check},
        {"checking", outline.checking},
        {"fault", fault},
        {"fault_at", outline.faults.empty() ? std::string() : to_string(outline.faults.front().path.place)},
        {"faults", outline.faults.size()},
        {"dirty", editor.draft.is_dirty()},
        {"undo", editor.draft.can_undo()},
        {"redo", editor.draft.can_redo()},
        {"layers", layers_json(outline)},
        {"sections", sections_json(form.sections)}};
}

std::optional<Error> replace(Editor& editor, std::string_view text, bool as_step) {
    const auto recipe = mixture::read_recipe(text);
    if (!recipe) return recipe.error();
    as_step ? editor.draft.replace(recipe.value()) : editor.draft.open(recipe.value());
    editor.place = {};
    return std::nullopt;
}

std::optional<Error> use(const Editor& editor, session::Workspace& workspace) {
    const auto faults = editor.draft.faults(workspace.configuration().providers());
    if (!faults.empty()) return invalid_input(to_sentence(faults.front()));
    return workspace.use_recipe(editor.draft.recipe());
}

std::optional<Error> perform(Editor& editor, session::Workspace& workspace, const Json& argument) {
    const std::string what(find_string(argument, "do"));
    const std::string text(find_string(argument, "text"));
    if (what == "open" && text.empty()) {
        editor.draft.open(workspace.configuration().recipe());
        editor.place = {};
    } else if (what == "open" || what == "import") {
        return replace(editor, text, what == "import");
    } else if (what == "restore") {
        if (!editor.draft.restore(text))
            return invalid_input("What was kept of the recipe cannot be read any more.");
        editor.place = {};
    } else if (what == "start") {
        const mixture::Preset* preset = mixture::find_preset(find_string(argument, "id"));
        if (preset != nullptr) editor.draft.replace(preset->recipe);
        editor.place = {};
    } else if (what == "set") {
        return editor.draft.set(find_string(argument, "path"), text);
    } else if (what == "unfold") {
        screen::DraftActs(editor.draft, workspace).begin_search(find_string(argument, "path"));
    } else if (what == "select") {
        editor.place = place_in(argument, "at");
    } else if (what == "step") {
        const auto done = editor.draft.step(
            {std::string(find_string(argument, "name")), place_in(argument, "at"), place_in(argument, "to")});
        if (!done) return done.error();
        editor.place = done.value();
    } else if (what == "check") {
        return workspace.check_recipe(editor.draft.recipe());
    } else if (what == "stop_check") {
        workspace.access().stop_check();
    } else if (what == "undo") {
        editor.draft.undo();
    } else if (what == "redo") {
        editor.draft.redo();
    } else if (what == "saved") {
        editor.draft.mark_saved();
    } else if (what == "use") {
        return use(editor, workspace);
    }
    return std::nullopt;
}

}  // namespace

Json edit(Editor& editor, session::Workspace& workspace, const Json& argument) {
    const std::string_view what = find_string(argument, "do");
    if (what == "search") {
        const screen::DraftActs acts(editor.draft, workspace);
        return search_json(acts.search(find_string(argument, "path"), find_string(argument, "text")));
    }
    const auto error = perform(editor, workspace, argument);
    editor.place = screen::nearest_place(editor.draft.recipe(), editor.place);
    Json json = editor_json(editor, workspace);
    if (what == "export") json["text"] = editor.draft.json();
    if (what == "keep") json["text"] = editor.draft.kept();
    if (error) json["error"] = error_json(*error);
    return json;
}

Json presets_json() {
    Json list = Json::array();
    for (const mixture::Preset& preset : mixture::presets()) {
        list.push_back({{"id", preset.id},
                        {"group", preset.group},
                        {"name", preset.recipe.name},
                        {"source", preset.recipe.source},
                        {"description", preset.recipe.description}});
    }
    return list;
}

}  // namespace moa::web
