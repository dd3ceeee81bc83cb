#include "view/panels/setup_dialog.hpp"

#include <algorithm>
#include <utility>

#include "mixture/recipe_read.hpp"
#include "view/keys.hpp"
#include "view/panels/dialog.hpp"
#include "view/text/wrapped_text.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

constexpr const char* recipe_menu_id = "recipe menu";
constexpr const char* form_id = "Use your own models";

struct Choice {
    const char* label;
    const char* provider;
    const char* shape;
};
constexpr Choice choices[] = {
    {"Scripted demo, 6 proposers, 1 aggregator", "simulated", "moa-lite"},
    {"Scripted demo, two layers of 6, 1 aggregator", "simulated", "moa-3"},
    {"Together, 6 proposers, 1 aggregator", "together", "moa-lite"},
    {"Together, two layers of 6, 1 aggregator", "together", "moa-3"},
    {"Groq, 6 proposers, 1 aggregator", "groq", "moa-lite"},
    {"Groq, two layers of 6, 1 aggregator", "groq", "moa-3"},
};

}  // namespace

void SetupDialog::open(const Context& context) {
    opening_menu_ = true;
    saved_ = files_ != nullptr ? files_->names() : std::vector<std::string>();
    problem_.clear();
    context.wishes.layout_moved = true;
}

void SetupDialog::open_form(const Context& context) {
    fill_form(context.workspace);
    opening_form_ = true;
    context.wishes.layout_moved = true;
}

void SetupDialog::fill_form(const session::Workspace& workspace) {
    setup_ = workspace.configuration().setup();
    if (setup_.provider == "simulated") setup_.provider = "together";
    const session::Setup named = session::with_preset_models(setup_);
    base_url_ = setup_.base_url;
    models_.fill(named.proposers, named.aggregator);
    key_.clear();
    remember_ = false;
    problem_.clear();
}

void SetupDialog::draw_menu(const Context& context, ImVec2 at) {
    ImGui::SetNextWindowPos(at);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(14, 12));
    if (ImGui::BeginPopup(recipe_menu_id)) {
        session::Workspace& workspace = context.workspace;
        for (const Choice& choice : choices) {
            const bool current = workspace.configuration().runs_setup() &&
                                 workspace.configuration().setup().provider == choice.provider &&
                                 workspace.configuration().setup().shape == choice.shape;
            if (ImGui::Selectable(choice.label, current, 0,
                                  ImVec2(context.scaled(320), context.scaled(24)))) {
                session::Setup setup;
                setup.provider = choice.provider;
                setup.shape = choice.shape;
                (void)workspace.apply_setup(setup);
                context.wishes.layout_moved = true;
            }
        }
        draw_saved(context);
        ImGui::Separator();
        if (ImGui::Selectable("Edit recipe\u2026 (Ctrl+E)", false, 0,
                              ImVec2(context.scaled(320), context.scaled(24))))
            context.wishes.edit_recipe = true;
        if (ImGui::Selectable("Use your own models\u2026 (Ctrl+M)", false, 0,
                              ImVec2(context.scaled(320), context.scaled(24))))
            open_form(context);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

void SetupDialog::draw_saved(const Context& context) {
    if (!saved_.empty()) ImGui::Separator();
    session::Workspace& workspace = context.workspace;
    for (const std::string& name : saved_) {
        const bool current =
            !workspace.configuration().runs_setup() && workspace.configuration().recipe().name == name;
        ImGui::PushID("saved");
        if (ImGui::Selectable(name.c_str(), current, 0, ImVec2(context.scaled(320), context.scaled(24)))) {
            const Result<std::string> text = files_->load(name);
            const auto recipe = text ? mixture::read_recipe(text.value()) : text.error();
            if (recipe) (void)workspace.use_recipe(recipe.value());
        }
        ImGui::PopID();
    }
}

void SetupDialog::draw_providers(const Context& context) {
    const mixture::Provider* current = mixture::find_provider(mixture::known_providers(), setup_.provider);
    const char* shown = current != nullptr ? current->label.c_str() : "Another endpoint";
    ImGui::SetNextItemWidth(-1);
    if (!begin_choice(context, "##provider", shown)) return;
    const auto choose = [&](const std::string& name, const std::string& words) {
        if (!ImGui::Selectable(words.c_str(), setup_.provider == name)) return;
        session::Setup fresh;
        fresh.provider = name;
        fresh.shape = setup_.shape;
        setup_ = session::with_preset_models(fresh);
        base_url_.clear();
        models_.fill(setup_.proposers, setup_.aggregator);
        problem_.clear();
    };
    for (const mixture::Provider& provider : mixture::known_providers()) {
        if (!provider.is_simulated()) choose(provider.name, provider.label);
    }
    choose("custom", "Another endpoint");
    end_choice();
}

bool SetupDialog::apply(const Context& context) {
    setup_.base_url = base_url_;
    setup_.proposers = models_.proposers();
    setup_.aggregator = models_.aggregator();
    session::Workspace& workspace = context.workspace;
    session::KeyKeeper* keeper = remember_ ? workspace.access().key_keeper() : nullptr;
    // All is asked before anything is done: what is refused changes nothing.
    auto error = workspace.cannot_apply(setup_, key_);
    const Result<mixture::Provider> provider = session::provider_of(setup_, mixture::known_providers());
    if (!error && keeper != nullptr && key_.empty() && !keeper->has(provider.value()))
        error = invalid_input("Enter the key to remember.");
    if (!error && keeper != nullptr && !key_.empty()) error = keeper->keep(provider.value(), key_);
    if (!error) error = workspace.apply_setup(setup_, key_);
    problem_ = error ? error->message : "";
    if (error) return false;
    key_.assign(key_.size(), '\0');
    key_.clear();
    return true;
}

void SetupDialog::draw_key(const Context& context, bool appearing) {
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), setup_.provider);
    dialog_label(context, known != nullptr && !known->needs_key() ? "API key (not needed here)"
                                                                  : "API key, sent to this provider only");
    ImGui::SetNextItemWidth(-1);
    if (appearing) ImGui::SetKeyboardFocusHere();
    text_field("##key", context.workspace.access().has_key(setup_.provider) ? "A key is set" : "", key_,
               ImGuiInputTextFlags_Password);
    if (context.workspace.access().key_keeper() != nullptr) draw_keeper(context);
}

/// Whether the key is to be kept; and where one is, the way to forget it.
void SetupDialog::draw_keeper(const Context& context) {
    const session::KeyKeeper& keeper = *context.workspace.access().key_keeper();
    session::Setup asked = setup_;
    asked.base_url = base_url_;
    const Result<mixture::Provider> provider = session::provider_of(asked, mixture::known_providers());
    // Ctrl+Enter is the form's own; Enter alone presses what has the focus.
    const bool entering = ImGui::GetIO().KeyCtrl;
    bool remember = remember_;
    const char* whole = "Remember this key on this computer";
    const float square = ImGui::GetFrameHeight() + ImGui::GetStyle().ItemInnerSpacing.x;
    const bool fits = square + ImGui::CalcTextSize(whole).x <= ImGui::GetContentRegionAvail().x;
    if (ImGui::Checkbox(fits ? whole : "Remember this key", &remember) && !entering) remember_ = remember;
    const bool kept = provider && keeper.has(provider.value());
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
    if (keeper.waiting()) {
        ImGui::TextWrapped("Waiting for %s, which may ask for its password.", keeper.place().c_str());
    } else if (kept) {
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(("A key is kept in " + keeper.place() + ".").c_str());
    } else {
        ImGui::TextWrapped(
            "%s", remember_ ? ("Kept in " + keeper.place() + ", for this provider's address only.").c_str()
                            : "Held in memory until the program ends.");
    }
    ImGui::PopStyleColor();
    if (!kept || keeper.waiting()) return;
    ImGui::SameLine();
    if (!ImGui::Button("Forget it") || entering) return;
    const auto error = context.workspace.access().forget_key(provider.value());
    problem_ = error ? error->message : "";
}

void SetupDialog::draw_form(const Context& context) {
    ImGuiIO& io = ImGui::GetIO();
    // The form can be filled in with the keyboard alone; elsewhere the view has its own keys.
    if (ImGui::IsPopupOpen(form_id)) {
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    } else {
        io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
    }
    const float width = std::min(context.scaled(560), io.DisplaySize.x - 32);
    if (!begin_dialog(context, form_id, form_id, width)) return;
    const bool appearing = ImGui::IsWindowAppearing();
    // The models may be more than fit; heading and buttons stay in reach.
    ImGui::SetNextWindowSizeConstraints(
        ImVec2(0, 0), ImVec2(width, std::max(120.0F, io.DisplaySize.y - context.scaled(190))));
    ImGui::BeginChild("form", ImVec2(0, 0), ImGuiChildFlags_AutoResizeY);
    dialog_label(context, "Provider");
    draw_providers(context);
    dialog_label(context, "Base URL");
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), setup_.provider);
    ImGui::SetNextItemWidth(-1);
    text_field("##base", known != nullptr ? known->base_url.c_str() : "https://", base_url_);
    draw_key(context, appearing);
    ImGui::Dummy(ImVec2(1, 4));
    session::Setup asked = setup_;
    asked.base_url = base_url_;
    models_.draw(context, asked, key_);
    ImGui::EndChild();
    dialog_problem(context, problem_);
    ImGui::Dummy(ImVec2(1, 4));
    const float button = context.scaled(112);
    align_buttons(2, button);
    // Escape closes a list that stands open over the form, and only then the form.
    const bool inner = std::exchange(inner_open_, ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId));
    if (ImGui::Button("Cancel", ImVec2(button, 0)) || (!inner && key_pressed(KeyAct::cancel)))
        ImGui::CloseCurrentPopup();
    ImGui::SameLine();
    const bool entered = !inner && key_pressed(KeyAct::accept);
    const bool wanted = accent_button(context, "Use these", button);
    if ((wanted || entered) && apply(context)) ImGui::CloseCurrentPopup();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
    ImGui::SetItemTooltip("Ctrl+Enter");
    ImGui::PopStyleVar();
    end_dialog();
}

void SetupDialog::draw(const Context& context, ImVec2 at) {
    if (opening_menu_) ImGui::OpenPopup(recipe_menu_id);
    opening_menu_ = false;
    draw_menu(context, at);
    if (opening_form_) ImGui::OpenPopup(form_id);
    opening_form_ = false;
    draw_form(context);
}

}  // namespace moa::view
