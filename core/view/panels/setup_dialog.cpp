#include "view/panels/setup_dialog.hpp"

#include <algorithm>
#include <utility>

#include "view/panels/dialog.hpp"
#include "view/panels/text_field.hpp"
#include "view/text/wrapped_text.hpp"

namespace moa::view {
namespace {

constexpr const char* menu_id = "recipe menu";
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

void label(const Context& context, const char* words) {
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
    ImGui::TextUnformatted(words);
    ImGui::PopStyleColor();
}

}  // namespace

void SetupDialog::open(const Context& context) {
    opening_menu_ = true;
    problem_.clear();
    context.wishes.layout_moved = true;
}

void SetupDialog::open_form(const Context& context) {
    fill_form(context.workspace);
    opening_form_ = true;
    context.wishes.layout_moved = true;
}

void SetupDialog::fill_form(const session::Workspace& workspace) {
    setup_ = workspace.setup();
    if (setup_.provider == "simulated") setup_.provider = "together";
    const session::Setup named = session::with_preset_models(setup_);
    base_url_ = setup_.base_url;
    models_.fill(named.proposers, named.aggregator);
    key_.clear();
    problem_.clear();
}

void SetupDialog::draw_menu(const Context& context, ImVec2 at) {
    ImGui::SetNextWindowPos(at);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(14, 12));
    if (ImGui::BeginPopup(menu_id)) {
        session::Workspace& workspace = context.workspace;
        for (const Choice& choice : choices) {
            const bool current =
                workspace.setup().provider == choice.provider && workspace.setup().shape == choice.shape;
            if (ImGui::Selectable(choice.label, current, 0,
                                  ImVec2(context.scaled(320), context.scaled(24)))) {
                session::Setup setup;
                setup.provider = choice.provider;
                setup.shape = choice.shape;
                (void)workspace.apply_setup(setup);
                context.wishes.layout_moved = true;
            }
        }
        ImGui::Separator();
        if (ImGui::Selectable("Use your own models\u2026 (Ctrl+M)", false, 0,
                              ImVec2(context.scaled(320), context.scaled(24))))
            open_form(context);
        ImGui::EndPopup();
        context.wishes.layout_moved = true;
    }
    ImGui::PopStyleVar();
}

void SetupDialog::draw_providers(const Context& context) {
    const mixture::Provider* current = mixture::find_provider(mixture::known_providers(), setup_.provider);
    const char* shown = current != nullptr ? current->label.c_str() : "Another endpoint";
    ImGui::SetNextItemWidth(-1);
    const bool open = ImGui::BeginCombo("##provider", shown, ImGuiComboFlags_NoArrowButton);
    if (!open) {
        const ImVec2 from = ImGui::GetItemRectMin();
        const ImVec2 to = ImGui::GetItemRectMax();
        const ImVec2 arrow(to.x - context.scaled(18), (from.y + to.y) / 2);
        const float half = context.scaled(4);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.PathLineTo(ImVec2(arrow.x - half, arrow.y - half / 2));
        list.PathLineTo(ImVec2(arrow.x, arrow.y + half / 2));
        list.PathLineTo(ImVec2(arrow.x + half, arrow.y - half / 2));
        list.PathStroke(context.theme.soft, 0, 1.5F);
        return;
    }
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
    ImGui::EndCombo();
    context.wishes.layout_moved = true;
}

bool SetupDialog::apply(const Context& context) {
    setup_.base_url = base_url_;
    setup_.proposers = models_.proposers();
    setup_.aggregator = models_.aggregator();
    if (const auto error = context.workspace.apply_setup(setup_)) {
        problem_ = error->message;
        return false;
    }
    if (!key_.empty()) {
        const auto error = context.workspace.set_key(setup_.provider, key_);
        key_.assign(key_.size(), '\0');
        key_.clear();
        if (error) {
            problem_ = error->message;
            return false;
        }
    }
    return true;
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
    label(context, "Provider");
    draw_providers(context);
    label(context, "Base URL");
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), setup_.provider);
    ImGui::SetNextItemWidth(-1);
    text_field("##base", known != nullptr ? known->base_url.c_str() : "https://", base_url_);
    label(context, known != nullptr && !known->needs_key() ? "API key (not needed here)"
                                                           : "API key, sent to this provider only");
    ImGui::SetNextItemWidth(-1);
    if (appearing) ImGui::SetKeyboardFocusHere();
    text_field("##key", context.workspace.has_key(setup_.provider) ? "A key is set" : "", key_,
               ImGuiInputTextFlags_Password);
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
    if (ImGui::Button("Cancel", ImVec2(button, 0)) || (!inner && ImGui::IsKeyPressed(ImGuiKey_Escape, false)))
        ImGui::CloseCurrentPopup();
    ImGui::SameLine();
    const bool entered = io.KeyCtrl && !inner && ImGui::IsKeyPressed(ImGuiKey_Enter, false);
    const bool wanted = accent_button(context, "Use these", button);
    if ((wanted || entered) && apply(context)) ImGui::CloseCurrentPopup();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
    ImGui::SetItemTooltip("Ctrl+Enter");
    ImGui::PopStyleVar();
    end_dialog(context);
}

void SetupDialog::draw(const Context& context, ImVec2 at) {
    if (opening_menu_) ImGui::OpenPopup(menu_id);
    opening_menu_ = false;
    draw_menu(context, at);
    if (opening_form_) ImGui::OpenPopup(form_id);
    opening_form_ = false;
    draw_form(context);
}

}  // namespace moa::view
