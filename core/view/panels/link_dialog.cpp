#include "view/panels/link_dialog.hpp"

#include <algorithm>

#include "view/dialogs/dialog.hpp"
#include "view/keys.hpp"

namespace moa::view {
namespace {

constexpr const char* link_dialog_id = "Open this link?";

/// An address may be as long as a model likes.
constexpr std::size_t longest_shown = 600;

}  // namespace

void LinkDialog::draw(const Context& context, const std::function<void(const std::string&)>& open) {
    if (opening_) ImGui::OpenPopup(link_dialog_id);
    opening_ = false;
    if (!begin_dialog(context, link_dialog_id, link_dialog_id, context.scaled(440))) return;
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.soft);
    ImGui::TextWrapped("A model wrote it. It leads to:");
    ImGui::PopStyleColor();
    const bool whole = address_.size() <= longest_shown;
    ImGui::TextWrapped("%.*s%s", static_cast<int>(std::min(address_.size(), longest_shown)), address_.c_str(),
                       whole ? "" : " ...");
    ImGui::Dummy(ImVec2(1, context.scaled(8)));
    const float space = ImGui::GetStyle().ItemSpacing.x;
    const float button = std::min(context.scaled(124), (ImGui::GetContentRegionAvail().x - 2 * space) / 3);
    align_buttons(3, button);
    bool done = ImGui::Button("Cancel", ImVec2(button, 0)) || key_pressed(Shortcut::cancel);
    ImGui::SameLine();
    if (ImGui::Button("Copy address", ImVec2(button, 0))) {
        ImGui::SetClipboardText(address_.c_str());
        done = true;
    }
    ImGui::SameLine();
    if (accent_button(context, "Open", button) || key_pressed(Shortcut::agree)) {
        open(address_);
        done = true;
    }
    if (done) ImGui::CloseCurrentPopup();
    end_dialog();
}

}  // namespace moa::view
