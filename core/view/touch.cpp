#include "view/touch.hpp"

#include <imgui.h>

namespace moa::view {
namespace {

/// How far it may wander meanwhile, in units.
constexpr float long_press_slack = 8;

}  // namespace

bool by_touch() {
    return ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
}

bool is_long_press() {
    const ImGuiIO& io = ImGui::GetIO();
    return by_touch() && ImGui::IsMouseDown(ImGuiMouseButton_Left) &&
           io.MouseDownDuration[0] >= long_press_s && io.MouseDownDurationPrev[0] < long_press_s &&
           io.MouseDragMaxDistanceSqr[0] < long_press_slack * long_press_slack;
}

}  // namespace moa::view
