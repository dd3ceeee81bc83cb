#include "view/panels/run_bar.hpp"

#include <algorithm>
#include <cstdio>

#include "view/panels/node_menu.hpp"

namespace moa::view {
namespace {

constexpr float line_height = 32;
constexpr float two_lines_below = 560;  // a width at which text and buttons would not fit side by side
constexpr double caps_usd[] = {0, 0.01, 0.05, 0.25, 1, 5};

std::string cap_words(std::optional<double> usd) {
    if (!usd || *usd <= 0) return "No spend cap";
    char text[32];
    std::snprintf(text, sizeof text, "Cap $%.2f", *usd);
    return text;
}

/// What it says of a run that is not going and of which nothing is out of date.
std::string resting_words(const session::Workspace& workspace) {
    const bool asks = workspace.draft().find_first_not_of(" \t\r\n") != std::string::npos;
    if (asks) return session::estimate_sentence(workspace.estimate(), !workspace.is_demo());
    return workspace.actual_sentence();
}

}  // namespace

void RunBar::update(const Context& context) {
    const session::Workspace& workspace = context.workspace;
    if (workspace.revision() == revision_) return;
    revision_ = workspace.revision();
    actions_ = session::run_actions(workspace);
    urgent_ = !actions_.empty() && actions_.front().name == "rerun";
    if (urgent_) {
        words_ = run::stale_sentence(workspace.shown()) + " " + run::to_sentence(workspace.rerun_price());
    } else {
        words_ = workspace.running() ? std::string() : resting_words(workspace);
    }
}

float RunBar::height(const Context& context, float width) {
    update(context);
    if (words_.empty() && actions_.empty()) return 0;
    const bool both = !words_.empty() && !actions_.empty();
    return context.scaled(both && width < two_lines_below * context.options.text_scale ? 2 * line_height
                                                                                       : line_height);
}

float RunBar::draw_button(const Context& context, const session::Action& action, float right, float top) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool main = action.name == "rerun" || action.name == "proceed" || action.name == "resume";
    const TextStyle style{main ? Face::semibold : Face::regular, context.scaled(12)};
    const float height = context.scaled(line_height - 4);
    const float wide = context.pen.width(style, action.label) + context.scaled(20);
    const ImVec2 from(right - wide, top + context.scaled(2));
    const ImVec2 to(right, from.y + height);
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton(action.name.data(), ImVec2(wide, height))) take_action(context, action);
    const bool over = ImGui::IsItemHovered();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (!action.key.empty()) {
            ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
            ImGui::SetTooltip("%s", action.key.data());
            ImGui::PopStyleVar();
        }
    }
    const ImU32 fill = main ? mixed(theme.raised, theme.accent, over ? 0.3F : 0.18F)
                            : mixed(theme.raised, theme.text, over ? 0.08F : 0);
    list.AddRectFilled(from, to, fill, 7);
    list.AddRect(from, to, main ? faded(theme.accent, 0.7F) : theme.line, 7);
    context.pen.write(list, style, ImVec2(from.x + context.scaled(10), from.y), height,
                      main || over ? theme.text : theme.soft, action.label);
    return from.x - context.scaled(8);
}

void RunBar::draw_cap(const Context& context, float& right, float top) {
    session::Workspace& workspace = context.workspace;
    if (workspace.is_demo()) return;
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::string words = cap_words(workspace.recipe().max_cost_usd);
    const TextStyle style{Face::regular, context.scaled(12)};
    const float wide = context.pen.width(style, words) + context.scaled(20);
    const float height = context.scaled(line_height - 4);
    const ImVec2 from(right - wide, top + context.scaled(2));
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton("cap", ImVec2(wide, height))) ImGui::OpenPopup("caps");
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    list.AddRect(from, ImVec2(right, from.y + height), over ? faded(theme.muted, 0.6F) : theme.line, 7);
    context.pen.write(list, style, ImVec2(from.x + context.scaled(10), from.y), height,
                      over ? theme.text : theme.soft, words);
    ImGui::SetNextWindowPos(ImVec2(from.x, from.y - context.scaled(8)), ImGuiCond_Always, ImVec2(0, 1));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 8));
    if (ImGui::BeginPopup("caps")) {
        for (const double usd : caps_usd) {
            const std::optional<double> cap = usd > 0 ? std::optional(usd) : std::nullopt;
            if (ImGui::Selectable(cap_words(cap).c_str(), workspace.recipe().max_cost_usd == cap, 0,
                                  ImVec2(context.scaled(120), context.scaled(24))))
                (void)workspace.set_spend_cap(cap);
        }
        ImGui::EndPopup();
        context.wishes.layout_moved = true;
    }
    ImGui::PopStyleVar();
    right = from.x - context.scaled(8);
}

void RunBar::draw(const Context& context, const Rect& area) {
    if (area.height <= 0) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(top_left(area), bottom_right(area), faded(context.theme.bg, 0.92F), 8);
    const float line = context.scaled(line_height);
    const bool two = area.height > line * 1.5F;
    const float buttons_top = two ? area.y + line : area.y;
    ImGui::PushID("run bar");
    float right = area.x + area.width;
    for (auto action = actions_.rbegin(); action != actions_.rend(); ++action)
        right = draw_button(context, *action, right, buttons_top);
    if (!two || actions_.empty()) draw_cap(context, right, buttons_top);
    ImGui::PopID();
    const float left = area.x + context.scaled(8);
    const float room = (two ? area.x + area.width : right) - left - context.scaled(8);
    context.pen.write_cut(list, {Face::regular, context.scaled(12), true}, ImVec2(left, area.y), line, room,
                          urgent_ ? context.theme.degraded : context.theme.muted, words_);
}

}  // namespace moa::view
