#include "view/widgets/sideways_scroll.hpp"

#include <algorithm>

#include "view/touch.hpp"

namespace moa::view {
namespace {

/// One notch of a wheel, in units.
constexpr float notch = 60;
/// How fast text comes towards a pointer past the edge: units a second for each unit of distance.
constexpr float selecting_speed = 12;
/// What stays visible beside that which is brought into view.
constexpr float margin = 40;
constexpr float least_thumb = 28;

}  // namespace

void SidewaysScroll::follow_bar(const Flow& flow, const Room& room) {
    const Context& context = flow.context();
    const float height = context.scaled(bar_room);
    const float thumb = std::clamp(room.width() * room.width() / room.content,
                                   std::min(least_thumb, room.width() / 2), room.width());
    const float way = std::max(1.0F, room.width() - thumb);
    const float most = room.content - room.width();
    const float left = room.from.x + way * std::clamp(offset_ / most, 0.0F, 1.0F);
    ImGui::SetCursorScreenPos(ImVec2(left, room.to.y - height));
    ImGui::PushID(this);
    (void)ImGui::InvisibleButton("scroll sideways", ImVec2(thumb, height));
    ImGui::PopID();
    const bool held = ImGui::IsItemActive();
    const bool over = ImGui::IsItemHovered();
    const float before = offset_;
    if (held) offset_ = std::clamp(offset_ + ImGui::GetIO().MouseDelta.x * most / way, 0.0F, most);
    const float x = left + (offset_ - before) * way / most;
    const float half = held || over ? 3.0F : 2.0F;
    const float middle = room.to.y - height / 2;
    flow.list().AddRectFilled(ImVec2(x, middle - half), ImVec2(x + thumb, middle + half),
                              faded(context.theme.muted, held || over ? 0.7F : 0.4F), half);
}

void SidewaysScroll::follow_pointer(const Flow& flow, const Room& room, bool selecting) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool between = io.MousePos.y >= room.from.y && io.MousePos.y < room.to.y;
    const bool inside = between && io.MousePos.x >= room.from.x && io.MousePos.x < room.to.x;
    if (inside && ImGui::IsWindowHovered()) {
        const float wheel = io.MouseWheelH != 0 ? io.MouseWheelH : io.KeyShift ? io.MouseWheel : 0;
        offset_ -= wheel * notch;
    }
    const bool on_bar = io.MousePos.y >= room.to.y - flow.context().scaled(bar_room);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) panning_ = inside && !on_bar && by_touch();
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) panning_ = false;
    if (panning_ && !selecting) offset_ -= io.MouseDelta.x;
    if (selecting && between && !inside) {
        const float past = io.MousePos.x - std::clamp(io.MousePos.x, room.from.x, room.to.x);
        offset_ += past * selecting_speed * io.DeltaTime;
        flow.context().requests.animating = true;
    }
}

void SidewaysScroll::update(const Flow& flow, const Room& room, bool selecting) {
    const float most = room.content - room.width();
    if (most <= 0) {
        offset_ = 0;
        revealed_.reset();
        return;
    }
    if (revealed_) {
        const float end = revealed_->second + margin - room.width();
        offset_ = std::min(std::max(offset_, end), std::max(0.0F, revealed_->first - margin));
        revealed_.reset();
    }
    follow_pointer(flow, room, selecting);
    offset_ = std::clamp(offset_, 0.0F, most);
    follow_bar(flow, room);
}

}  // namespace moa::view
