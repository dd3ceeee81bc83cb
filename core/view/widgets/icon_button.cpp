#include "view/widgets/icon_button.hpp"

namespace moa::view {

IconButton icon_button(const Context& context, const Rect& area, const char* id, const char* help, float size,
                       ImU32 ink, float& right) {
    const float side = context.scaled(size);
    const ImVec2 from(right - side, area.y + (area.height - side) / 2);
    ImGui::SetCursorScreenPos(from);
    const bool pressed = ImGui::InvisibleButton(id, ImVec2(side, side));
    const bool over = ImGui::IsItemHovered();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        ImGui::SetTooltip("%s", help);
        ImGui::GetWindowDrawList()->AddRectFilled(from, ImVec2(from.x + side, from.y + side),
                                                  context.theme.hover, 8);
    }
    right = from.x;
    return {pressed, ImVec2(from.x + side / 2, from.y + side / 2), over ? context.theme.text : ink};
}

}  // namespace moa::view
