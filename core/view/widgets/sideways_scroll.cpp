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
    const float track = std::max(1.0F, room.width() - 2 * room.bar_inset);
    const float thumb =
        std::clamp(track * room.width() / room.content, std::min(least_thumb, track / 2), track);
    const float way = std::max(1.0F, track - thumb);
    const float most = room.content - room.width();
    const float left = room.from.x + room.bar_inset;
    ImGui::SetCursorScreenPos(ImVec2(left, room.to.y - height));
    ImGui::PushID(this);
    (void)ImGui::InvisibleButton("scroll sideways", ImVec2(track, height));
    ImGui::PopID();
    // In the frame in which it is let go, too: it may have moved there.
    const bool held = ImGui::IsItemActive() || ImGui::IsItemDeactivated();
    const bool over = ImGui::IsItemHovered();
    const ImGuiIO& io = ImGui::GetIO();
    const float clicked = io.MouseClickedPos[ImGuiMouseButton_Left].x - left;
    if (ImGui::IsItemActivated()) {
        // Beside the thumb it comes to where the bar was pressed.
        const float at = way * offset_ / most;
        const bool beside = clicked < at || clicked >= at + thumb;
        grabbed_at_ = beside ? (clicked - thumb / 2) * most / way : offset_;
    }
    if (held) offset_ = std::clamp(grabbed_at_ + (io.MousePos.x - left - clicked) * most / way, 0.0F, most);
    const float x = left + way * offset_ / most;
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
    const float clicked = io.MouseClickedPos[ImGuiMouseButton_Left].x;
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        panning_ = inside && !on_bar && by_touch();
        if (panning_) grabbed_at_ = offset_;
    }
    if (panning_ && !selecting) offset_ = grabbed_at_ + clicked - io.MousePos.x;
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) panning_ = false;
    const float past = io.MousePos.x - std::clamp(io.MousePos.x, room.from.x - room.fixed, room.to.x);
    if (selecting && between && past != 0) {
        offset_ += past * selecting_speed * io.DeltaTime;
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
    const float before = offset_;
    follow_pointer(flow, room, selecting);
    offset_ = std::clamp(offset_, 0.0F, most);
    if (selecting && offset_ != before) flow.context().requests.animating = true;
    follow_bar(flow, room);
}

}  // namespace moa::view
