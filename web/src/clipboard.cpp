#include "web/src/clipboard.hpp"

#include <imgui.h>

#include <utility>

#include "web/src/page_js.hpp"

namespace moa::web {

Clipboard::Clipboard(std::function<void()> draw) : draw_(std::move(draw)) {
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
        auto& self = *static_cast<Clipboard*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
        self.text_ = text;
        // Outside of a copy event, for example by a button, the browser may allow it shortly after a click.
        if (!self.inside_event_) moa_page_write_clipboard(self.text_.data(), self.text_.size());
    };
    platform.Platform_GetClipboardTextFn = [](ImGuiContext*) -> const char* {
        return static_cast<Clipboard*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->text_.c_str();
    };
}

const std::string& Clipboard::copy(bool cut) {
    text_.clear();
    inside_event_ = true;
    press_with_ctrl(cut ? ImGuiKey_X : ImGuiKey_C);
    inside_event_ = false;
    return text_;
}

void Clipboard::paste(std::string_view text) {
    text_ = text;
    press_with_ctrl(ImGuiKey_V);
}

void Clipboard::press_with_ctrl(int key) {
    ImGuiIO& io = ImGui::GetIO();
    // Dear ImGui's shortcuts are with the command key on Apple's systems, Ctrl elsewhere; it swaps the two by
    // itself.
    const auto modifier = io.ConfigMacOSXBehaviors ? ImGuiMod_Super : ImGuiMod_Ctrl;
    io.AddKeyEvent(modifier, true);
    io.AddKeyEvent(static_cast<ImGuiKey>(key), true);
    draw_();
    io.AddKeyEvent(static_cast<ImGuiKey>(key), false);
    io.AddKeyEvent(modifier, false);
    draw_();
}

}  // namespace moa::web
