#include "view/panels/key_list.hpp"

#include <algorithm>
#include <utility>

#include "view/keys.hpp"
#include "view/panels/dialog.hpp"

namespace moa::view {
namespace {

constexpr const char* key_list_id = "Keys";
constexpr float key_line_height = 22;
constexpr float group_height = 34;
constexpr float narrow_list = 620;  ///< below it, one column

struct Group {
    std::string_view name;
    std::vector<KeyHelp> lines;
    float height = group_height;
};

/// Keys that do the same stand on one line.
std::vector<Group> groups() {
    std::vector<Group> made;
    for (KeyHelp& line : key_help(Shell::window)) {
        auto group = std::find_if(made.begin(), made.end(),
                                  [&](const Group& each) { return each.name == line.group; });
        if (group == made.end()) group = made.insert(made.end(), Group{line.group, {}});
        auto& lines = group->lines;
        if (!lines.empty() && lines.back().words == line.words) {
            if (lines.back().keys != line.keys) lines.back().keys += ", " + line.keys;
            continue;
        }
        lines.push_back(std::move(line));
        group->height += key_line_height;
    }
    return made;
}

void draw_group(const Context& context, const Group& group, ImVec2 at, float width) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    context.pen.write(list, {Face::semibold, context.scaled(13)}, at, context.scaled(group_height - 6),
                      context.theme.text, group.name);
    float y = at.y + context.scaled(group_height - 6);
    const float line = context.scaled(key_line_height);
    for (const KeyHelp& each : group.lines) {
        const TextStyle style{Face::regular, context.scaled(12)};
        const float keys = context.pen.width(style, each.keys);
        context.pen.write_right(list, style, ImVec2(at.x + width, y), line, context.theme.text, each.keys);
        context.pen.write_cut(list, style, ImVec2(at.x, y), line, width - keys - context.scaled(12),
                              context.theme.soft, each.words);
        y += line;
    }
}

}  // namespace

void KeyList::draw(const Context& context) {
    const bool opens = std::exchange(opening_, false);
    if (opens) ImGui::OpenPopup(key_list_id);
    if (!begin_dialog(context, key_list_id, key_list_id, context.scaled(760))) return;
    const std::vector<Group> all = groups();
    const float whole = ImGui::GetContentRegionAvail().x;
    const int columns = whole < context.scaled(narrow_list) ? 1 : 2;
    float sum = 0;
    for (const Group& group : all)
        sum += group.height;
    // The first column ends with the group that fills its half.
    float highest = 0;
    float height = 0;
    std::size_t second = all.size();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (columns == 2 && second == all.size() && height + all[i].height / 2 > sum / 2) {
            second = i;
            highest = height;
            height = 0;
        }
        height += all[i].height;
    }
    highest = std::max(highest, height);
    const float room = ImGui::GetIO().DisplaySize.y - context.scaled(190);
    ImGui::BeginChild("list",
                      ImVec2(0, std::max(context.scaled(80), std::min(context.scaled(highest), room))),
                      ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float gap = context.scaled(32);
    const float scrollbar = context.scaled(highest) > room ? ImGui::GetStyle().ScrollbarSize : 0;
    const float width = columns == 2 ? (whole - scrollbar - gap) / 2 : whole - scrollbar;
    ImVec2 at = from;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == second) at = ImVec2(from.x + width + gap, from.y);
        draw_group(context, all[i], at, width);
        at.y += context.scaled(all[i].height);
    }
    ImGui::Dummy(ImVec2(1, context.scaled(highest)));
    ImGui::EndChild();
    const float button = context.scaled(96);
    align_buttons(1, button);
    const bool again = !opens && key_pressed(KeyAct::keys);
    if (accent_button(context, "Close", button) || key_pressed(KeyAct::cancel) || again)
        ImGui::CloseCurrentPopup();
    end_dialog();
}

}  // namespace moa::view
