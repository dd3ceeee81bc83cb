// Somebody who reads an answer in a shell without a window.
#pragma once

#include "unit/view/fake_shell.hpp"

namespace moa::view::testing {

inline std::string& clipboard() {
    static std::string text;
    return text;
}

/// A shell whose answer is `text`, with a clipboard.
struct Reader {
    /// In a page, which has its own controls, or in a window.
    explicit Reader(const std::string& text, bool in_window = false) {
        clipboard().clear();
        ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
        platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* words) { clipboard() = words; };
        ViewOptions options;
        if (!in_window) shell.view().use(nullptr);
        shell.view().set_options(options);
        moa::run::RunState state = streaming_run(1, 2, text);
        for (auto& layer : state.layers) {
            for (moa::run::Node& node : layer)
                node.state = moa::run::NodeState::done;
        }
        state.status = moa::run::RunStatus::complete;
        shell.workspace.conversation().show(state);
        shell.frames(6);
    }

    /// With `key` held down beside the modifiers.
    void chord(ImGuiKey key, bool shift = false) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddKeyEvent(ImGuiMod_Ctrl, true);
        if (shift) io.AddKeyEvent(ImGuiMod_Shift, true);
        shell.key(key);
        if (shift) io.AddKeyEvent(ImGuiMod_Shift, false);
        io.AddKeyEvent(ImGuiMod_Ctrl, false);
        shell.frame();
    }

    // The answer's first line: 48 of header, 49 of tabs, 20 above the text.
    static constexpr float left = 960 + 28;
    /// Below the tabs, the question, and what can be done with it.
    static constexpr float first_line = 48 + 49 + 20 + 82 + 12;
    FakeShell shell;
};

}  // namespace moa::view::testing
