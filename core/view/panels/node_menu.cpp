#include "view/panels/node_menu.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "screen/words.hpp"
#include "view/keys.hpp"
#include "view/widgets/copy_button.hpp"

namespace moa::view {
namespace {

constexpr const char* node_menu_id = "node menu";

bool take_pressed(const Context& context, const std::vector<screen::Action>& actions) {
    for (const screen::Action& action : actions) {
        if (action.key.empty() || !key_pressed(action.key)) continue;
        take_action(context, action);
        return true;
    }
    return false;
}

/// What is wanted most often; the rest is in the menu.
bool stands_by_itself(std::string_view action) {
    constexpr std::string_view names[] = {"edit", "regenerate", "mute", "unmute", "use"};
    return std::find(std::begin(names), std::end(names), action) != std::end(names);
}

/// One line of the menu; returns whether it was chosen.
bool draw_item(const Context& context, const screen::Action& action) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool possible = action.refusal.empty();
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 size(context.scaled(280), context.scaled(34));
    ImGui::PushID(action.name.data());
    const bool pressed = ImGui::InvisibleButton("item", size, ImGuiButtonFlags_EnableNav);
    ImGui::PopID();
    const bool over = ImGui::IsItemHovered();
    if (over && possible) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        list.AddRectFilled(from, ImGui::GetItemRectMax(), theme.hover, 6);
    }
    const float inset = context.scaled(10);
    const TextStyle style{Face::regular, context.scaled(13)};
    context.pen.write(list, style, ImVec2(from.x + inset, from.y), size.y,
                      possible ? theme.text : theme.muted, action.label);
    context.pen.write_right(list, {Face::regular, context.scaled(12)},
                            ImVec2(from.x + size.x - inset, from.y), size.y, theme.muted, action.key);
    if (over && !possible) {
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
        ImGui::SetTooltip("%s", action.refusal.c_str());
        ImGui::PopStyleVar();
    }
    return pressed && possible;
}

/// What calling the node again is likely to use, below the items that do.
void draw_price(const Context& context, const std::string& price) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float height = context.scaled(22);
    const float width = context.scaled(280);
    context.pen.write_cut(*ImGui::GetWindowDrawList(), {Face::regular, context.scaled(12), true},
                          ImVec2(from.x + context.scaled(10), from.y), height, width - context.scaled(20),
                          context.theme.muted, price);
    ImGui::Dummy(ImVec2(width, height));
}

}  // namespace

void take_action(const Context& context, const screen::Action& action) {
    context.requests.layout_moved = true;
    if (action.refusal.empty() && action.asks != screen::Asks::nothing) {
        context.requests.ask = NodeQuestion{action.command.node, std::string(action.name)};
        return;
    }
    (void)context.workspace.conversation().change(action.command);
}

void take_action_keys(const Context& context) {
    session::Workspace& workspace = context.workspace;
    if (workspace.on_screen().idle()) return;
    if (take_pressed(context, screen::run_actions(workspace))) return;
    if (const auto selected = workspace.conversation().selected())
        (void)take_pressed(context, screen::node_actions(workspace, *selected));
}

void draw_node_buttons(Flow& flow, const run::Node& node) {
    const Context& context = flow.context();
    const float height = context.scaled(30);
    const float gap = context.scaled(8);
    float x = 0;
    /// Where a button of this width goes; in a line of its own where it does not fit.
    const auto place = [&](float wide) {
        if (x > 0 && x + wide > flow.width()) {
            x = 0;
            flow.skip(height + gap);
        }
        return std::exchange(x, x + wide + gap);
    };
    ImGui::PushID("node actions");
    for (const screen::Action& action : screen::node_actions(context.workspace, node.id)) {
        if (!action.refusal.empty() || !stands_by_itself(action.name)) continue;
        const std::string label = action.label.substr(0, action.label.find(':'));
        const float at = place(flow.button_width(label, ButtonLook::framed));
        if (flow.framed_button(action.name.data(), label, at, height)) take_action(context, action);
        if (!ImGui::IsItemHovered()) continue;
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
        const std::string price = screen::price_words(context.workspace, action, {});
        ImGui::SetTooltip("%s (%s)%s%s", action.label.c_str(), action.key.data(), price.empty() ? "" : "\n",
                          price.c_str());
        ImGui::PopStyleVar();
    }
    if (!node.text.empty()) {
        const float at = place(copy_button_width(flow, screen::words::copy, ButtonLook::framed));
        copy_button(flow, "copy", {screen::words::copy, node.text, true, ButtonLook::framed}, at, height);
    }
    constexpr std::string_view more = "More\u2026";
    const float at = place(flow.button_width(more, ButtonLook::framed));
    if (flow.framed_button("more", more, at, height))
        context.requests.menu = MenuPlace{node.id, ImVec2(flow.x() + at, flow.y() + height + 4)};
    ImGui::PopID();
    flow.skip(height + context.scaled(16));
}

void NodeMenu::open(run::NodeId node, ImVec2 at) {
    node_ = node;
    at_ = at;
    priced_ = 0;
    opening_ = true;
}

void NodeMenu::draw(const Context& context) {
    if (opening_) ImGui::OpenPopup(node_menu_id);
    if (std::exchange(opening_, false)) ImGui::SetNextWindowPos(at_);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(6, 6));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    if (ImGui::BeginPopup(node_menu_id)) {
        const auto actions = screen::node_actions(context.workspace, node_);
        if (std::exchange(priced_, context.workspace.revision()) != context.workspace.revision()) {
            const auto again = screen::find_action(context.workspace, node_, "regenerate");
            price_ = again && again->refusal.empty() ? screen::price_words(context.workspace, *again, {})
                                                     : std::string();
        }
        bool done = actions.empty() || key_pressed(Shortcut::cancel);
        for (const screen::Action& action : actions) {
            const bool by_key = action.refusal.empty() && !action.key.empty() && key_pressed(action.key);
            const bool chosen = draw_item(context, action);
            if (action.name == "other" && !price_.empty()) draw_price(context, price_);
            if (!chosen && !by_key) continue;
            take_action(context, action);
            done = true;
        }
        if (done) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

}  // namespace moa::view
