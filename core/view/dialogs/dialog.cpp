#include "view/dialogs/dialog.hpp"

#include <algorithm>

namespace moa::view {

bool begin_dialog(const Context& context, const char* id, std::string_view title, float width) {
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetNextWindowPos(ImVec2(io.DisplaySize.x / 2, io.DisplaySize.y / 2), ImGuiCond_Always,
                            ImVec2(0.5F, 0.5F));
    ImGui::SetNextWindowSize(ImVec2(std::min(width, io.DisplaySize.x - 32), 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(24, 20));
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_AlwaysAutoResize |
                                       ImGuiWindowFlags_NoSavedSettings;
    if (!ImGui::BeginPopupModal(id, nullptr, flags)) {
        ImGui::PopStyleVar();
        return false;
    }
    context.pen.write_cut(*ImGui::GetWindowDrawList(), {Face::semibold, context.scaled(16)},
                          ImGui::GetCursorScreenPos(), context.scaled(24), ImGui::GetContentRegionAvail().x,
                          context.theme.text, title);
    ImGui::Dummy(ImVec2(1, context.scaled(28)));
    return true;
}

void end_dialog() {
    ImGui::EndPopup();
    ImGui::PopStyleVar();
}

void dialog_label(const Context& context, std::string_view words) {
    ImGui::Dummy(ImVec2(1, context.scaled(2)));
    const float line = context.scaled(20);
    context.pen.write_cut(*ImGui::GetWindowDrawList(), {Face::semibold, context.scaled(13)},
                          ImGui::GetCursorScreenPos(), line, ImGui::GetContentRegionAvail().x,
                          context.theme.text, words);
    ImGui::Dummy(ImVec2(1, line));
}

void dialog_problem(const Context& context, const std::string& sentence) {
    if (sentence.empty()) return;
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.failed);
    ImGui::TextWrapped("%s", sentence.c_str());
    ImGui::PopStyleColor();
}

bool accent_button(const Context& context, const char* label, float width) {
    const Theme& theme = context.theme;
    ImGui::PushStyleColor(ImGuiCol_Button, theme.accent);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, mixed(theme.accent, theme.text, 0.15F));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, mixed(theme.accent, theme.text, 0.25F));
    ImGui::PushStyleColor(ImGuiCol_Text, theme.on_accent);
    const bool pressed = ImGui::Button(label, ImVec2(width, 0));
    ImGui::PopStyleColor(4);
    return pressed;
}

bool quiet_button(const Context& context, const char* label, bool final) {
    ImGui::PushStyleColor(ImGuiCol_Button, 0);
    ImGui::PushStyleColor(ImGuiCol_Border, 0);
    ImGui::PushStyleColor(ImGuiCol_Text, final ? context.theme.failed : context.theme.soft);
    const bool pressed = ImGui::Button(label);
    ImGui::PopStyleColor(3);
    return pressed;
}

float button_width(const char* label) {
    return ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x;
}

bool begin_choice(const Context& context, const char* id, std::string_view shown) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float width = ImGui::CalcItemWidth();
    const float height = ImGui::GetFrameHeight();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 8));
    const bool open = ImGui::BeginCombo(id, "", ImGuiComboFlags_NoArrowButton | ImGuiComboFlags_HeightLarge);
    if (!open) ImGui::PopStyleVar();

    const float inset = ImGui::GetStyle().FramePadding.x;
    const ImVec2 arrow(from.x + width - context.scaled(18), from.y + height / 2);
    const float half = context.scaled(4);
    context.pen.write_cut(list, {Face::regular, context.scaled(13)}, ImVec2(from.x + inset, from.y), height,
                          arrow.x - half - context.scaled(6) - from.x - inset, context.theme.text, shown);
    list.PathLineTo(ImVec2(arrow.x - half, arrow.y - half / 2));
    list.PathLineTo(ImVec2(arrow.x, arrow.y + half / 2));
    list.PathLineTo(ImVec2(arrow.x + half, arrow.y - half / 2));
    list.PathStroke(context.theme.soft, 0, 1.5F);
    return open;
}

void end_choice() {
    ImGui::EndCombo();
    ImGui::PopStyleVar();
}

}  // namespace moa::view
