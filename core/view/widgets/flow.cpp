#include "view/widgets/flow.hpp"

#include <algorithm>

#include "view/text/wrapped_text.hpp"

namespace moa::view {

Flow::Flow(const Context& context, float width)
    : context_(context),
      list_(*ImGui::GetWindowDrawList()),
      x_(ImGui::GetCursorScreenPos().x),
      y_(ImGui::GetCursorScreenPos().y),
      width_(width),
      clip_top_(list_.GetClipRectMin().y),
      clip_bottom_(list_.GetClipRectMax().y) {}

void Flow::text(std::string_view text, TextStyle style, float line_height, ImU32 colour) {
    while (!text.empty()) {
        const LineBreak found = break_line(text, context_.pen, style, width_);
        if (is_visible(line_height)) {
            context_.pen.write(list_, style, ImVec2(x_, y_), line_height, colour, text.substr(0, found.end));
        }
        y_ += line_height;
        text.remove_prefix(std::max<std::size_t>(found.next, 1));
    }
}

void Flow::pair(std::string_view label, std::string_view value, float value_x, ImU32 value_colour) {
    const float line = context_.scaled(24);
    const TextStyle style{Face::regular, context_.scaled(13), true};
    context_.pen.write(list_, style, ImVec2(x_, y_), line, context_.theme.muted, label);
    const float left = x_;
    const float whole = width_;
    x_ += value_x;
    width_ = std::max(40.0F, width_ - value_x);
    const float top = y_;
    text(value, style, line, value_colour);
    y_ = std::max(y_, top + line);
    x_ = left;
    width_ = whole;
}

void Flow::banner(std::string_view words, ImU32 colour, ImU32 surface) {
    const float inset_x = context_.scaled(14);
    const float inset_y = context_.scaled(8);
    const float line = context_.scaled(22);
    const TextStyle style{Face::regular, context_.scaled(13)};
    const float inner = width_ - 2 * inset_x;
    int lines = 0;
    for (std::string_view rest = words; !rest.empty(); ++lines) {
        rest.remove_prefix(std::max<std::size_t>(break_line(rest, context_.pen, style, inner).next, 1));
    }
    const float height = static_cast<float>(lines) * line + 2 * inset_y;
    list_.AddRectFilled(ImVec2(x_, y_), ImVec2(x_ + width_, y_ + height), surface, 8);
    const float left = x_;
    const float whole = width_;
    x_ += inset_x;
    y_ += inset_y;
    width_ = inner;
    text(words, style, line, colour);
    y_ += inset_y;
    x_ = left;
    width_ = whole;
}

bool Flow::link_button(const char* id, std::string_view label, float x, float height) {
    return button(id, label, x, height, context_.theme.muted);
}

bool Flow::final_button(const char* id, std::string_view label, float x, float height) {
    return button(id, label, x, height, context_.theme.failed);
}

bool Flow::action_button(const char* id, std::string_view label, float x, float height) {
    return button(id, label, x, height, context_.theme.accent);
}

bool Flow::primary_button(const char* id, std::string_view label, float x, float height) {
    const TextStyle style{Face::semibold, context_.scaled(13)};
    const float inset = context_.scaled(12);
    const float wide = context_.pen.width(style, label) + 2 * inset;
    const ImVec2 from(x_ + x, y_);
    ImGui::SetCursorScreenPos(from);
    const bool pressed = ImGui::InvisibleButton(id, ImVec2(wide, height), ImGuiButtonFlags_EnableNav);
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const ImU32 fill =
        over ? mixed(context_.theme.accent, context_.theme.text, 0.12F) : context_.theme.accent;
    list_.AddRectFilled(from, ImVec2(from.x + wide, from.y + height), fill, 7);
    context_.pen.write(list_, style, ImVec2(from.x + inset, from.y), height, context_.theme.on_accent, label);
    return pressed;
}

bool Flow::button(const char* id, std::string_view label, float x, float height, ImU32 colour) {
    const TextStyle style{Face::regular, context_.scaled(12)};
    const float inset = context_.scaled(8);
    const float wide = context_.pen.width(style, label) + 2 * inset;
    const ImVec2 from(x_ + x, y_);
    ImGui::SetCursorScreenPos(from);
    const bool pressed = ImGui::InvisibleButton(id, ImVec2(wide, height), ImGuiButtonFlags_EnableNav);
    const bool over = ImGui::IsItemHovered();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        list_.AddRectFilled(from, ImVec2(from.x + wide, from.y + height), context_.theme.hover, 6);
    }
    context_.pen.write(list_, style, ImVec2(from.x + inset, from.y), height,
                       over ? context_.theme.text : colour, label);
    return pressed;
}

void draw_fold_arrow(ImDrawList& list, ImVec2 middle, float arrow, bool open, ImU32 colour) {
    if (open) {
        list.PathLineTo(ImVec2(middle.x - arrow, middle.y - arrow / 2));
        list.PathLineTo(ImVec2(middle.x, middle.y + arrow / 2));
        list.PathLineTo(ImVec2(middle.x + arrow, middle.y - arrow / 2));
    } else {
        list.PathLineTo(ImVec2(middle.x - arrow / 2, middle.y - arrow));
        list.PathLineTo(ImVec2(middle.x + arrow / 2, middle.y));
        list.PathLineTo(ImVec2(middle.x - arrow / 2, middle.y + arrow));
    }
    list.PathStroke(colour, 0, 1.5F);
}

bool Flow::fold(const char* id, std::string_view label, bool& open) {
    const float height = context_.scaled(32);
    const ImVec2 from(x_, y_);
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton(id, ImVec2(std::max(1.0F, width_), height), ImGuiButtonFlags_EnableNav)) {
        open = !open;
        context_.requests.layout_moved = true;
    }
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const ImU32 colour = over ? context_.theme.text : context_.theme.soft;
    const float arrow = context_.scaled(3.5F);
    const ImVec2 middle(from.x + context_.scaled(5), from.y + height / 2);
    draw_fold_arrow(list_, middle, arrow, open, colour);
    context_.pen.write(list_, {Face::regular, context_.scaled(13), true},
                       ImVec2(from.x + context_.scaled(18), from.y), height, colour, label);
    y_ += height;
    return open;
}

void Flow::rule() {
    const float y = context_.pen.snapped(y_);
    list_.AddRectFilled(ImVec2(x_, y), ImVec2(x_ + width_, y + 1), context_.theme.line);
    y_ += 1;
}

void Flow::finish() const {
    ImGui::SetCursorScreenPos(ImVec2(x_, y_));
    ImGui::Dummy(ImVec2(1, 1));
}

}  // namespace moa::view
