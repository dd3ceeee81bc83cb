#include "view/dialogs/screen_view.hpp"

#include <algorithm>
#include <utility>

#include "view/dialogs/dialog.hpp"
#include "view/dialogs/item_parts.hpp"
#include "view/dialogs/shortcut_columns.hpp"
#include "view/keys.hpp"

namespace moa::view {
namespace {

float width_of(screen::Width width) {
    switch (width) {
        case screen::Width::narrow:
            return 420;
        case screen::Width::medium:
            return 560;
        case screen::Width::full:
            return 1600;
        case screen::Width::wide:
            break;
    }
    return 760;
}

/// The recipe editor is drawn elsewhere.
const screen::Screen* shown_here(screen::Screens& screens) {
    const screen::Screen* shown = screens.shown();
    return shown != nullptr && shown->recipe == nullptr ? shown : nullptr;
}

}  // namespace

void ScreenView::draw_body(const Context& context, const screen::Screen& shown, screen::Screens& screens) {
    const float room = std::max(context.scaled(120), ImGui::GetIO().DisplaySize.y - context.scaled(190));
    if (is_shortcut_list(shown)) return draw_shortcut_columns(context, shown, room);
    // There may be more items than fit; title and buttons stay in reach.
    ImGui::SetNextWindowSizeConstraints(ImVec2(0, 0), ImVec2(ImGui::GetContentRegionAvail().x, room));
    ImGui::BeginChild("items", ImVec2(0, 0), ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_NavFlattened);
    Flow flow(context, ImGui::GetContentRegionAvail().x);
    if (!shown.intro.empty()) {
        flow.text(shown.intro, {Face::regular, context.scaled(13)}, context.scaled(20), context.theme.soft);
        flow.skip(context.scaled(8));
    }
    items_.draw(flow, shown.sections, screens);
    flow.finish();
    items_.draw_picker(context, screens);
    ImGui::EndChild();
}

/// Quiet ones at the left, the others at the right; above each other where that is too narrow.
void ScreenView::draw_buttons(const Context& context, const screen::Screen& shown, screen::Screens& screens) {
    const float space = ImGui::GetStyle().ItemSpacing.x;
    const float left = ImGui::GetCursorPosX();
    const float room = ImGui::GetContentRegionAvail().x;
    float quiet = 0;
    float others = 0;
    for (const screen::Button& button : shown.buttons)
        (button.role == screen::Role::quiet ? quiet : others) += width_of(button) + space;
    const screen::Button* pressed = nullptr;
    const auto draw = [&](bool quiet_ones) {
        bool first = true;
        for (const screen::Button& button : shown.buttons) {
            if ((button.role == screen::Role::quiet) != quiet_ones) continue;
            if (!std::exchange(first, false)) ImGui::SameLine();
            if (press_button(context, button)) pressed = &button;
            if (button.name == shown.focus) ImGui::SetItemDefaultFocus();
        }
    };
    draw(true);
    if (quiet > 0 && quiet + others <= room + space) ImGui::SameLine();
    ImGui::SetCursorPosX(left + std::max(0.0F, room - others + space));
    draw(false);
    if (pressed != nullptr) screens.act(std::string(pressed->name), {});
}

void ScreenView::take_keys(const screen::Screen& shown, screen::Screens& screens) {
    // Escape closes a list that stands open over the screen, and only then the screen.
    const bool inner = std::exchange(inner_, ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId));
    if (inner || opened_) return;
    if (key_pressed(Shortcut::cancel)) return screens.back();
    const screen::Button* primary = screen::primary_button(shown);
    if (primary != nullptr && key_pressed(Shortcut::accept))
        return screens.act(std::string(primary->name), {});
    const bool agrees = primary != nullptr && shown.focus == primary->name && key_pressed(Shortcut::agree);
    if (agrees) return screens.act(std::string(primary->name), {});
    if (ImGui::GetIO().WantTextInput) return;
    for (const screen::Button& button : shown.buttons) {
        if (button.possible && !button.shortcut.empty() && key_pressed(button.shortcut))
            return screens.act(std::string(button.name), {});
    }
}

void ScreenView::draw(const Context& context, screen::Screens& screens) {
    const screen::Screen* shown = shown_here(screens);
    if (shown == nullptr && open_.empty()) return;
    opened_ = shown != nullptr && shown->name != open_;
    if (opened_) {
        items_ = ItemView();
        items_.focus(shown->focus);
        focus_turn_ = shown->focus_turn;
        open_ = shown->name;
        ImGui::OpenPopup(open_.c_str());
        context.requests.layout_moved = true;
    }
    const std::string title = shown != nullptr ? shown->title : std::string();
    const float width = context.scaled(width_of(shown != nullptr ? shown->width : screen::Width::medium));
    if (!begin_dialog(context, open_.c_str(), title, width)) return;
    if (shown == nullptr) {
        ImGui::CloseCurrentPopup();
        end_dialog();
        open_.clear();
        context.requests.layout_moved = true;
        return;
    }
    // It can be used with the keyboard alone; elsewhere the view has its own keys.
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    if (std::exchange(focus_turn_, shown->focus_turn) != shown->focus_turn) items_.focus(shown->focus);
    const std::uint64_t before = screens.revision();
    draw_body(context, *shown, screens);
    dialog_problem(context, shown->error);
    ImGui::Dummy(ImVec2(1, 4));
    draw_buttons(context, *shown, screens);
    take_keys(*shown, screens);
    if (screens.revision() != before) context.requests.layout_moved = true;
    const screen::Screen* next = shown_here(screens);
    if (next == nullptr || next->name != open_) {
        ImGui::CloseCurrentPopup();
        if (next == nullptr) open_.clear();
    }
    end_dialog();
}

}  // namespace moa::view
