#include "view/panels/link_dialog.hpp"

#include <algorithm>

namespace moa::view {
namespace {

constexpr const char* dialog_id = "Open this link?";

/// An address may be as long as a model likes.
constexpr std::size_t longest_shown = 600;

}  // namespace

void LinkDialog::draw(const Context& context, const std::function<void(const std::string&)>& open) {
    if (opening_) ImGui::OpenPopup(dialog_id);
    opening_ = false;
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetNextWindowPos(ImVec2(io.DisplaySize.x / 2, io.DisplaySize.y / 2), ImGuiCond_Always,
                            ImVec2(0.5F, 0.5F));
    ImGui::SetNextWindowSize(ImVec2(std::min(context.scaled(440), io.DisplaySize.x - 32), 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(24, 20));
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_AlwaysAutoResize |
                                       ImGuiWindowFlags_NoSavedSettings;
    if (ImGui::BeginPopupModal(dialog_id, nullptr, flags)) {
        context.pen.write(*ImGui::GetWindowDrawList(), {Face::semibold, context.scaled(16)},
                          ImGui::GetCursorScreenPos(), context.scaled(24), context.theme.text, dialog_id);
        ImGui::Dummy(ImVec2(1, context.scaled(28)));
        ImGui::PushStyleColor(ImGuiCol_Text, context.theme.soft);
        ImGui::TextWrapped("A model wrote it. It leads to:");
        ImGui::PopStyleColor();
        const bool whole = address_.size() <= longest_shown;
        ImGui::TextWrapped("%.*s%s", static_cast<int>(std::min(address_.size(), longest_shown)),
                           address_.c_str(), whole ? "" : " ...");
        ImGui::Dummy(ImVec2(1, context.scaled(8)));
        const float space = ImGui::GetStyle().ItemSpacing.x;
        const float button =
            std::min(context.scaled(124), (ImGui::GetContentRegionAvail().x - 2 * space) / 3);
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - 3 * button -
                             2 * space);
        bool done = ImGui::Button("Cancel", ImVec2(button, 0)) || ImGui::IsKeyPressed(ImGuiKey_Escape, false);
        ImGui::SameLine();
        if (ImGui::Button("Copy address", ImVec2(button, 0))) {
            ImGui::SetClipboardText(address_.c_str());
            done = true;
        }
        ImGui::SameLine();
        ImGui::PushStyleColor(ImGuiCol_Button, context.theme.accent);
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, mixed(context.theme.accent, context.theme.text, 0.15F));
        ImGui::PushStyleColor(ImGuiCol_ButtonActive, mixed(context.theme.accent, context.theme.text, 0.25F));
        ImGui::PushStyleColor(ImGuiCol_Text, context.theme.on_accent);
        if (ImGui::Button("Open", ImVec2(button, 0)) || ImGui::IsKeyPressed(ImGuiKey_Enter, false)) {
            open(address_);
            done = true;
        }
        ImGui::PopStyleColor(4);
        if (done) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
        context.wishes.layout_moved = true;
    }
    ImGui::PopStyleVar();
}

}  // namespace moa::view
