#include "view/panels/panel_border.hpp"

#include <algorithm>

namespace moa::view {

void draw_panel_arrow(const Context& context, ImVec2 centre, float direction, bool over) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float half = context.scaled(4);
    const ImU32 ink = over ? context.theme.text : context.theme.muted;
    for (const float x : {-half, half * 0.4F}) {
        list.PathLineTo(ImVec2(centre.x + x - direction * half / 2, centre.y - half));
        list.PathLineTo(ImVec2(centre.x + x + direction * half / 2, centre.y));
        list.PathLineTo(ImVec2(centre.x + x - direction * half / 2, centre.y + half));
        list.PathStroke(ink, 0, 1.4F);
    }
}

void draw_divider(const Context& context, const Rect& area, PanelPlace& place) {
    const float x = area.x;
    constexpr float grip = 8;  // on the tree's side: on the other one the panel has the pointer
    ImGui::SetCursorScreenPos(ImVec2(x - grip, area.y));
    ImGui::InvisibleButton("divider", ImVec2(grip, area.height));
    const bool active = ImGui::IsItemActive();
    const bool over = ImGui::IsItemHovered() || active;
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (over && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        place.open = !place.open;
        context.requests.layout_moved = true;
    } else if (active && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 2)) {
        const float wide = ImGui::GetIO().DisplaySize.x;
        place.share = std::clamp((wide - ImGui::GetIO().MousePos.x) / std::max(1.0F, wide), 0.15F, 0.8F);
        place.open = true;
        context.requests.layout_moved = true;
    }
    ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(x, area.y), ImVec2(x + 1, area.y + area.height),
                                              over ? context.theme.accent : context.theme.line);
}

void draw_folded(const Context& context, const Rect& area, PanelPlace& place) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImGui::SetCursorScreenPos(ImVec2(area.x + 4, area.y));
    const bool pressed = ImGui::InvisibleButton("panel back", ImVec2(area.width - 4, area.height));
    const bool over = ImGui::IsItemHovered();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        ImGui::SetTooltip("Show panel (Ctrl+B)");
        list.AddRectFilled(top_left(area), bottom_right(area), context.theme.hover);
    }
    draw_panel_arrow(context, ImVec2(area.x + area.width / 2, area.y + context.scaled(24)), -1, over);
    if (pressed) {
        place.open = true;
        context.requests.layout_moved = true;
    }
}

}  // namespace moa::view
