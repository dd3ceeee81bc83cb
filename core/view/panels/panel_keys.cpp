#include "view/panels/panel_keys.hpp"

#include <imgui_internal.h>  // for a field to give the keyboard back

#include <algorithm>

namespace moa::view {
namespace {

struct ReadingKey {
    Shortcut shortcut;
    bool repeats;   ///< while it is held
    bool is_alone;  ///< its first key means nothing to the tree, so it needs no focus
};
constexpr ReadingKey reading_keys[] = {
    {Shortcut::read_up, true, false},         {Shortcut::read_down, true, false},
    {Shortcut::read_page_up, true, true},     {Shortcut::read_page_down, true, true},
    {Shortcut::read_first, false, false},     {Shortcut::read_last, false, false},
    {Shortcut::previous_tab, false, true},    {Shortcut::next_tab, false, true},
    {Shortcut::fold_reasoning, false, false}, {Shortcut::fold_details, false, false},
    {Shortcut::fold_prompt, false, false},    {Shortcut::copy_text, false, false},
};

}  // namespace

void PanelKeys::move_focus(const Context& context, bool shown, Controls& controls) {
    const bool typing = ImGui::GetIO().WantTextInput;
    if (!shown || typing || ImGui::IsMouseClicked(ImGuiMouseButton_Left)) focused_ = false;
    if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
    if (key_pressed(Shortcut::next_area)) {
        const bool to_question = !typing && (focused_ || !shown);
        if (typing) ImGui::ClearActiveID();
        if (to_question) controls.focus_question();
        focused_ = !typing && !to_question;
        context.requests.layout_moved = true;
    }
    // What Escape does elsewhere, it does the next time.
    if (focused_ && !context.requests.escape_taken && key_pressed(Shortcut::leave_panel)) {
        focused_ = false;
        context.requests.escape_taken = true;
    }
}

void PanelKeys::take_pressed() {
    for (const ReadingKey& key : reading_keys) {
        const auto alone = [&key] { return screen::alternatives(screen::keys_of(key.shortcut)).front(); };
        if (focused_ ? key_pressed(key.shortcut, key.repeats)
                     : key.is_alone && key_pressed(alone(), key.repeats))
            take(key.shortcut);
    }
}

int PanelKeys::tab_steps() const {
    return static_cast<int>(std::count(taken_.begin(), taken_.end(), Shortcut::next_tab) -
                            std::count(taken_.begin(), taken_.end(), Shortcut::previous_tab));
}

float PanelKeys::scrolled(const Context& context, float position, float extent, float height) const {
    const float line = context.scaled(40);
    // The last line of a page is the first of the next.
    const float page = std::max(line, height - line);
    for (const Shortcut shortcut : taken_) {
        if (shortcut == Shortcut::read_up) position -= line;
        if (shortcut == Shortcut::read_down) position += line;
        if (shortcut == Shortcut::read_page_up) position -= page;
        if (shortcut == Shortcut::read_page_down) position += page;
        if (shortcut == Shortcut::read_first) position = 0;
        if (shortcut == Shortcut::read_last) position = extent;
        position = std::clamp(position, 0.0F, std::max(0.0F, extent));
    }
    return position;
}

void draw_focus_ring(const Context& context, const Rect& area) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(top_left(area), bottom_right(area));
    constexpr float inside = 2;
    list.AddRect(ImVec2(area.x + inside, area.y + inside),
                 ImVec2(area.x + area.width - inside, area.y + area.height - inside), context.theme.accent, 8,
                 0, 2);
    list.PopClipRect();
}

}  // namespace moa::view
