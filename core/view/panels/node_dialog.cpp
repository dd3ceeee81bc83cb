#include "view/panels/node_dialog.hpp"

#include <algorithm>
#include <utility>

#include "session/node_actions.hpp"
#include "view/panels/text_field.hpp"

namespace moa::view {
namespace {

constexpr const char* dialog_id = "node dialog";

}  // namespace

void NodeDialog::open(const Context& context, const NodeQuestion& question) {
    const run::Node* node = context.workspace.shown().find(question.node);
    if (node == nullptr) return;
    question_ = question;
    text_ = node->text;
    problem_.clear();
    opening_ = true;
    context.wishes.layout_moved = true;
}

bool NodeDialog::answer(const Context& context, std::string_view name, std::string words) {
    for (const session::Action& action : session::node_actions(context.workspace, question_.node)) {
        if (action.name != name) continue;
        const auto command = session::command_of(context.workspace, action, std::move(words));
        if (!command) return true;
        const auto error = context.workspace.change(*command);
        problem_ = error ? error->message : std::string();
        return !error;
    }
    return true;
}

void NodeDialog::draw_text(const Context& context) {
    const float height = std::max(120.0F, std::min(context.scaled(360), ImGui::GetIO().DisplaySize.y - 220));
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    text_area("##text", text_, ImVec2(-1, height));
    if (!problem_.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, context.theme.failed);
        ImGui::TextWrapped("%s", problem_.c_str());
        ImGui::PopStyleColor();
    }
    ImGui::Dummy(ImVec2(1, 4));
    const float button = context.scaled(112);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - 2 * button - 8);
    if (ImGui::Button("Cancel", ImVec2(button, 0)) || ImGui::IsKeyPressed(ImGuiKey_Escape, false))
        ImGui::CloseCurrentPopup();
    ImGui::SameLine();
    const bool entered = ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_Enter, false);
    ImGui::PushStyleColor(ImGuiCol_Button, context.theme.accent);
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.on_accent);
    const bool pressed = ImGui::Button("Use this text", ImVec2(button, 0));
    ImGui::PopStyleColor(2);
    if ((pressed || entered) && answer(context, "edit", text_)) ImGui::CloseCurrentPopup();
}

void NodeDialog::draw_model(const Context& context) {
    session::Workspace& workspace = context.workspace;
    const run::Node* node = workspace.shown().find(question_.node);
    const mixture::Provider* provider =
        node == nullptr ? nullptr : mixture::find_provider(workspace.providers(), node->provider);
    if (provider == nullptr) return ImGui::CloseCurrentPopup();
    const session::ModelRequests& requests = workspace.model_requests();
    const Error* error = requests.load_error(*provider);
    if (ImGui::IsWindowAppearing() && !requests.loaded(*provider) && !provider->is_simulated())
        (void)workspace.load_models(workspace.setup());
    std::string empty = "There is no list. Type an id and press Enter.";
    if (requests.loading(*provider)) {
        empty = "The list is on its way.";
    } else if (error != nullptr) {
        empty = describe(*error) + " " + hint_of(*error);
    }
    const auto chosen = picker_.draw_list(context, *provider, empty, context.scaled(330));
    if (!problem_.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, context.theme.failed);
        ImGui::TextWrapped("%s", problem_.c_str());
        ImGui::PopStyleColor();
    }
    if ((chosen && answer(context, "other", *chosen)) || ImGui::IsKeyPressed(ImGuiKey_Escape, false))
        ImGui::CloseCurrentPopup();
}

void NodeDialog::draw(const Context& context) {
    if (std::exchange(opening_, false)) {
        ImGui::OpenPopup(dialog_id);
        picker_ = ModelPicker();
    }
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetNextWindowPos(ImVec2(io.DisplaySize.x / 2, io.DisplaySize.y / 2), ImGuiCond_Always,
                            ImVec2(0.5F, 0.5F));
    ImGui::SetNextWindowSize(ImVec2(std::min(context.scaled(560), io.DisplaySize.x - 32), 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(24, 20));
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_AlwaysAutoResize |
                                       ImGuiWindowFlags_NoSavedSettings;
    if (ImGui::BeginPopupModal(dialog_id, nullptr, flags)) {
        const run::Node* node = context.workspace.shown().find(question_.node);
        const std::string title =
            (question_.model ? "Regenerate " : "Edit ") + run::to_string(question_.node) +
            (node != nullptr ? " " + node->label : "") + (question_.model ? " with another model" : "");
        context.pen.write_cut(*ImGui::GetWindowDrawList(), {Face::semibold, context.scaled(16)},
                              ImGui::GetCursorScreenPos(), context.scaled(24),
                              ImGui::GetContentRegionAvail().x, context.theme.text, title);
        ImGui::Dummy(ImVec2(1, context.scaled(28)));
        question_.model ? draw_model(context) : draw_text(context);
        ImGui::EndPopup();
        context.wishes.layout_moved = true;
    }
    ImGui::PopStyleVar();
}

}  // namespace moa::view
