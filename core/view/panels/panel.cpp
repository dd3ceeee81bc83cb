#include "view/panels/panel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "screen/words.hpp"
#include "view/panels/panel_border.hpp"
#include "view/touch.hpp"

namespace moa::view {
namespace {

constexpr float tab_height = 48;
constexpr float find_height = 44;

constexpr std::string_view tree_tab = "Tree";
constexpr std::string_view answer_tab = "Answer";

std::string node_title(const run::Node& node) {
    return run::to_string(node.id) + " " + node.label;
}

/// Room at the left and right of what the panel holds.
float inset_of(const Context& context, const Rect& area) {
    return context.scaled(area.width < 420 ? 16 : 28);
}

}  // namespace

bool Panel::draw_tabs(const Context& context, const Rect& area, bool with_tree) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float height = context.scaled(tab_height);
    const run::Node* node = context.workspace.conversation().selected()
                                ? context.workspace.shown().find(*context.workspace.conversation().selected())
                                : nullptr;
    struct Entry {
        Tab tab;
        std::string label;
    };
    std::vector<Entry> entries;
    if (with_tree) entries.push_back({Tab::tree, std::string(tree_tab)});
    entries.push_back({Tab::answer, std::string(answer_tab)});
    if (node != nullptr) entries.push_back({Tab::node, node_title(*node)});

    float x = area.x + inset_of(context, area);
    float right = area.x + area.width - context.scaled(16);
    bool put_away = false;
    if (!with_tree) {
        const float size = context.scaled(32);
        right -= size;
        ImGui::SetCursorScreenPos(ImVec2(right, area.y + (height - size) / 2));
        put_away = ImGui::InvisibleButton("put away", ImVec2(size, size));
        const bool over = ImGui::IsItemHovered();
        if (over) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            ImGui::SetTooltip("Hide panel (Ctrl+B)");
        }
        draw_panel_arrow(context, ImVec2(right + size / 2, area.y + height / 2), 1, over);
        right -= context.scaled(8);
    }
    for (const Entry& entry : entries) {
        const bool active = entry.tab == tab_;
        const TextStyle style{active ? Face::semibold : Face::regular, context.scaled(13)};
        const float wide = std::min(context.pen.width(style, entry.label), std::max(8.0F, right - x));
        ImGui::SetCursorScreenPos(ImVec2(x - 8, area.y));
        ImGui::PushID(static_cast<int>(entry.tab));
        if (ImGui::InvisibleButton("tab", ImVec2(wide + 16, height))) {
            tab_ = entry.tab;
            context.requests.layout_moved = true;
        }
        const bool over = ImGui::IsItemHovered();
        ImGui::PopID();
        if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        context.pen.write_cut(list, style, ImVec2(x, area.y), height, wide + 1,
                              active || over ? theme.text : theme.muted, entry.label);
        if (active) {
            const float y = context.pen.snapped(area.y + height) - 2;
            list.AddRectFilled(ImVec2(x, y), ImVec2(x + wide, y + 2), theme.accent, 1);
        }
        x += wide + context.scaled(24);
    }
    const float y = context.pen.snapped(area.y + height);
    list.AddRectFilled(ImVec2(area.x, y), ImVec2(area.x + area.width, y + 1), theme.line);
    if (put_away) context.requests.layout_moved = true;
    return put_away;
}

Reading Panel::reading(const session::Workspace& workspace) const {
    Reading made;
    made.focused = keys_.focused();
    if (tab_ == Tab::tree) {
        made.tab = tree_tab;
        return made;
    }
    const run::Node* node = tab_ == Tab::node && node_ ? workspace.shown().find(*node_) : nullptr;
    made.tab = node != nullptr ? node_title(*node) : answer_tab;
    made.percent = percent_;
    if (node != nullptr) made.acts = inspector_.folds(*node);
    if (const run::RunState& state = workspace.shown();
        !(node != nullptr ? node->text : state.answer()).empty())
        made.acts.push_back({Shortcut::copy_text, screen::words::copy_markdown, std::nullopt});
    return made;
}

run::NodeId Panel::shown_node(const run::RunState& state) const {
    return tab_ == Tab::node && node_ ? *node_ : state.aggregator().id;
}

Rect Panel::find_area(const Context& context, const Rect& area) const {
    if (!finder_.is_open()) return {};
    return {area.x, area.y + context.scaled(tab_height) + 1, area.width, context.scaled(find_height)};
}

bool Panel::go_to_found(const Context& context) {
    const auto text = finder_.take_arrival();
    if (!text) return false;
    context.requests.layout_moved = true;
    session::Workspace& workspace = context.workspace;
    // An answer of another turn stands in the conversation.
    const bool elsewhere = text->turn != workspace.conversation().shown_turn();
    if (elsewhere) workspace.conversation().select(std::nullopt);
    if (elsewhere || (text->part == RunText::answer && text->node == workspace.shown().aggregator().id &&
                      workspace.conversation().selected() != text->node)) {
        tab_ = Tab::answer;
        return true;
    }
    workspace.conversation().select(text->node);
    tab_ = Tab::node;
    if (text->part == RunText::reasoning) inspector_.show_reasoning();
    return true;
}

/// A reader at the end stays at the end while text arrives, up to `furthest`, so that an answer is read from
/// its beginning; one who scrolled up is left alone.
void Panel::follow_tail(const Context& context, bool growing, bool complete, float furthest) {
    const float extent = ImGui::GetScrollMaxY();
    const float position = ImGui::GetScrollY();
    if (ImGui::GetIO().MouseWheel != 0 || ImGui::IsMouseDown(ImGuiMouseButton_Left))
        following_ = position >= std::min(extent, furthest) - 8;
    // What came last may still have to be laid out.
    if (growing || complete) still_growing_ = growing ? 3 : std::max(0, still_growing_ - 1);
    if (still_growing_ > 0 && following_ && extent > last_extent_) {
        ImGui::SetScrollY(std::min(extent, furthest));
        context.requests.layout_moved = true;
    }
    last_extent_ = extent;
}

/// While text arrives below what is in sight: the way there.
void Panel::draw_more_below(const Context& context, const Rect& area) {
    const float extent = ImGui::GetScrollMaxY();
    if (extent - ImGui::GetScrollY() < context.scaled(40)) return;
    const TextStyle style{Face::semibold, context.scaled(12)};
    constexpr std::string_view words = "\u2193 More below";
    const float wide = context.pen.width(style, words) + context.scaled(24);
    const float height = context.scaled(30);
    const ImVec2 from(area.x + (area.width - wide) / 2, area.y + area.height - height - context.scaled(16));
    ImGui::SetCursorScreenPos(from);
    const bool pressed = ImGui::InvisibleButton("more below", ImVec2(wide, height));
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 to(from.x + wide, from.y + height);
    list.AddRectFilled(from, to, over ? context.theme.hover : context.theme.raised, height / 2);
    list.AddRect(from, to, context.theme.line, height / 2);
    context.pen.write(list, style, ImVec2(from.x + context.scaled(12), from.y), height, context.theme.text,
                      words);
    if (!pressed) return;
    ImGui::SetScrollY(extent);
    context.requests.layout_moved = true;
}

void Panel::change_tab(const Context& context, bool with_tree) {
    const int steps = keys_.tab_steps();
    if (steps == 0) return;
    std::vector<Tab> tabs;
    if (with_tree) tabs.push_back(Tab::tree);
    tabs.push_back(Tab::answer);
    if (node_) tabs.push_back(Tab::node);
    const auto count = static_cast<int>(tabs.size());
    const auto at = static_cast<int>(std::find(tabs.begin(), tabs.end(), tab_) - tabs.begin());
    tab_ = tabs[static_cast<std::size_t>(((at + steps) % count + count) % count)];
    context.requests.layout_moved = true;
}

/// Folds what of the node is to be folded, and copies its text.
void Panel::act_on_text(const Context& context, const run::Node& node) {
    for (const Shortcut shortcut : keys_.taken()) {
        if (tab_ == Tab::node) inspector_.fold(shortcut);
        if (shortcut == Shortcut::copy_text) context.requests.copy_markdown = node.text;
    }
}

/// Within the child that scrolls. Who comes to the end by keyboard follows it, as by the wheel.
void Panel::scroll(const Context& context, float furthest) {
    const float extent = ImGui::GetScrollMaxY();
    const float position = keys_.scrolled(context, ImGui::GetScrollY(), extent, ImGui::GetWindowHeight());
    if (!keys_.taken().empty()) context.requests.layout_moved = true;
    keys_.clear();
    percent_ = extent > 0 ? static_cast<int>(std::lround(100 * std::min(1.0F, position / extent))) : 100;
    if (position == ImGui::GetScrollY()) return;
    ImGui::SetScrollY(position);
    following_ = position >= std::min(extent, furthest) - 8;
}

bool Panel::draw(const Context& context, const Rect& area, bool with_tree, const OpenLink& open_link) {
    session::Workspace& workspace = context.workspace;
    const bool found = go_to_found(context);
    const auto selected = workspace.conversation().selected();
    if (selected != node_) {
        node_ = selected;
        inspector_.begin_node();
        if (!with_tree || tab_ != Tab::tree || selected) tab_ = selected ? Tab::node : Tab::answer;
        last_extent_ = 0;
        following_ = true;
    }
    // A question that was asked is followed to its answer, on a narrow screen, too.
    const session::TurnNumber turn = workspace.conversation().shown_turn();
    if (std::exchange(turn_, turn) != turn && workspace.running()) {
        tab_ = Tab::answer;
        context.requests.layout_moved = true;
    }
    if (found) following_ = false;
    if (!with_tree && tab_ == Tab::tree) tab_ = Tab::answer;
    if (tab_ == Tab::node && !selected) tab_ = Tab::answer;

    change_tab(context, with_tree);
    const bool put_away = draw_tabs(context, area, with_tree);
    if (tab_ == Tab::tree) {
        keys_.clear();
        if (keys_.focused())
            draw_focus_ring(context, {area.x, area.y, area.width, context.scaled(tab_height)});
        return put_away;
    }
    const float head = context.scaled(tab_height) + 1 + find_area(context, area).height;
    const float inset = inset_of(context, area);
    ImGui::SetCursorScreenPos(ImVec2(area.x, area.y + head));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    // Each node keeps its own place; that of the conversation is the reader's.
    const std::string name = tab_ == Tab::answer ? "answer" : "node " + run::to_string(*selected);
    ImGui::BeginChild(name.c_str(), ImVec2(area.width, std::max(1.0F, area.height - head)),
                      ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    ImGui::SetCursorPos(ImVec2(inset, context.scaled(20)));
    Flow flow(context, std::min(area.width - 2 * inset, context.scaled(760)));
    const run::Node* node = tab_ == Tab::node ? workspace.shown().find(*selected) : nullptr;
    act_on_text(context, node != nullptr ? *node : workspace.shown().aggregator());
    bool growing = false;
    float furthest = std::numeric_limits<float>::max();
    if (node != nullptr) {
        inspector_.draw(flow, *node, open_link);
        growing = node->state == run::NodeState::streaming || node->state == run::NodeState::thinking;
    } else {
        answer_.draw(flow, open_link);
        growing = workspace.shown().running();
        furthest = answer_.shown_top();
    }
    flow.skip(context.scaled(32));
    flow.finish();
    if (node == nullptr && answer_.take_other_turn()) {
        following_ = growing;
        last_extent_ = 0;
        ImGui::SetScrollY(answer_.shown_top());
        context.requests.layout_moved = true;
    }
    scroll(context, furthest);
    follow_tail(context, growing, node != nullptr ? inspector_.is_complete() : answer_.is_complete(),
                furthest);
    if (growing) draw_more_below(context, area);
    const ImGuiIO& io = ImGui::GetIO();
    const bool selecting = answer_.is_selecting() || inspector_.is_selecting();
    if (by_touch() && !selecting && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
        ImGui::IsMouseDragging(ImGuiMouseButton_Left, 4)) {
        ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
    }
    if (keys_.focused()) draw_focus_ring(context, area);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    return put_away;
}

}  // namespace moa::view
