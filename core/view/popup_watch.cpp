#include "view/popup_watch.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <utility>
#include <vector>

namespace moa::view {

bool PopupWatch::changed() {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    std::vector<float> now = {context.DimBgRatio};
    for (const ImGuiPopupData& popup : context.OpenPopupStack) {
        if (popup.Window == nullptr) continue;
        const ImGuiWindowTempData& drawn = popup.Window->DC;
        const ImVec2 content(drawn.CursorMaxPos.x - drawn.CursorStartPos.x,
                             drawn.CursorMaxPos.y - drawn.CursorStartPos.y);
        for (const ImVec2 value : {popup.Window->Pos, popup.Window->Size, content})
            now.insert(now.end(), {value.x, value.y});
    }
    const bool changed = now != seen_;
    seen_ = std::move(now);
    return changed;
}

}  // namespace moa::view
