#include "view/widgets/list_row.hpp"

namespace moa::view {

ListRow list_row(const Context& context, const char* id, bool active) {
    const float line = context.scaled(20);
    const float inset = context.scaled(10);
    const float margin = context.scaled(4);
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool pressed = ImGui::InvisibleButton(id, ImVec2(width, 2 * line + 2 * margin));
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (over || active) {
        ImGui::GetWindowDrawList()->AddRectFilled(from, ImGui::GetItemRectMax(),
                                                  faded(context.theme.accent, active ? 0.18F : 0.1F), 8);
    }
    return {pressed, ImVec2(from.x + inset, from.y + margin), width - 2 * inset, line};
}

}  // namespace moa::view
