#include "view/panels/composer.hpp"

#include <imgui_internal.h>  // for a field to give the keyboard back

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "screen/conversation_acts.hpp"
#include "screen/turn_note.hpp"
#include "screen/words.hpp"
#include "view/keys.hpp"
#include "view/widgets/shadow.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

constexpr float line_height = 21;  // of letters of 15, by Fonts::widget_share
constexpr float least_height = 64;
constexpr float line_above = 24;
constexpr std::size_t most_lines = 8;

bool popup_is_open() {
    return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

/// What stands above the field about the shell, and whether it is a refusal; empty where there is nothing to
/// say.
std::pair<std::string, bool> message_of(const session::Workspace& workspace) {
    if (workspace.notice()) return {workspace.notice()->message, true};
    const session::CredentialStore* keeper = workspace.access().credential_store();
    if (keeper == nullptr || !keeper->waiting()) return {};
    return {keeper->waiting_sentence(), false};
}

/// At the right of the line, up to `right`, which moves to its left; only its bar where there is little room.
void draw_meter(const Context& context, const screen::FollowUp::Meter& meter, ImVec2 from, float line,
                float& right) {
    const TextStyle style{Face::regular, context.scaled(12)};
    const ImU32 ink = meter.tone == screen::Tone::doubtful ? context.theme.degraded : context.theme.muted;
    const float bar = context.scaled(48);
    const float gap = context.scaled(8);
    const float words = context.pen.width(style, meter.words) + gap;
    const bool with_words = right - from.x > 2.5F * (words + bar);
    const float end = right - gap;
    const float begin = end - bar - (with_words ? words : 0);
    if (begin < from.x) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y = context.pen.snapped(from.y + line / 2) - 2;
    const float full = bar * static_cast<float>(std::clamp(meter.share, 0.0, 1.0));
    list.AddRectFilled(ImVec2(begin, y), ImVec2(begin + bar, y + 4), context.theme.line, 2);
    list.AddRectFilled(ImVec2(begin, y), ImVec2(begin + full, y + 4), ink, 2);
    if (with_words) context.pen.write(list, style, ImVec2(begin + bar + gap, from.y), line, ink, meter.words);
    if (ImGui::IsMouseHoveringRect(ImVec2(begin, from.y), ImVec2(end, from.y + line))) {
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
        ImGui::SetTooltip("%s", meter.description.c_str());
        ImGui::PopStyleVar();
    }
    right = begin - gap;
}

}  // namespace

float Composer::height(const Context& context, float /*width*/) const {
    const std::string& draft = context.workspace.conversation().draft();
    const auto lines = static_cast<std::size_t>(std::count(draft.begin(), draft.end(), '\n')) + 1;
    const float text = static_cast<float>(std::min(lines, most_lines)) * context.scaled(line_height) + 43;
    return std::max(context.scaled(least_height), text) + context.scaled(line_above);
}

void Composer::run(const Context& context) {
    (void)context.workspace.run();
    context.requests.layout_moved = true;
}

float Composer::draw_line(const Context& context, const Rect& area) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto [message, refused] = message_of(context.workspace);
    const screen::FollowUp follow_up =
        message.empty() ? screen::follow_up(context.workspace) : screen::FollowUp{};
    const std::string& words = message.empty() ? follow_up.words : message;
    const std::vector<screen::Button> buttons =
        message.empty() ? follow_up.buttons : screen::notice_buttons(context.workspace);
    const TextStyle style{Face::regular, context.scaled(12)};
    const float line = context.scaled(20);
    const float top = area.y + context.scaled(8);
    float right = area.x + area.width - context.scaled(12);
    for (auto button = buttons.rbegin(); button != buttons.rend(); ++button) {
        const float wide = context.pen.width(style, button->label) + context.scaled(16);
        right -= wide;
        ImGui::SetCursorScreenPos(ImVec2(right, top));
        const bool pressed = ImGui::InvisibleButton(button->name.c_str(), ImVec2(wide, line));
        const bool over = ImGui::IsItemHovered();
        if (over) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            list.AddRectFilled(ImVec2(right, top), ImVec2(right + wide, top + line), theme.hover, 6);
        }
        context.pen.write(list, style, ImVec2(right + context.scaled(8), top), line,
                          over ? theme.text : theme.accent, button->label);
        if (!pressed) continue;
        if (const auto opens = screen::screen_of(button->name); !opens.empty())
            context.requests.open_screen = opens;
        screen::act_on_conversation(context.workspace, button->name);
        context.requests.layout_moved = true;
    }
    const float left = area.x + context.scaled(18);
    if (follow_up.meter) draw_meter(context, *follow_up.meter, ImVec2(left, top), line, right);
    context.pen.write_cut(list, style, ImVec2(left, top), line, right - left - context.scaled(8),
                          refused ? theme.failed : theme.soft, words);
    return context.scaled(line_above);
}

void Composer::draw(const Context& context, const Rect& area) {
    session::Workspace& workspace = context.workspace;
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 from = top_left(area);
    const ImVec2 to = bottom_right(area);
    draw_shadow(list, theme, area, {12, 7, 3});
    list.AddRectFilled(from, to, theme.raised, 12);

    // Its keys are those of a replay that begins.
    const bool replays = workspace.on_screen().shows_replay();
    if (std::exchange(replays_, replays) != replays && replays) {
        take_focus_ = false;
        ImGui::ClearActiveID();
    }
    const float notice = draw_line(context, area);
    const session::TurnNumber again = workspace.conversation().asking_again();
    if (std::exchange(again_, again) != again && again != 0) take_focus_ = true;

    // Button at the right.
    const bool running = workspace.running();
    const std::string_view word = running ? "Stop" : "Run";
    const float button_width = context.scaled(68);
    const float button_height = context.scaled(40);
    const ImVec2 button(to.x - button_width - 12, to.y - button_height - 12);
    const bool ready = running || !workspace.cannot_run();
    ImGui::SetCursorScreenPos(button);
    const bool pressed = ImGui::InvisibleButton("run", ImVec2(button_width, button_height));
    const bool over = ImGui::IsItemHovered();
    const ImU32 fill = running ? theme.failed_soft
                       : ready ? theme.accent
                               : mixed(theme.raised, theme.text, 0.06F);
    const ImU32 ink = running ? theme.failed : ready ? theme.on_accent : theme.muted;
    list.AddRectFilled(button, ImVec2(button.x + button_width, button.y + button_height),
                       over ? mixed(fill, theme.text, 0.08F) : fill, 8);
    const TextStyle button_style{Face::semibold, context.scaled(14)};
    pen.write(list, button_style,
              ImVec2(button.x + (button_width - pen.width(button_style, word)) / 2, button.y), button_height,
              ink, word);
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const std::string_view hint = running                      ? screen::words::esc_stops
                                  : context.options.enter_runs ? screen::words::enter_runs
                                                               : screen::words::ctrl_enter_runs;
    const TextStyle hint_style{Face::regular, context.scaled(13)};
    const float hint_width = pen.width(hint_style, hint);
    const bool with_hint = area.width > 420;
    if (with_hint)
        pen.write(list, hint_style, ImVec2(button.x - hint_width - 16, button.y), button_height, theme.muted,
                  hint);

    // The field.
    const float field_right = button.x - (with_hint ? hint_width + 32 : 12);
    const float inset_y = 8 + notice;
    ImGui::SetCursorScreenPos(ImVec2(from.x + 6, from.y + inset_y));
    text_ = workspace.conversation().draft();
    ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
    ImGui::PushStyleVar(
        ImGuiStyleVar_FramePadding,
        ImVec2(12, std::max(8.0F, (context.scaled(least_height) - 16 - context.scaled(line_height)) / 2)));
    ImGui::PushFont(context.pen.fonts().widget_font(), Fonts::widget_size(context.scaled(15)));
    const bool free_keys = !ImGui::GetIO().WantTextInput && !popup_is_open();
    if (take_focus_ || (free_keys && key_pressed(Shortcut::to_question))) ImGui::SetKeyboardFocusHere();
    take_focus_ = false;
    // Escape would have Dear ImGui take back what was typed; nothing typed is lost here.
    const ImGuiIO& io = ImGui::GetIO();
    const bool enter_runs = context.options.enter_runs && !io.KeyShift && !io.KeyCtrl;
    const ImVec2 size(field_right - from.x - 6, area.height - inset_y - 8);
    if (text_area("##question", text_, size, enter_runs ? ImGuiInputTextFlags_CtrlEnterForNewLine : 0) &&
        !key_pressed(Shortcut::stop)) {
        workspace.conversation().set_draft(text_);
    }
    const bool focused = ImGui::IsItemActive();
    const bool entered =
        enter_runs && ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGuiKey_Enter, false);
    if (entered) take_focus_ = true;
    ImGui::PopFont();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
    if (workspace.conversation().draft().empty()) {
        const bool follow_up = !workspace.conversation().path().empty();
        pen.write_cut(list, {Face::regular, context.scaled(15)}, ImVec2(from.x + 18, from.y + notice),
                      context.scaled(least_height), field_right - from.x - 24, theme.muted,
                      follow_up ? screen::words::follow_up : screen::words::ask);
    }
    list.AddRect(from, to, focused ? faded(theme.accent, 0.7F) : theme.line, 12);

    const bool popup = popup_is_open();
    if (pressed && running) workspace.conversation().stop();
    const bool asked = (pressed && !running) || entered || key_pressed(Shortcut::run);
    if (asked && !popup) run(context);
    if (running && !popup && !context.requests.escape_taken && key_pressed(Shortcut::stop))
        workspace.conversation().stop();
    if (focused) context.requests.text_cursor = true;
}

}  // namespace moa::view
