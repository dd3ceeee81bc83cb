#include "view/panels/recipe_menu.hpp"

#include <utility>

#include "mixture/recipe_read.hpp"
#include "screen/recent_recipes.hpp"
#include "screen/words.hpp"
#include "view/keys.hpp"

namespace moa::view {
namespace {

constexpr const char* recipe_menu_id = "recipe menu";

struct Preset {
    const char* label;
    const char* provider;
    const char* shape;
};
constexpr Preset presets[] = {
    {"Scripted demo, 6 proposers, 1 aggregator", "simulated", "moa-lite"},
    {"Scripted demo, two layers of 6, 1 aggregator", "simulated", "moa-3"},
    {"Together, 6 proposers, 1 aggregator", "together", "moa-lite"},
    {"Together, two layers of 6, 1 aggregator", "together", "moa-3"},
    {"Groq, 6 proposers, 1 aggregator", "groq", "moa-lite"},
    {"Groq, two layers of 6, 1 aggregator", "groq", "moa-3"},
};

}  // namespace

void RecipeMenu::open(const Context& context) {
    opening_ = true;
    saved_ = library_ != nullptr ? library_->names() : std::vector<std::string>();
    context.requests.layout_moved = true;
}

void RecipeMenu::draw(const Context& context, ImVec2 at) {
    if (std::exchange(opening_, false)) ImGui::OpenPopup(recipe_menu_id);
    ImGui::SetNextWindowPos(at);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(14, 12));
    if (ImGui::BeginPopup(recipe_menu_id)) {
        // It can be used with the keyboard alone, as a dialog can.
        ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        session::Workspace& workspace = context.workspace;
        for (const Preset& choice : presets) {
            const bool current = workspace.configuration().runs_setup() &&
                                 workspace.configuration().setup().provider == choice.provider &&
                                 workspace.configuration().setup().shape == choice.shape &&
                                 session::is_preset(workspace.configuration().setup());
            if (ImGui::Selectable(choice.label, current, 0,
                                  ImVec2(context.scaled(320), context.scaled(24)))) {
                session::Setup setup;
                setup.provider = choice.provider;
                setup.shape = choice.shape;
                (void)workspace.apply_setup(setup);
                context.requests.layout_moved = true;
            }
        }
        draw_saved(context);
        draw_recent(context);
        ImGui::Separator();
        if (ImGui::Selectable("Edit recipe\u2026 (Ctrl+E)", false, 0,
                              ImVec2(context.scaled(320), context.scaled(24))))
            context.requests.open_screen = "recipe";
        if (ImGui::Selectable((std::string(screen::words::use_models) + "\u2026 (Ctrl+M)").c_str(), false, 0,
                              ImVec2(context.scaled(320), context.scaled(24))))
            context.requests.open_screen = "setup";
        for (const auto& [shortcut, opens] :
             {std::pair(Shortcut::edit_recipe, "recipe"), {Shortcut::models, "setup"}}) {
            if (!key_pressed(shortcut)) continue;
            context.requests.open_screen = opens;
            ImGui::CloseCurrentPopup();
        }
        if (key_pressed(Shortcut::cancel)) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

void RecipeMenu::draw_recent(const Context& context) {
    const std::vector<std::string> recent = screen::recent_recipes(context.workspace);
    if (recent.empty()) return;
    ImGui::Separator();
    ImGui::TextDisabled("%s", screen::words::recent.data());
    for (std::size_t i = 0; i < recent.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::Selectable(recent[i].c_str(), false, 0, ImVec2(context.scaled(320), context.scaled(24))))
            (void)screen::use_recent_recipe(context.workspace, i);
        ImGui::PopID();
    }
}

void RecipeMenu::draw_saved(const Context& context) {
    if (!saved_.empty()) ImGui::Separator();
    session::Workspace& workspace = context.workspace;
    for (const std::string& name : saved_) {
        const bool current =
            !workspace.configuration().runs_setup() && workspace.configuration().recipe().name == name;
        ImGui::PushID("saved");
        if (ImGui::Selectable(name.c_str(), current, 0, ImVec2(context.scaled(320), context.scaled(24)))) {
            const Result<std::string> text = library_->load(name);
            const auto recipe = text ? mixture::read_recipe(text.value()) : text.error();
            if (recipe) (void)workspace.use_recipe(recipe.value());
        }
        ImGui::PopID();
    }
}

}  // namespace moa::view
