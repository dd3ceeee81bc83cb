#include "native/desktop/frame_split.hpp"

#include <imgui.h>
#include <imgui_internal.h>

namespace moa::desktop {
namespace {

// The public functions drop events that change nothing, and such are exactly what is wanted here.
void queue(ImGuiInputEvent event) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    event.Source = ImGuiInputSource_Mouse;
    event.EventId = context.InputEventsNextEventId++;
    context.InputEventsQueue.push_back(event);
}

/// Where the pointer will be once all queued inputs are taken.
ImVec2 latest_pointer() {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    for (int i = context.InputEventsQueue.Size; i > 0; --i) {
        const ImGuiInputEvent& event = context.InputEventsQueue[i - 1];
        if (event.Type == ImGuiInputEventType_MousePos) return {event.MousePos.PosX, event.MousePos.PosY};
    }
    return context.IO.MousePos;
}

}  // namespace

void split_before_modifier() {
    // A move of the pointer is not taken in a frame in which a key has changed.
    const ImVec2 place = latest_pointer();
    ImGuiInputEvent event;
    event.Type = ImGuiInputEventType_MousePos;
    event.MousePos = {place.x, place.y, ImGui::GetIO().MouseSource};
    queue(event);
}

void split_before_press() {
    // The wheel is not taken in a frame in which the pointer has moved, nor a button in one with the wheel.
    ImGuiInputEvent event;
    event.Type = ImGuiInputEventType_MouseWheel;
    event.MouseWheel = {0, 0, ImGui::GetIO().MouseSource};
    queue(event);
}

}  // namespace moa::desktop
