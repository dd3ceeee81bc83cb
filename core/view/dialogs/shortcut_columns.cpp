#include "view/dialogs/shortcut_columns.hpp"

#include <algorithm>

namespace moa::view {
namespace {

constexpr float shortcut_line = 22;
constexpr float group_title = 28;
constexpr float below_group = 6;
constexpr float narrow_list = 620;  ///< below it, one column

float height_of(const screen::Section& section) {
    return group_title + shortcut_line * static_cast<float>(section.items.size()) + below_group;
}

void draw_group(const Context& context, const screen::Section& group, ImVec2 at, float width) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    context.pen.write(list, {Face::semibold, context.scaled(13)}, at, context.scaled(group_title),
                      context.theme.text, group.title);
    float y = at.y + context.scaled(group_title);
    const float line = context.scaled(shortcut_line);
    const TextStyle style{Face::regular, context.scaled(12)};
    for (const screen::Item& item : group.items) {
        const float keys = context.pen.width(style, item.value);
        context.pen.write_right(list, style, ImVec2(at.x + width, y), line, context.theme.text, item.value);
        context.pen.write_cut(list, style, ImVec2(at.x, y), line, width - keys - context.scaled(12),
                              context.theme.soft, item.label);
        y += line;
    }
}

}  // namespace

bool is_shortcut_list(const screen::Screen& screen) {
    return std::all_of(screen.sections.begin(), screen.sections.end(), [](const screen::Section& section) {
        return std::all_of(section.items.begin(), section.items.end(),
                           [](const screen::Item& item) { return item.kind == screen::Kind::shortcut; });
    });
}

void draw_shortcut_columns(const Context& context, const screen::Screen& screen, float room) {
    const float whole = ImGui::GetContentRegionAvail().x;
    const int columns = whole < context.scaled(narrow_list) ? 1 : 2;
    float sum = 0;
    for (const screen::Section& section : screen.sections)
        sum += height_of(section);
    // The first column ends with the group that fills its half.
    float highest = 0;
    float height = 0;
    const std::size_t count = screen.sections.size();
    std::size_t second = count;
    for (std::size_t i = 0; i < count; ++i) {
        if (columns == 2 && second == count && height + height_of(screen.sections[i]) / 2 > sum / 2) {
            second = i;
            highest = height;
            height = 0;
        }
        height += height_of(screen.sections[i]);
    }
    highest = std::max(highest, height);
    ImGui::BeginChild("list",
                      ImVec2(0, std::max(context.scaled(80), std::min(context.scaled(highest), room))),
                      ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float gap = context.scaled(32);
    const float scrollbar = context.scaled(highest) > room ? ImGui::GetStyle().ScrollbarSize : 0;
    const float width = columns == 2 ? (whole - scrollbar - gap) / 2 : whole - scrollbar;
    ImVec2 at = from;
    for (std::size_t i = 0; i < count; ++i) {
        if (i == second) at = ImVec2(from.x + width + gap, from.y);
        draw_group(context, screen.sections[i], at, width);
        at.y += context.scaled(height_of(screen.sections[i]));
    }
    ImGui::Dummy(ImVec2(1, context.scaled(highest)));
    ImGui::EndChild();
}

}  // namespace moa::view
