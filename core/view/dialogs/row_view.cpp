#include "view/dialogs/row_view.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <string>

#include "screen/history_rows.hpp"
#include "view/dialogs/item_parts.hpp"
#include "view/keys.hpp"

namespace moa::view {
namespace {

constexpr float least_label = 200;
constexpr float button_line = 28;

TextStyle facts_style(const Context& context) {
    return {Face::regular, context.scaled(12), true};
}

float button_room(const Context& context, const screen::Button& button) {
    return context.pen.width({Face::regular, context.scaled(12)}, button.label) + context.scaled(16);
}

/// What was found, in one line, with its marks.
void draw_found(Flow& flow, const screen::MarkedPassage& passage, ImVec2 at, float line, float width) {
    const Context& context = flow.context();
    const TextStyle style = facts_style(context);
    float x = at.x;
    for (const screen::Stretch& stretch : passage.stretches) {
        const float left = at.x + width - x;
        if (left <= 0) return;
        const float wide = std::min(left, context.pen.width(style, stretch.words));
        if (stretch.marked)
            flow.list().AddRectFilled(ImVec2(x, at.y + 1), ImVec2(x + wide, at.y + line - 1),
                                      context.theme.found, 3);
        const ImU32 colour = stretch.marked ? context.theme.text : context.theme.soft;
        x += context.pen.write_cut(flow.list(), style, ImVec2(x, at.y), line, left, colour, stretch.words);
    }
}

void draw_words(Flow& flow, const screen::Item& item, ImVec2 from, float width, float line) {
    const Context& context = flow.context();
    context.pen.write_cut(flow.list(), {Face::semibold, context.scaled(14)}, from, line, width,
                          context.theme.text, item.label);
    float y = from.y + line;
    if (!item.passages.empty()) {
        draw_found(flow, item.passages.front(), ImVec2(from.x, y), line, width);
        y += line;
    }
    float x = from.x;
    for (const screen::Note& note : item.notes) {
        x += context.pen.write_cut(flow.list(), facts_style(context), ImVec2(x, y), line, from.x + width - x,
                                   colour_of(context.theme, note.tone), note.words) +
             context.scaled(10);
    }
}

}  // namespace

void draw_row(Flow& flow, const screen::Item& item, screen::ItemActs& acts, bool focus) {
    const Context& context = flow.context();
    const float line = context.scaled(20);
    const float inset = context.scaled(10);
    const float height = (item.passages.empty() ? 2 : 3) * line + context.scaled(8);
    float buttons = 0;
    for (const screen::Button& button : item.buttons)
        buttons += button_room(context, button);
    const bool below = flow.width() - buttons < context.scaled(least_label);
    const float width = below ? flow.width() : flow.width() - buttons;
    const ImVec2 from(flow.x(), flow.y());
    ImGui::SetCursorScreenPos(from);
    const bool pressed =
        ImGui::InvisibleButton("row", ImVec2(std::max(1.0F, width), height), ImGuiButtonFlags_EnableNav);
    if (focus) {
        ImGui::FocusItem();
        ImGui::SetNavCursorVisible(true);
        ImGui::ScrollToItem(ImGuiScrollFlags_KeepVisibleEdgeY);
    }
    const bool renames = ImGui::IsItemFocused() && key_pressed(Shortcut::rename);
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (over || item.current) {
        flow.list().AddRectFilled(from, ImGui::GetItemRectMax(),
                                  faded(context.theme.accent, item.current ? 0.18F : 0.1F), 8);
    }
    if (flow.is_visible(height))
        draw_words(flow, item, ImVec2(from.x + inset, from.y + context.scaled(4)), width - 2 * inset, line);
    const float button_height = context.scaled(button_line);
    flow.skip(below ? height : (height - button_height) / 2);
    float x = below ? 0 : width;
    const screen::Button* chosen = nullptr;
    for (const screen::Button& button : item.buttons) {
        const ButtonLook look = button.final ? ButtonLook::final : ButtonLook::quiet;
        if (flow.button(button.name.c_str(), button.label, look, x, button_height)) chosen = &button;
        x += button_room(context, button);
    }
    flow.skip((below ? button_height : (height + button_height) / 2) + context.scaled(2));
    // Ctrl+Enter presses what the screen is for.
    if (ImGui::GetIO().KeyCtrl) return;
    if (chosen != nullptr) return acts.act(std::string(chosen->name), {});
    if (pressed) return acts.act(item.name, {});
    if (renames) acts.act(std::string(screen::rename_act) + item.name.substr(item.name.find(' ') + 1), {});
}

}  // namespace moa::view
