#include "view/panels/replay_bar.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "figures.hpp"
#include "screen/words.hpp"
#include "view/widgets/icon_button.hpp"

namespace moa::view {
namespace {

using screen::ReplayControls;
using screen::Shortcut;

constexpr float bar_line = 44;
constexpr float two_replay_lines_below = 640;
constexpr float gap_below = 8;
constexpr float least_width_for_ends = 400;  // the scrubber goes there, too
constexpr float button_side = 32;

bool has_two_lines(const Context& context, float width) {
    return width < context.scaled(two_replay_lines_below);
}

/// A triangle that points right (1) or left (-1), or a bar beside it where it steps or goes to an end.
void draw_triangle(ImDrawList& list, ImVec2 centre, float size, float way, ImU32 ink) {
    const ImVec2 tip(centre.x + way * size * 0.6F, centre.y);
    const float back = centre.x - way * size * 0.5F;
    list.AddTriangleFilled(ImVec2(back, centre.y - size * 0.7F), tip, ImVec2(back, centre.y + size * 0.7F),
                           ink);
}

void draw_post(ImDrawList& list, float x, float y, float size, ImU32 ink) {
    list.AddRectFilled(ImVec2(x - 1, y - size * 0.7F), ImVec2(x + 1, y + size * 0.7F), ink);
}

void tell_at_pointer(const std::string& words) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
    ImGui::SetTooltip("%s", words.c_str());
    ImGui::PopStyleVar();
}

enum class Sign { play, pause, back, on, first, last, close };

void draw_sign(const Context& context, Sign sign, ImVec2 centre, ImU32 ink) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float size = context.scaled(sign == Sign::play || sign == Sign::pause ? 9 : 7);
    const float aside = size * 0.9F;
    switch (sign) {
        case Sign::play:
            return draw_triangle(list, centre, size, 1, ink);
        case Sign::pause:
            for (const float way : {-1.0F, 1.0F})
                list.AddRectFilled(ImVec2(centre.x + way * size * 0.4F - 2, centre.y - size * 0.7F),
                                   ImVec2(centre.x + way * size * 0.4F + 2, centre.y + size * 0.7F), ink, 1);
            return;
        case Sign::back:
        case Sign::on: {
            const float way = sign == Sign::on ? 1.0F : -1.0F;
            draw_post(list, centre.x - way * aside, centre.y, size, ink);
            return draw_triangle(list, ImVec2(centre.x + way * 1.5F, centre.y), size, way, ink);
        }
        case Sign::first:
        case Sign::last: {
            const float way = sign == Sign::last ? 1.0F : -1.0F;
            draw_post(list, centre.x + way * aside, centre.y, size, ink);
            return draw_triangle(list, ImVec2(centre.x - way * 1.5F, centre.y), size, way, ink);
        }
        case Sign::close:
            for (const float way : {-1.0F, 1.0F})
                list.AddLine(ImVec2(centre.x - size * 0.6F, centre.y - way * size * 0.6F),
                             ImVec2(centre.x + size * 0.6F, centre.y + way * size * 0.6F), ink, 1.5F);
            return;
    }
}

/// Its left edge at `left`, which moves to its right edge.
bool draw_button(const Context& context, const Rect& line, Sign sign, std::string_view words, float& left) {
    float right = left + context.scaled(button_side);
    left = right;
    const ImU32 ink = sign == Sign::play || sign == Sign::pause ? context.theme.accent : context.theme.soft;
    const IconButton button = icon_button(context, line, words.data(), words.data(), button_side, ink, right);
    draw_sign(context, sign, button.centre, button.ink);
    return button.pressed;
}

}  // namespace

float ReplayBar::height(const Context& context, float width) const {
    if (!context.workspace.on_screen().shows_replay()) return 0;
    return context.scaled(has_two_lines(context, width) ? 2 * bar_line - 6 : bar_line) + gap_below;
}

void ReplayBar::draw_marks(const Context& context, const ReplayControls& now, const Rect& track) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const TextStyle style{Face::regular, context.scaled(10.5F)};
    const float line = context.scaled(14);
    float taken = track.x - context.scaled(4);
    for (const auto& [at, words] : now.marks) {
        const float share = static_cast<float>(at) / static_cast<float>(std::max<Millis>(1, now.length));
        const float x = context.pen.snapped(track.x + share * track.width);
        const ImU32 ink = at <= now.place ? context.theme.accent : context.theme.muted;
        list.AddRectFilled(ImVec2(x, track.y - 4), ImVec2(x + 2, track.y + track.height + 4), ink, 1);
        const float wide = context.pen.width(style, words);
        const float left = std::min(x, track.x + track.width - wide);
        if (left < taken) continue;
        taken = left + wide + context.scaled(8);
        context.pen.write(list, style, ImVec2(left, track.y - context.scaled(7) - line), line,
                          at <= now.place ? context.theme.soft : context.theme.muted, words);
    }
}

void ReplayBar::draw_scrubber(const Context& context, const ReplayControls& now, const Rect& area) {
    session::Workspace& workspace = context.workspace;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Theme& theme = context.theme;
    const float thick = context.scaled(4);
    const Rect track{area.x, context.pen.snapped(area.y + area.height * 0.64F - thick / 2), area.width,
                     thick};
    ImGui::SetCursorScreenPos(ImVec2(area.x - 6, area.y));
    (void)ImGui::InvisibleButton("place", ImVec2(area.width + 12, area.height));
    const bool over = ImGui::IsItemHovered();
    const bool dragged = ImGui::IsItemActive();
    const auto length = static_cast<float>(std::max<Millis>(1, now.length));
    const float at_pointer = std::clamp((ImGui::GetIO().MousePos.x - track.x) / track.width, 0.0F, 1.0F);
    const auto place = static_cast<Millis>(std::lround(at_pointer * length));
    if (over || dragged) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (dragged && !dragged_) goes_on_ = now.playing;
    // It stands still in the hand.
    const bool toggles = dragged ? now.playing : dragged_ && goes_on_ && now.place < now.length;
    if (toggles) (void)screen::act_on_replay(workspace, Shortcut::replay_play);
    dragged_ = dragged;
    if (dragged && place != now.place) screen::seek_replay(workspace, place);

    const float shown = dragged ? at_pointer : static_cast<float>(now.place) / length;
    const float x = track.x + shown * track.width;
    list.AddRectFilled(top_left(track), bottom_right(track), theme.line, 2);
    list.AddRectFilled(top_left(track), ImVec2(x, track.y + thick), theme.accent, 2);
    draw_marks(context, now, track);
    const ImVec2 centre(x, track.y + thick / 2);
    list.AddCircleFilled(centre, context.scaled(over || dragged ? 8 : 7), theme.raised);
    list.AddCircleFilled(centre, context.scaled(over || dragged ? 6.5F : 5.5F), theme.accent);
    if (over) tell_at_pointer(figure::duration(place));

    // Half a pixel is the least that is seen.
    if (!now.playing) return;
    const double speed = workspace.conversation().replayed()->speed();
    const double pixels =
        static_cast<double>(track.width) * context.pen.pixel_ratio() * speed / static_cast<double>(length);
    constexpr double most_ms = 1000;
    constexpr double least_ms = 33;
    context.requests.moves_within_ms = static_cast<Millis>(std::clamp(0.5 / pixels, least_ms, most_ms));
}

/// Returns its left edge.
float ReplayBar::draw_speed(const Context& context, const ReplayControls& now, const Rect& line,
                            float right) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::vector<std::string> speeds = screen::replay_speeds();
    const TextStyle style{Face::semibold, context.scaled(12), true};
    const float wide = context.pen.width(style, speeds.front()) + context.scaled(16);
    const float high = context.scaled(28);
    const ImVec2 from(right - wide, line.y + (line.height - high) / 2);
    const ImVec2 to(right, from.y + high);
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton("speed", ImVec2(wide, high))) ImGui::OpenPopup("speeds");
    const bool over = ImGui::IsItemHovered();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        tell_at_pointer(std::string(screen::words::speed));
    }
    list.AddRect(from, to, over ? faded(theme.muted, 0.6F) : theme.line, 7);
    const std::string& words = speeds[now.speed];
    context.pen.write(list, style, ImVec2(from.x + (wide - context.pen.width(style, words)) / 2, from.y),
                      high, over ? theme.text : theme.soft, words);
    ImGui::SetNextWindowPos(ImVec2(from.x, from.y - context.scaled(8)), ImGuiCond_Always, ImVec2(0, 1));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 8));
    if (ImGui::BeginPopup("speeds")) {
        for (std::size_t i = 0; i < speeds.size(); ++i) {
            if (ImGui::Selectable(speeds[i].c_str(), i == now.speed, 0,
                                  ImVec2(context.scaled(72), context.scaled(24))))
                screen::set_replay_speed(context.workspace, i);
        }
        // Where the bar has no room for it.
        if (now.skips && has_two_lines(context, line.width)) {
            ImGui::Separator();
            if (ImGui::Selectable(screen::words::skip_pauses.data(), *now.skips, 0,
                                  ImVec2(context.scaled(96), context.scaled(24))))
                screen::skip_pauses(context.workspace, !*now.skips);
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return from.x;
}

/// Returns its left edge.
float ReplayBar::draw_skip(const Context& context, bool skips, const Rect& line, float right) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const TextStyle style{Face::regular, context.scaled(12)};
    const float inset = context.scaled(10);
    const float wide = context.pen.width(style, screen::words::skip_pauses) + 2 * inset;
    const float high = context.scaled(28);
    const ImVec2 from(right - wide, line.y + (line.height - high) / 2);
    const ImVec2 to(right, from.y + high);
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton("pauses", ImVec2(wide, high))) screen::skip_pauses(context.workspace, !skips);
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (skips) list.AddRectFilled(from, to, mixed(theme.raised, theme.accent, 0.18F), 7);
    list.AddRect(from, to, skips ? faded(theme.accent, 0.7F) : theme.line, 7);
    context.pen.write(list, style, ImVec2(from.x + inset, from.y), high,
                      over || skips ? theme.text : theme.soft, screen::words::skip_pauses);
    return from.x;
}

void ReplayBar::draw(const Context& context, const Rect& area) {
    const auto now = screen::replay_controls(context.workspace, context.now);
    if (!now) {
        dragged_ = false;
        return;
    }
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 to(area.x + area.width, area.y + area.height - gap_below);
    list.AddRectFilled(top_left(area), to, theme.raised, 12);
    list.AddRect(top_left(area), to, theme.line, 12);

    ImGui::PushID("replay");
    const bool two = has_two_lines(context, area.width);
    const float high = context.scaled(bar_line);
    const float inset = context.scaled(6);
    const Rect buttons{area.x, two ? to.y - high : area.y, area.width, high};
    float left = area.x + inset;
    std::optional<Shortcut> act;
    const bool with_ends = area.width >= context.scaled(least_width_for_ends);
    if (with_ends && draw_button(context, buttons, Sign::first, screen::words::to_beginning, left))
        act = Shortcut::replay_first;
    if (draw_button(context, buttons, Sign::back, screen::words::previous_event, left))
        act = Shortcut::replay_back;
    const bool plays = now->playing;
    if (draw_button(context, buttons, plays ? Sign::pause : Sign::play,
                    plays ? screen::words::pause : screen::words::play, left))
        act = Shortcut::replay_play;
    if (draw_button(context, buttons, Sign::on, screen::words::next_event, left)) act = Shortcut::replay_on;
    if (with_ends && draw_button(context, buttons, Sign::last, screen::words::to_end, left))
        act = Shortcut::replay_last;

    float right = to.x - inset;
    float closes = right - context.scaled(button_side);
    right = closes;
    if (draw_button(context, buttons, Sign::close, screen::words::close_replay, closes))
        act = Shortcut::replay_close;
    right = draw_speed(context, *now, buttons, right - context.scaled(6)) - context.scaled(12);
    const TextStyle style{Face::regular, context.scaled(12), true};
    if (now->skips && !two) right = draw_skip(context, *now->skips, buttons, right) - context.scaled(12);
    // As wide as it will be, so that nothing moves for it.
    const float words =
        pen.width(style, figure::duration(now->length) + " of " + figure::duration(now->length));
    pen.write_right(list, style, ImVec2(right, buttons.y), high, theme.soft, now->words);
    right -= words + context.scaled(16);
    const float begin = two ? area.x + context.scaled(18) : left + context.scaled(16);
    const float end = two ? to.x - context.scaled(18) : right;
    draw_scrubber(context, *now, {begin, area.y, std::max(1.0F, end - begin), high});
    ImGui::PopID();
    if (act && screen::act_on_replay(context.workspace, *act)) context.requests.layout_moved = true;
}

}  // namespace moa::view
