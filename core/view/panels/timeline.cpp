#include "view/panels/timeline.hpp"

#include "figures.hpp"
#include "run/critical_path.hpp"

#include <algorithm>
#include <cmath>

namespace moa::view {
namespace {

constexpr float axis_height = 28;
constexpr float foot = 10;
constexpr float row_pitch = 13;
constexpr float tight_pitch = 12;  // of more rows than most_full_rows
constexpr std::size_t most_full_rows = 9;
constexpr std::size_t most_bars = 14;

std::size_t node_count(const run::RunState& state) {
    std::size_t count = 0;
    for (const auto& layer : state.layers)
        count += layer.size();
    return count;
}

/// Less than this is no waiting that anyone notices.
constexpr Millis least_hold_up_ms = 200;

/// The call of the critical path that `id` is, or nullptr.
const run::CriticalCall* find_call(const std::vector<run::CriticalCall>& path, run::NodeId id) {
    const auto it =
        std::find_if(path.begin(), path.end(), [id](const auto& call) { return call.node == id; });
    return it == path.end() ? nullptr : &*it;
}

}  // namespace

float timeline_height(const run::RunState& state, float text_scale) {
    const std::size_t nodes = node_count(state);
    const auto rows = static_cast<float>(std::min(nodes, most_bars));
    return (axis_height + foot + rows * (nodes > most_full_rows ? tight_pitch : row_pitch)) * text_scale;
}

double axis_step(Millis span) {
    constexpr double most_labels = 6;
    const double seconds = static_cast<double>(std::max<Millis>(span, 1)) / 1000.0;
    double step = 0.5;
    constexpr double factors[] = {2, 2, 2.5};  // 0.5, 1, 2, 5, 10, 20, 50, ...
    for (int i = 0; seconds / step > most_labels; ++i)
        step *= factors[i % 3];
    return step;
}

void draw_timeline(const Context& context, const Rect& area) {
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const run::RunState& state = context.workspace.shown();
    const bool idle = context.workspace.on_screen().idle();
    list.AddRectFilled(top_left(area), bottom_right(area), theme.surface);
    list.AddRectFilled(top_left(area), ImVec2(area.x + area.width, area.y + 1), theme.line);
    list.PushClipRect(top_left(area), bottom_right(area), true);

    const Millis now = idle ? 0 : context.workspace.on_screen().elapsed();
    // A scale that holds for a while, then makes room by half as much again.
    double span = 8000;
    while (span < static_cast<double>(now) * 1.06)
        span *= 1.5;
    if (!idle && !state.running()) span = std::max(500.0, static_cast<double>(now) * 1.04);
    const float left = area.x + context.scaled(58);
    const float right = area.x + area.width - context.scaled(24);
    const auto x_of = [&](Millis t) {
        return left + (right - left) * static_cast<float>(static_cast<double>(t) / span);
    };
    const TextStyle label{Face::regular, context.scaled(11), true};
    const double step = axis_step(static_cast<Millis>(span));
    for (int i = 0; static_cast<double>(i) * step * 1000.0 <= span; ++i) {
        const double seconds = static_cast<double>(i) * step;
        const float x = x_of(static_cast<Millis>(seconds * 1000.0));
        const std::string words = figure::limit(std::llround(1000 * seconds));
        if (x + pen.width(label, words) > area.x + area.width) break;
        pen.write(list, label, ImVec2(x, area.y + context.scaled(6)), context.scaled(18), theme.muted, words);
    }

    const std::size_t rows = std::max<std::size_t>(1, node_count(state));
    const float top = area.y + context.scaled(axis_height);
    const float pitch =
        std::min(context.scaled(row_pitch),
                 (area.height - context.scaled(axis_height + foot)) / static_cast<float>(rows));
    const std::vector<run::CriticalCall> path = run::critical_path(state);
    ImVec2 handed_over(-1, 0);  // where the critical call of the layer before ended
    float labelled_to = 0;      // labels stand where there is room for them
    const float bar = std::max(1.0F, std::min(context.scaled(8), pitch * 0.66F));
    float y = top;
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            const float middle = y + pitch / 2;
            const run::CriticalCall* critical = find_call(path, node.id);
            if (y >= labelled_to) {
                labelled_to = y + context.scaled(tight_pitch) - 1;
                pen.write(list, label, ImVec2(area.x + context.scaled(24), y), pitch,
                          critical != nullptr ? theme.text : theme.muted, run::to_string(node.id));
            }
            y += pitch;
            if (node.sent_at == no_time) continue;
            const Millis end = node.ended_at != no_time ? node.ended_at : now;
            const Millis first = node.first_token_at != no_time ? node.first_token_at : end;
            const bool failed = node.state == run::NodeState::failed;
            const float line = pen.snapped(middle);
            list.AddRectFilled(ImVec2(x_of(node.sent_at), line - 1),
                               ImVec2(x_of(std::max(first, node.sent_at)), line + 1),
                               faded(theme.muted, failed ? 0.0F : 0.6F), 1);
            const Millis bar_from = failed ? node.sent_at : first;
            if (node.first_token_at == no_time && !failed) continue;
            const ImU32 hue =
                failed ? faded(theme.failed, 0.75F)
                       : faded(provider_hue(node.provider), node.ended_at != no_time ? 0.78F : 1.0F);
            const float from = x_of(bar_from);
            const float to = std::max(x_of(end), from + 2);
            list.AddRectFilled(ImVec2(from, middle - bar / 2), ImVec2(to, middle + bar / 2), hue, 2);
            if (critical == nullptr) continue;
            // The path: from the end of one layer's last call down to the call that went on from there.
            if (handed_over.x >= 0) {
                const float x = pen.snapped(handed_over.x);
                list.AddRectFilled(ImVec2(x, handed_over.y), ImVec2(x + 1, middle), theme.accent);
            }
            list.AddRect(ImVec2(from - 1, middle - bar / 2 - 1), ImVec2(to + 1, middle + bar / 2 + 1),
                         theme.accent, 3);
            handed_over = ImVec2(to, middle);
            if (critical->held_up_ms < least_hold_up_ms) continue;
            const std::string words = "held up the layer by " + figure::duration(critical->held_up_ms);
            if (to + context.scaled(12) + pen.width(label, words) < area.x + area.width)
                pen.write(list, label, ImVec2(to + context.scaled(10), y - pitch), pitch, theme.soft, words);
        }
    }
    if (!idle && state.running()) {
        const float x = pen.snapped(x_of(now));
        list.AddRectFilled(ImVec2(x, area.y + context.scaled(axis_height - 6)),
                           ImVec2(x + 1, area.y + area.height - 8), theme.accent);
    }
    list.PopClipRect();
}

}  // namespace moa::view
