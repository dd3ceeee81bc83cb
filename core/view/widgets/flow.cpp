#include "view/widgets/flow.hpp"

#include <algorithm>

#include "view/text/wrapped_text.hpp"

namespace moa::view {
namespace {

TextStyle button_style(const Context& context, ButtonLook look) {
    if (look == ButtonLook::primary) return {Face::semibold, context.scaled(13)};
    return {Face::regular, context.scaled(12)};
}

/// Between its edge and its label.
float button_inset(const Context& context, ButtonLook look) {
    return context.scaled(look == ButtonLook::primary ? 12 : look == ButtonLook::framed ? 10 : 8);
}

ImU32 ink_of(const Theme& theme, ButtonLook look) {
    switch (look) {
        case ButtonLook::action:
            return theme.accent;
        case ButtonLook::final:
            return theme.failed;
        case ButtonLook::framed:
            return theme.soft;
        case ButtonLook::primary:
            return theme.on_accent;
        case ButtonLook::quiet:
            break;
    }
    return theme.muted;
}

}  // namespace

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

float Flow::button_width(std::string_view label, ButtonLook look) const {
    return context_.pen.width(button_style(context_, look), label) + 2 * button_inset(context_, look);
}

bool Flow::button(const char* id, std::string_view label, ButtonLook look, float x, float height) {
    const Theme& theme = context_.theme;
    const ImVec2 from(x_ + x, y_);
    const float inset = button_inset(context_, look);
    const float whole = button_width(label, look);
    const float room = std::max(height, width_ - x);
    const ImVec2 to(from.x + std::min(whole, room), from.y + height);
    ImGui::SetCursorScreenPos(from);
    const bool pressed =
        ImGui::InvisibleButton(id, ImVec2(to.x - from.x, height), ImGuiButtonFlags_EnableNav);
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const bool cut = whole > room;
    if (over && cut) ImGui::SetTooltip("%.*s", static_cast<int>(label.size()), label.data());
    const bool primary = look == ButtonLook::primary;
    if (primary) {
        list_.AddRectFilled(from, to, over ? mixed(theme.accent, theme.text, 0.12F) : theme.accent, 7);
    } else if (over) {
        list_.AddRectFilled(from, to, theme.hover, 6);
    }
    if (look == ButtonLook::framed) list_.AddRect(from, to, over ? faded(theme.muted, 0.6F) : theme.line, 7);
    const ImU32 ink = over && !primary ? theme.text : ink_of(theme, look);
    // A label that fits is not measured again.
    const float width = cut ? room - 2 * inset : whole;
    context_.pen.write_cut(list_, button_style(context_, look), ImVec2(from.x + inset, from.y), height, width,
                           ink, label);
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
