#include "view/panels/header.hpp"

#include <algorithm>

#include "figures.hpp"
#include "run/sentences.hpp"
#include "screen/conversation_acts.hpp"
#include "screen/words.hpp"
#include "view/keys.hpp"
#include "view/widgets/icon_button.hpp"

namespace moa::view {

float Header::draw_chip(const Context& context, const Rect& area, float left, float right) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float height = context.scaled(28);
    const float inset = context.scaled(12);
    const TextStyle style{Face::regular, context.scaled(13)};
    const std::string name = context.workspace.configuration().recipe().name.empty()
                                 ? "Recipe"
                                 : context.workspace.configuration().recipe().name;
    const std::string shape = mixture::shape_words(context.workspace.configuration().recipe());
    const float name_width = context.pen.width(style, name);
    const float whole =
        name_width + context.scaled(12) + context.pen.width(style, shape) + context.scaled(20);
    const float inner = std::max(40.0F, std::min(whole, right - left - 2 * inset));
    const ImVec2 from(left, context.pen.snapped(area.y + (area.height - height) / 2));
    const ImVec2 to(from.x + inner + 2 * inset, from.y + height);
    ImGui::SetCursorScreenPos(from);
    const bool pressed = ImGui::InvisibleButton("recipe", ImVec2(to.x - from.x, height));
    const bool over = ImGui::IsItemHovered();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        list.AddRectFilled(from, to, theme.hover, height / 2);
    }
    list.AddRect(from, to, over ? faded(theme.muted, 0.6F) : theme.line, height / 2);
    float x = from.x + inset;
    const float text_right = to.x - inset - context.scaled(14);
    x += context.pen.write_cut(list, style, ImVec2(x, from.y), height, text_right - x, theme.text, name) +
         context.scaled(12);
    if (text_right > x)
        context.pen.write_cut(list, style, ImVec2(x, from.y), height, text_right - x, theme.muted, shape);
    const ImVec2 arrow(to.x - inset - context.scaled(3), from.y + height / 2);
    const float half = context.scaled(3.5F);
    list.PathLineTo(ImVec2(arrow.x - half, arrow.y - half / 2));
    list.PathLineTo(ImVec2(arrow.x, arrow.y + half / 2));
    list.PathLineTo(ImVec2(arrow.x + half, arrow.y - half / 2));
    list.PathStroke(theme.muted, 0, 1.5F);
    if (pressed) recipes_.open(context);
    const bool free =
        !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (free && key_pressed(Shortcut::edit_recipe)) context.requests.open_screen = "recipe";
    recipes_.draw(context, ImVec2(from.x, to.y + 8));
    return to.x;
}

/// Beside the recipe, where there is room: the way to models of one's own need not be looked for in its list.
void Header::draw_models(const Context& context, const Rect& area, float left, float right) {
    const float inset = context.scaled(12);
    const float height = context.scaled(28);
    const TextStyle style{Face::regular, context.scaled(13)};
    const float width = context.pen.width(style, screen::words::use_models) + 2 * inset;
    if (left + width > right) return;
    const ImVec2 from(left, context.pen.snapped(area.y + (area.height - height) / 2));
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton("models", ImVec2(width, height))) context.requests.open_screen = "setup";
    const bool over = ImGui::IsItemHovered();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        list.AddRectFilled(from, ImVec2(from.x + width, from.y + height), context.theme.hover, height / 2);
    }
    context.pen.write(list, style, ImVec2(from.x + inset, from.y), height, context.theme.accent,
                      screen::words::use_models);
}

/// Where there is a conversation to leave.
float Header::draw_new(const Context& context, const Rect& area, float right) {
    session::Workspace& workspace = context.workspace;
    if (workspace.conversation().turns().count() == 0 || workspace.running()) return right;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto [pressed, centre, ink] = icon_button(
        context, area, "new", screen::words::new_conversation_key.data(), 32, context.theme.muted, right);
    const float half = context.scaled(6.5F);
    list.AddLine(ImVec2(centre.x - half, centre.y), ImVec2(centre.x + half, centre.y), ink, 1.6F);
    list.AddLine(ImVec2(centre.x, centre.y - half), ImVec2(centre.x, centre.y + half), ink, 1.6F);
    if (pressed) screen::act_on_conversation(workspace, "new");
    return right;
}

float Header::draw_history(const Context& context, const Rect& area, float right) {
    if (!has_history_) return right;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto [pressed, centre, ink] =
        icon_button(context, area, "history", "History (Ctrl+H)", 32, context.theme.muted, right);
    // A clock.
    list.AddCircle(centre, context.scaled(6.5F), ink, 0, 1.4F);
    list.PathLineTo(ImVec2(centre.x, centre.y - context.scaled(4)));
    list.PathLineTo(centre);
    list.PathLineTo(ImVec2(centre.x + context.scaled(3), centre.y + context.scaled(1.5F)));
    list.PathStroke(ink, 0, 1.4F);
    if (pressed) context.requests.open_screen = "history";
    return right;
}

/// A button at the right: "?" or, for settings, two sliders.
bool Header::draw_button(const Context& context, const Rect& area, const char* id, const char* help,
                         float& right) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto [pressed, centre, ink] = icon_button(context, area, id, help, 32, context.theme.muted, right);
    if (id[0] == '?') {
        const TextStyle style{Face::semibold, context.scaled(15)};
        const float line = context.scaled(32);
        context.pen.write(list, style,
                          ImVec2(centre.x - context.pen.width(style, id) / 2, centre.y - line / 2), line, ink,
                          id);
    } else {
        const float half = context.scaled(7);
        for (const float side : {-1.0F, 1.0F}) {
            const float y = centre.y + side * context.scaled(3.5F);
            list.AddLine(ImVec2(centre.x - half, y), ImVec2(centre.x + half, y), ink, 1.4F);
            list.AddCircleFilled(ImVec2(centre.x + side * half * 0.4F, y), context.scaled(2.6F), ink);
        }
    }
    right -= context.scaled(4);
    return pressed;
}

void Header::draw(const Context& context, const Rect& area) {
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(ImVec2(area.x, area.y + area.height - 1), bottom_right(area), theme.line);

    // From the right: keys, settings, time, cost.
    const float height = area.height;
    float right = area.x + area.width - context.scaled(16);
    if (draw_button(context, area, "?", screen::words::shortcuts_key.data(), right))
        context.requests.open_screen = "shortcuts";
    if (draw_button(context, area, "settings", "Settings (Ctrl+,)", right))
        context.requests.open_screen = "settings";
    right = draw_new(context, area, draw_history(context, area, right)) - context.scaled(12);

    const run::RunState& state = context.workspace.shown();
    const TextStyle figures{Face::regular, context.scaled(13), true};
    const bool wide = area.width >= narrow_width;
    const auto put = [&](const std::string& words, ImU32 colour) {
        const float width = pen.width(figures, words);
        pen.write(list, figures, ImVec2(right - width, area.y), height, colour, words);
        right -= width + context.scaled(20);
    };
    const bool scripted = context.workspace.configuration().calls_no_model(state);
    if (!context.workspace.on_screen().idle()) {
        put(figure::duration(state.worked(context.workspace.on_screen().elapsed())), theme.muted);
        const std::string cost = run::cost_words(state);
        if (wide && !scripted && !cost.empty()) put(cost, theme.muted);
    }
    if (wide && scripted) put(std::string(screen::words::scripted), theme.muted);

    const TextStyle brand{Face::bold, context.scaled(15)};
    const float left = area.x + context.scaled(20);
    const float brand_width = pen.write(list, brand, ImVec2(left, area.y), height, theme.text, "MoA");
    const float chip_end = draw_chip(context, area, left + brand_width + context.scaled(20), right);
    draw_models(context, area, chip_end + context.scaled(8), right);
}

}  // namespace moa::view
