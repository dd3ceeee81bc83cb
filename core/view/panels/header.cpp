#include "view/panels/header.hpp"

#include <algorithm>

namespace moa::view {

std::string shape_text(const run::RunState& state) {
    std::string text;
    const auto add = [&text](std::size_t count, std::string_view one) {
        if (!text.empty()) text += ", ";
        text += std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
    };
    for (std::size_t i = 0; i + 1 < state.layers.size(); ++i) {
        if (i > 2) {
            text += ", \xe2\x80\xa6";
            break;
        }
        add(state.layers[i].size(), i == 0 ? "proposer" : "refiner");
    }
    add(1, "aggregator");
    return text;
}

float Header::draw_chip(const Context& context, const Rect& area, float left, float right) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float height = context.scaled(28);
    const float inset = context.scaled(12);
    const TextStyle style{Face::regular, context.scaled(13)};
    const std::string name =
        context.workspace.recipe().name.empty() ? "Recipe" : context.workspace.recipe().name;
    const std::string shape = shape_text(context.workspace.shown());
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
    if (pressed) setup_.open(context);
    const bool free =
        !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (free && ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_M, false)) setup_.open_form(context);
    setup_.draw(context, ImVec2(from.x, to.y + 8));
    return to.x;
}

void Header::draw(const Context& context, const Rect& area, bool& dark) {
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(top_left(area), bottom_right(area), theme.surface);
    list.AddRectFilled(ImVec2(area.x, area.y + area.height - 1), bottom_right(area), theme.line);

    // From the right: theme, time, cost.
    const float height = area.height;
    float right = area.x + area.width - context.scaled(16);
    const float button = context.scaled(32);
    ImGui::SetCursorScreenPos(ImVec2(right - button, area.y + (height - button) / 2));
    if (ImGui::InvisibleButton("theme", ImVec2(button, button))) {
        dark = !dark;
        context.wishes.layout_moved = true;
    }
    const bool over = ImGui::IsItemHovered();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        ImGui::SetTooltip("%s", theme.dark ? "Light theme" : "Dark theme");
    }
    const ImVec2 centre(right - button / 2, area.y + height / 2);
    const ImU32 ink = over ? theme.text : theme.muted;
    // Half lit, half dark.
    list.AddCircle(centre, context.scaled(6.5F), ink, 0, 1.4F);
    list.PathArcTo(centre, context.scaled(6.5F), -1.5708F, 1.5708F);
    list.PathFillConvex(ink);
    right -= button + context.scaled(12);

    const run::RunState& state = context.workspace.shown();
    const TextStyle figures{Face::regular, context.scaled(13), true};
    const bool wide = area.width >= narrow_width;
    const auto put = [&](const std::string& words, ImU32 colour) {
        const float width = pen.width(figures, words);
        pen.write(list, figures, ImVec2(right - width, area.y), height, colour, words);
        right -= width + context.scaled(20);
    };
    if (!context.workspace.idle()) {
        put(duration_text(context.workspace.elapsed()), theme.muted);
        if (wide && !context.workspace.is_demo()) put(cost_text(state), theme.muted);
    }
    if (wide && context.workspace.is_demo()) put(std::string(demo_mark), theme.muted);

    const TextStyle brand{Face::bold, context.scaled(15)};
    const float left = area.x + context.scaled(20);
    const float brand_width = pen.write(list, brand, ImVec2(left, area.y), height, theme.text, "MoA");
    draw_chip(context, area, left + brand_width + context.scaled(20), right);
}

}  // namespace moa::view
