#include "view/markdown/text_selector.hpp"

#include "view/markdown/selection_commands.hpp"
#include "view/touch.hpp"

namespace moa::view {
namespace {

/// A click that misses the text by as much at its left or right still is in it, in units.
constexpr float beside_slack = 8;
/// How fast the text comes towards a pointer past its edge: units a second for each unit of distance.
constexpr float scroll_speed = 12;

/// Whether the pointer is over the text and nothing that can be pressed.
bool is_pointer_over(const Flow& flow, float top, float bottom) {
    const ImVec2 point = ImGui::GetMousePos();
    const bool inside = point.y >= top && point.y <= bottom && point.x >= flow.x() - beside_slack &&
                        point.x <= flow.x() + flow.width() + beside_slack;
    return inside && ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered();
}

}  // namespace

void TextSelector::begin_frame(const Context& context, std::uint64_t generation) {
    if (generation_ != generation) {
        selection_.clear();
        generation_ = generation;
    }
    nearest_.begin(pressed_ || ImGui::IsMouseClicked(ImGuiMouseButton_Left) ||
                   ImGui::IsMouseClicked(ImGuiMouseButton_Right) || is_long_press());
    // The frame that sees that a finger has rested has to be asked for.
    if (by_touch() && ImGui::IsMouseDown(ImGuiMouseButton_Left) && !pressed_)
        context.requests.animating = true;
}

void TextSelector::take_part(const Flow& flow, const PlacedPart& part) {
    const auto [begin, end] = covered(selection_.range(), part.block, part.cell, part.text->text.size());
    mark(flow, part, {begin, end, faded(flow.context().theme.accent, 0.3F), 0});
    nearest_.look_at(flow.context().pen, part);
}

void TextSelector::press() {
    const ImGuiIO& io = ImGui::GetIO();
    const int clicks = io.MouseClickedCount[0];
    grain_ = by_touch() || clicks == 2 ? Grain::word : clicks >= 3 ? Grain::part : Grain::letter;
    pressed_ = true;
    const TextRange range = nearest_.range(grain_);
    if (io.KeyShift && clicks == 1 && !selection_.empty()) {
        selection_.extend(range);
    } else {
        selection_.begin(range);
    }
}

void TextSelector::drag(const Flow& flow) {
    FrameRequests& requests = flow.context().requests;
    const ImGuiIO& io = ImGui::GetIO();
    const TextRange before = selection_.range();
    selection_.extend(nearest_.range(grain_));
    if (!(selection_.range() == before)) requests.layout_moved = true;
    // At the edge the text comes towards the pointer, the faster the farther it is.
    const float past = io.MousePos.y < flow.clip_top()      ? io.MousePos.y - flow.clip_top()
                       : io.MousePos.y > flow.clip_bottom() ? io.MousePos.y - flow.clip_bottom()
                                                            : 0;
    if (past == 0) return;
    ImGui::SetScrollY(ImGui::GetScrollY() + past * scroll_speed * io.DeltaTime);
    requests.animating = true;
}

void TextSelector::take_pointer(const Flow& flow, bool over) {
    const bool clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    if (clicked) focused_ = over;
    const bool begins = over && (is_long_press() || (clicked && !by_touch()));
    if (clicked && !begins && !(by_touch() && over)) selection_.clear();
    if (begins && nearest_.found()) {
        press();
        flow.context().requests.layout_moved = true;
    } else if (pressed_ && nearest_.found()) {  // also where it is let go: it may have moved there
        drag(flow);
    }
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) pressed_ = false;
    if (over && !by_touch() && ImGui::GetMouseCursor() == ImGuiMouseCursor_Arrow)
        ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    if (over && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        focused_ = true;
        open_selection_menu();
    }
}

void TextSelector::end_frame(const Flow& flow, const LaidDocument& document, std::string_view source,
                             float top, float bottom) {
    ImGui::PushID(this);
    take_pointer(flow, is_pointer_over(flow, top, bottom));
    if (focused_ && !ImGui::GetIO().WantTextInput) take_selection_keys(selection_, document, source);
    draw_selection_menu(selection_, document, source);
    ImGui::PopID();
}

}  // namespace moa::view
