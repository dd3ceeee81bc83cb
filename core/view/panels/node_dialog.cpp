#include "view/panels/node_dialog.hpp"

#include <algorithm>
#include <utility>

#include "session/model_words.hpp"
#include "view/keys.hpp"
#include "view/panels/dialog.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

constexpr const char* node_dialog_id = "node dialog";

}  // namespace

void NodeDialog::open(const Context& context, const NodeQuestion& question) {
    const run::Node* node = context.workspace.shown().find(question.node);
    if (node == nullptr) return;
    question_ = question;
    text_ = node->text;
    problem_.clear();
    priced_ = {};
    price_.clear();
    opening_ = true;
    context.wishes.layout_moved = true;
}

bool NodeDialog::answer(const Context& context, const session::Action& action, std::string words) {
    const auto command = session::command_of(context.workspace, action, std::move(words));
    if (!command) return true;
    const auto error = context.workspace.conversation().change(*command);
    problem_ = error ? error->message : std::string();
    return !error;
}

/// Worked out anew only for another model or after a change: it counts the tokens of a whole prompt.
const std::string& NodeDialog::price(const Context& context, const session::Action& action) {
    const std::pair now(picker_.considered(), context.workspace.revision());
    if (now != priced_) {
        priced_ = now;
        price_ = session::price_words(context.workspace, action, priced_.first);
    }
    return price_;
}

void NodeDialog::draw_text(const Context& context, const session::Action& action) {
    const float height = std::max(120.0F, std::min(context.scaled(360), ImGui::GetIO().DisplaySize.y - 220));
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    text_area("##text", text_, ImVec2(-1, height));
    dialog_problem(context, problem_);
    ImGui::Dummy(ImVec2(1, 4));
    const float button = context.scaled(112);
    align_buttons(2, button);
    if (ImGui::Button("Cancel", ImVec2(button, 0)) || key_pressed(KeyAct::cancel)) ImGui::CloseCurrentPopup();
    ImGui::SameLine();
    const bool entered = key_pressed(KeyAct::accept);
    const bool pressed = accent_button(context, action.verb.data(), button);
    if ((pressed || entered) && answer(context, action, text_)) ImGui::CloseCurrentPopup();
}

void NodeDialog::draw_model(const Context& context, const session::Action& action) {
    session::Workspace& workspace = context.workspace;
    const run::Node* node = workspace.shown().find(question_.node);
    const mixture::Provider* provider =
        node == nullptr ? nullptr
                        : mixture::find_provider(workspace.configuration().providers(), node->provider);
    if (provider == nullptr) return ImGui::CloseCurrentPopup();
    const session::ModelRequests& requests = workspace.access().requests();
    const Error* error = requests.load_error(*provider);
    if (ImGui::IsWindowAppearing() && !requests.loaded(*provider) && !requests.loading(*provider) &&
        !provider->is_simulated()) {
        const auto refused = workspace.access().load_models(
            session::setup_at(workspace.configuration().providers(), provider->name));
        unlisted_ = refused ? refused->message + " " : "";
    }
    std::string empty = unlisted_ + "No list. Type a model id and press Enter.";
    if (requests.loading(*provider)) {
        empty = "Loading the list\u2026";
    } else if (error != nullptr) {
        empty = session::model_error_text(*error);
    }
    const auto chosen = picker_.draw_list(context, *provider, empty, context.scaled(330));
    if (const std::string& words = price(context, action); !words.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, context.theme.soft);
        ImGui::TextWrapped("Likely %s", words.c_str());
        ImGui::PopStyleColor();
    }
    dialog_problem(context, problem_);
    if ((chosen && answer(context, action, *chosen)) || key_pressed(KeyAct::cancel))
        ImGui::CloseCurrentPopup();
}

void NodeDialog::draw(const Context& context) {
    if (std::exchange(opening_, false)) {
        ImGui::OpenPopup(node_dialog_id);
        picker_ = ModelPicker();
    }
    const auto action = session::find_action(context.workspace, question_.node, question_.action);
    if (!begin_dialog(context, node_dialog_id, action ? action->title : std::string(), context.scaled(560)))
        return;
    if (!action) {  // the node is gone
        ImGui::CloseCurrentPopup();
    } else if (action->asks == session::Asks::model) {
        draw_model(context, *action);
    } else {
        draw_text(context, *action);
    }
    end_dialog();
}

}  // namespace moa::view
