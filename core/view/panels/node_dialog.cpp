#include "view/panels/node_dialog.hpp"

#include <algorithm>
#include <utility>

#include "session/node_actions.hpp"
#include "view/panels/dialog.hpp"
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
    dialog_problem(context, problem_);
    ImGui::Dummy(ImVec2(1, 4));
    const float button = context.scaled(112);
    align_buttons(2, button);
    if (ImGui::Button("Cancel", ImVec2(button, 0)) || ImGui::IsKeyPressed(ImGuiKey_Escape, false))
        ImGui::CloseCurrentPopup();
    ImGui::SameLine();
    const bool entered = ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_Enter, false);
    const bool pressed = accent_button(context, "Use this text", button);
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
    dialog_problem(context, problem_);
    if ((chosen && answer(context, "other", *chosen)) || ImGui::IsKeyPressed(ImGuiKey_Escape, false))
        ImGui::CloseCurrentPopup();
}

void NodeDialog::draw(const Context& context) {
    if (std::exchange(opening_, false)) {
        ImGui::OpenPopup(dialog_id);
        picker_ = ModelPicker();
    }
    const run::Node* node = context.workspace.shown().find(question_.node);
    const std::string title = (question_.model ? "Regenerate " : "Edit ") + run::to_string(question_.node) +
                              (node != nullptr ? " " + node->label : "") +
                              (question_.model ? " with another model" : "");
    if (!begin_dialog(context, dialog_id, title, context.scaled(560))) return;
    question_.model ? draw_model(context) : draw_text(context);
    end_dialog(context);
}

}  // namespace moa::view
