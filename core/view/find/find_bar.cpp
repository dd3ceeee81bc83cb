#include "view/find/find_bar.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "screen/words.hpp"
#include "view/keys.hpp"
#include "view/widgets/icon_button.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {

bool FindBar::close(const Context& context, Finder& finder) {
    finder.close();
    context.requests.layout_moved = true;
    return std::exchange(gives_back_, false);
}

bool FindBar::take_keys(const Context& context, Finder& finder) {
    if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return false;
    const ImGuiIO& io = ImGui::GetIO();
    const bool next = key_pressed(Shortcut::find_next);
    const bool previous = key_pressed(Shortcut::find_previous);
    const bool again = finder.is_open() && !finder.words().empty();
    if (again && (next || previous)) {
        finder.step(next);
    } else if (next || previous || key_pressed(Shortcut::find)) {
        if (!finder.is_open()) gives_back_ = io.WantTextInput;
        finder.open();
        text_ = finder.words();
        take_focus_ = true;
        context.requests.layout_moved = true;
    }
    const bool may_close = has_keyboard_ || (!context.workspace.running() && !io.WantTextInput);
    if (!finder.is_open() || !may_close || !key_pressed(Shortcut::find_close)) return false;
    context.requests.escape_taken = true;
    return close(context, finder);
}

/// A square button with an arrow that points up (angle 0), down (half a turn), or with a cross (negative).
bool FindBar::draw_button(const Context& context, const char* id, const char* help, float& right,
                          const Rect& area, float angle) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const IconButton button = icon_button(context, area, id, help, 28, context.theme.soft, right);
    const ImVec2 middle = button.centre;
    const float half = context.scaled(4);
    const ImU32 colour = button.ink;
    if (angle < 0) {
        list.AddLine(ImVec2(middle.x - half, middle.y - half), ImVec2(middle.x + half, middle.y + half),
                     colour, 1.5F);
        list.AddLine(ImVec2(middle.x - half, middle.y + half), ImVec2(middle.x + half, middle.y - half),
                     colour, 1.5F);
    } else {
        const float tip = angle > 0 ? half / 2 : -half / 2;
        list.PathLineTo(ImVec2(middle.x - half, middle.y - tip));
        list.PathLineTo(ImVec2(middle.x, middle.y + tip));
        list.PathLineTo(ImVec2(middle.x + half, middle.y - tip));
        list.PathStroke(colour, 0, 1.5F);
    }
    right -= context.scaled(2);
    return button.pressed;
}

bool FindBar::draw(const Context& context, const Rect& area, Finder& finder) {
    has_keyboard_ = false;
    if (area.height <= 0) return false;
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(top_left(area), bottom_right(area), theme.surface);
    list.AddRectFilled(ImVec2(area.x, area.y + area.height - 1), bottom_right(area), theme.line);

    ImGui::PushID("find");
    float right = area.x + area.width - context.scaled(12);
    const bool closes = draw_button(context, "close", screen::words::find_close.data(), right, area, -1);
    const bool down = draw_button(context, "next", screen::words::find_next.data(), right, area, 1);
    const bool up = draw_button(context, "previous", screen::words::find_previous.data(), right, area, 0);
    const std::string result = finder.result_words();
    const TextStyle style{Face::regular, context.scaled(12), true};
    right -= context.scaled(6);
    const bool nothing = !finder.words().empty() && finder.count() == 0 && finder.is_complete();
    const float left = area.x + context.scaled(area.width < 420 ? 12 : 20);
    const float least_field = context.scaled(96);
    if (right - context.pen.width(style, result) - left > least_field) {
        context.pen.write_right(list, style, ImVec2(right, area.y), area.height,
                                nothing ? theme.failed : theme.muted, result);
        right -= context.pen.width(style, result) + context.scaled(10);
    }

    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(10, 6));
    ImGui::SetCursorScreenPos(ImVec2(left, area.y + (area.height - ImGui::GetFrameHeight()) / 2));
    ImGui::SetNextItemWidth(std::max(context.scaled(40), right - left));
    if (std::exchange(take_focus_, false)) ImGui::SetKeyboardFocusHere();
    ImGuiIO& io = ImGui::GetIO();
    const bool kept = std::exchange(io.ConfigInputTextEnterKeepActive, true);
    if (text_field("##words", screen::words::find.data(), text_)) finder.look_for(text_);
    io.ConfigInputTextEnterKeepActive = kept;
    ImGui::PopStyleVar();
    has_keyboard_ = ImGui::IsItemActive();
    if (has_keyboard_) context.requests.text_cursor = true;
    const bool forward = down || (has_keyboard_ && key_pressed(Shortcut::found_next, true));
    if (up || forward || (has_keyboard_ && key_pressed(Shortcut::found_previous, true))) {
        finder.step(forward);
        context.requests.layout_moved = true;
    }
    ImGui::PopID();
    return closes && close(context, finder);
}

}  // namespace moa::view
