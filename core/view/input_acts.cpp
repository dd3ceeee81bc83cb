#include "view/input_acts.hpp"

#include <imgui.h>

#include <algorithm>
#include <iterator>

namespace moa::view {
namespace {

/// A modifier waits for what comes with it, and so does Space outside of text.
bool repeats(ImGuiKey key, const ImGuiIO& io) {
    const bool modifier = (key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper) ||
                          (key >= ImGuiKey_ReservedForModCtrl && key <= ImGuiKey_ReservedForModSuper);
    return !modifier && (key != ImGuiKey_Space || io.WantTextInput);
}

bool pointer_acts(const ImGuiIO& io) {
    const auto is_set = [](bool button) { return button; };
    return io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseWheel != 0 || io.MouseWheelH != 0 ||
           std::any_of(std::begin(io.MouseDown), std::end(io.MouseDown), is_set) ||
           std::any_of(std::begin(io.MouseReleased), std::end(io.MouseReleased), is_set);
}

bool key_acts(ImGuiKey key, const ImGuiIO& io) {
    if (key >= ImGuiKey_MouseLeft && key <= ImGuiKey_MouseWheelY) return false;
    return ImGui::IsKeyReleased(key) ||
           (repeats(key, io) ? ImGui::IsKeyDown(key) : ImGui::IsKeyPressed(key, false));
}

}  // namespace

bool input_acts() {
    const ImGuiIO& io = ImGui::GetIO();
    if (pointer_acts(io) || !io.InputQueueCharacters.empty()) return true;
    for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key) {
        if (key_acts(static_cast<ImGuiKey>(key), io)) return true;
    }
    return false;
}

}  // namespace moa::view
