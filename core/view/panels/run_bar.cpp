#include "view/panels/run_bar.hpp"

#include <algorithm>

#include "session/cost_words.hpp"
#include "session/outlook.hpp"
#include "view/panels/node_menu.hpp"
#include "view/text/wrapped_text.hpp"

namespace moa::view {
namespace {

constexpr float one_line = 32;
constexpr float two_lines_below = 560;  // a width at which text and buttons would not fit side by side

}  // namespace

void RunBar::update(const Context& context) {
    const session::Workspace& workspace = context.workspace;
    if (workspace.revision() == revision_) return;
    revision_ = workspace.revision();
    actions_ = screen::run_actions(workspace);
    urgent_ = !actions_.empty() && actions_.front().name == "rerun";
    words_ = session::outlook(workspace);
}

float RunBar::height(const Context& context, float width) {
    update(context);
    if (words_.empty() && actions_.empty()) return 0;
    const bool both = !words_.empty() && !actions_.empty();
    const bool two = both && width < two_lines_below * context.options.text_scale;
    return line_height(context) * (two ? 2.0F : 1.0F);
}

float RunBar::line_height(const Context& context) {
    return context.scaled(one_line);
}

float RunBar::draw_button(const Context& context, const screen::Action& action, float right, float top) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool main = action.name == "rerun" || action.name == "proceed" || action.name == "resume";
    const TextStyle style{main ? Face::semibold : Face::regular, context.scaled(12)};
    const float height = context.scaled(one_line - 4);
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
    if (workspace.configuration().calls_no_model()) return;
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::string words = session::cap_words(workspace.spend_cap());
    const TextStyle style{Face::regular, context.scaled(12)};
    const float wide = context.pen.width(style, words) + context.scaled(20);
    const float height = context.scaled(one_line - 4);
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
        for (const double usd : session::spend_cap_choices(workspace.spend_cap())) {
            const std::optional<double> cap = usd > 0 ? std::optional(usd) : std::nullopt;
            if (ImGui::Selectable(session::cap_words(cap).c_str(), workspace.spend_cap() == cap, 0,
                                  ImVec2(context.scaled(120), context.scaled(24))))
                workspace.set_spend_cap(cap);
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    right = from.x - context.scaled(8);
}

void RunBar::draw(const Context& context, const Rect& area) {
    if (area.height <= 0) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(top_left(area), bottom_right(area), context.theme.bg, 8);
    const float line = line_height(context);
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
    const TextStyle style{Face::regular, context.scaled(12), true};
    const ImU32 ink = urgent_ ? context.theme.degraded : context.theme.muted;
    const std::vector<std::string_view> lines = lines_of(words_, context.pen, style, room);
    if (lines.size() < 2) {
        context.pen.write_cut(list, style, ImVec2(left, area.y), line, room, ink, words_);
        return;
    }
    // Two lines; what they do not hold is cut.
    const std::string_view rest =
        std::string_view(words_).substr(static_cast<std::size_t>(lines[1].data() - words_.data()));
    const float half = context.scaled(15);
    const float middle = area.y + line / 2;
    context.pen.write(list, style, ImVec2(left, middle - half), half, ink, lines[0]);
    context.pen.write_cut(list, style, ImVec2(left, middle), half, room, ink, rest);
}

}  // namespace moa::view
