#include "view/panels/timeline.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "figures.hpp"
#include "run/critical_path.hpp"
#include "run/node_sentence.hpp"
#include "session/agent_facts.hpp"
#include "view/panels/node_facts.hpp"

namespace moa::view {
namespace {

constexpr float axis_height = 28;
constexpr float foot = 10;
constexpr float row_pitch = 13;
constexpr float tight_pitch = 12;  // of more rows than most_full_rows
constexpr std::size_t most_full_rows = 9;
constexpr std::size_t most_bars = 14;
constexpr float id_width = 34;
constexpr float name_width = 132;
constexpr float least_width_for_names = 640;

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

float timeline_height(const run::RunState& state, float text_scale, bool open) {
    if (!open) return axis_height * text_scale;
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

bool Timeline::draw_fold(const Context& context, const Rect& area, bool open) const {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float height = context.scaled(axis_height);
    const TextStyle style{Face::regular, context.scaled(11), true};
    constexpr std::string_view words = "Timeline";
    const float left = area.x + context.scaled(24);
    const float wide = open ? context.scaled(40) : context.scaled(52) + context.pen.width(style, words);
    ImGui::SetCursorScreenPos(ImVec2(area.x + context.scaled(8), area.y));
    const bool pressed = ImGui::InvisibleButton("fold timeline", ImVec2(wide, height));
    const bool over = ImGui::IsItemHovered();
    if (over) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        ImGui::SetTooltip(open ? "Fold the timeline" : "Show the timeline");
    }
    const ImU32 ink = over ? theme.text : theme.muted;
    draw_fold_arrow(list, ImVec2(left + context.scaled(5), area.y + height / 2), context.scaled(3.5F), open,
                    ink);
    if (!open) context.pen.write(list, style, ImVec2(left + context.scaled(18), area.y), height, ink, words);
    if (pressed) context.requests.layout_moved = true;
    return pressed;
}

Timeline::Scale Timeline::draw_axis(const Context& context, const Rect& area, float left, Millis now) const {
    const Pen& pen = context.pen;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    // A scale that holds for a while, then makes room by half as much again.
    double span = 8000;
    while (span < static_cast<double>(now) * 1.06)
        span *= 1.5;
    const session::Replay* replay = context.workspace.conversation().replayed();
    const Millis end = replay != nullptr ? replay->recorded_end() : now;
    if (replay != nullptr || (!context.workspace.on_screen().idle() && !context.workspace.shown().running()))
        span = std::max(500.0, static_cast<double>(end) * 1.04);
    const Scale scale{left, area.x + area.width - context.scaled(24), span};
    const TextStyle label{Face::regular, context.scaled(11), true};
    const double step = axis_step(static_cast<Millis>(span));
    for (int i = 0; static_cast<double>(i) * step * 1000.0 <= span; ++i) {
        const Millis at = std::llround(static_cast<double>(i) * step * 1000.0);
        const float x = scale.x_of(at);
        const std::string words = figure::limit(at);
        if (x + pen.width(label, words) > area.x + area.width) break;
        pen.write(list, label, ImVec2(x, area.y + context.scaled(6)), context.scaled(18), context.theme.muted,
                  words);
    }
    return scale;
}

void Timeline::draw_rows(const Context& context, const Rect& area, const Scale& scale, Millis now) {
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const run::RunState& state = context.workspace.shown();
    const TextStyle label{Face::regular, context.scaled(11), true};
    const std::vector<run::CriticalCall> path = run::critical_path(state);
    ImVec2 handed_over(-1, 0);  // where the critical call of the layer before ended
    float labelled_to = 0;      // labels stand where there is room for them
    const float bar = std::max(1.0F, std::min(context.scaled(8), pitch_ * 0.66F));
    const float id_x = area.x + context.scaled(24);
    const float name_x = id_x + context.scaled(id_width);
    const auto selected = context.workspace.conversation().selected();

    const auto draw_call = [&](const run::EarlierCall& call, float middle, ImU32 hue) {
        const Millis end = call.ended_at != no_time ? call.ended_at : now;
        const bool failed = call.ended_at != no_time && !call.answered;
        const Millis first = call.first_token_at != no_time ? call.first_token_at : end;
        const float line = pen.snapped(middle);
        if (!failed)
            list.AddRectFilled(ImVec2(scale.x_of(call.sent_at), line - 1),
                               ImVec2(scale.x_of(std::max(first, call.sent_at)), line + 1),
                               faded(theme.muted, 0.6F), 1);
        const float from = scale.x_of(failed ? call.sent_at : first);
        const float to = std::max(scale.x_of(end), from + 2);
        if (failed || call.first_token_at != no_time)
            list.AddRectFilled(ImVec2(from, middle - bar / 2), ImVec2(to, middle + bar / 2),
                               failed ? faded(theme.failed, 0.75F) : hue, 2);
        return ImVec2(from, to);
    };

    float y = rows_.y;
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            const float top = y;
            const float middle = y + pitch_ / 2;
            const run::CriticalCall* critical = find_call(path, node.id);
            y += pitch_;
            if (over_ == node.id || selected == node.id)
                list.AddRectFilled(ImVec2(area.x, top), ImVec2(area.x + area.width, y), theme.hover);
            if (top >= labelled_to) {
                labelled_to = top + context.scaled(tight_pitch) - 1;
                const ImU32 ink = critical != nullptr ? theme.text : theme.muted;
                pen.write(list, label, ImVec2(id_x, top), pitch_, ink, run::to_string(node.id));
                const float room = scale.left - name_x - context.scaled(8);
                if (has_lines(context) && room > 0)
                    pen.write(list, label, ImVec2(name_x, top), pitch_, ink,
                              names_[node.id].lines(node.label, pen, label, room).front());
            }
            const ImU32 hue = faded(provider_hue(node.provider), node.ended_at != no_time ? 0.78F : 1.0F);
            for (const run::EarlierCall& call : node.earlier_calls)
                (void)draw_call(call, middle, hue);
            if (!node.has_latest_call()) continue;
            const ImVec2 drawn = draw_call(
                {node.sent_at, node.first_token_at, node.ended_at, node.state != run::NodeState::failed, {}},
                middle, hue);
            const bool is_bar = node.first_token_at != no_time || node.state == run::NodeState::failed;
            if (critical == nullptr || !is_bar) continue;
            // The path: from the end of one layer's last call down to the call that went on from there.
            if (handed_over.x >= 0) {
                const float x = pen.snapped(handed_over.x);
                list.AddRectFilled(ImVec2(x, handed_over.y), ImVec2(x + 1, middle), theme.accent);
            }
            // Around a bar where there is room between the bars, over it where there is none.
            constexpr float least_pitch = 8;
            if (pitch_ < least_pitch)
                list.AddRectFilled(ImVec2(drawn.x, middle - bar / 2), ImVec2(drawn.y, middle + bar / 2),
                                   theme.accent);
            else
                list.AddRect(ImVec2(drawn.x - 1, middle - bar / 2 - 1),
                             ImVec2(drawn.y + 1, middle + bar / 2 + 1), theme.accent, 3);
            handed_over = ImVec2(drawn.y, middle);
            if (critical->held_up_ms < least_hold_up_ms || !has_lines(context)) continue;
            const std::string words = "held up the layer by " + figure::duration(critical->held_up_ms);
            if (drawn.y + context.scaled(12) + pen.width(label, words) < area.x + area.width)
                pen.write(list, label, ImVec2(drawn.y + context.scaled(10), top), pitch_, theme.soft, words);
        }
    }
}

/// Words have a row to themselves.
bool Timeline::has_lines(const Context& context) const {
    return pitch_ + 1 >= context.scaled(tight_pitch);
}

std::optional<run::NodeId> Timeline::node_at(const run::RunState& state, float y) const {
    if (pitch_ <= 0 || y < rows_.y || y >= rows_.y + rows_.height) return std::nullopt;
    auto row = static_cast<std::size_t>((y - rows_.y) / pitch_);
    for (const auto& layer : state.layers) {
        if (row < layer.size()) return layer[row].id;
        row -= layer.size();
    }
    return std::nullopt;
}

std::optional<Rect> Timeline::row_rect(const run::RunState& state, run::NodeId node) const {
    float y = rows_.y;
    for (const auto& layer : state.layers) {
        for (const run::Node& each : layer) {
            if (each.id == node && pitch_ > 0) return Rect{rows_.x, y, rows_.width, pitch_};
            y += pitch_;
        }
    }
    return std::nullopt;
}

void Timeline::take_pointer(const Context& context, const Rect& area) {
    const run::RunState& state = context.workspace.shown();
    ImGui::SetCursorScreenPos(top_left(rows_));
    const bool pressed = ImGui::InvisibleButton(
        "timeline", ImVec2(area.width, std::max(1.0F, area.y + area.height - rows_.y)));
    over_ = ImGui::IsItemHovered() ? node_at(state, ImGui::GetIO().MousePos.y) : std::nullopt;
    if (over_) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (!pressed || !over_) return;
    context.workspace.conversation().select(over_);
    clicked_ = true;
    context.requests.layout_moved = true;
}

void Timeline::tell(const Context& context, const Rect& free, Millis now) {
    if (!hover_card_.is_due(context, over_)) return;
    const run::RunState& state = context.workspace.shown();
    const run::Node* node = state.find(*over_);
    if (node == nullptr) return;
    HoverWords words;
    words.title = run::to_string(node->id) + " " + node->label;
    words.line = session::state_word(context.workspace, *node);
    int attempt = 0;
    for (const run::EarlierCall& call : node->earlier_calls) {
        ++attempt;
        const std::string how = call.failure    ? error_words(*call.failure)
                                : call.answered ? "answered"
                                                : "failed";
        words.facts.emplace_back("Attempt " + std::to_string(attempt),
                                 how + " after " + figure::duration(call.ended_at - call.sent_at));
    }
    for (auto& fact : call_figures(*node, now))
        words.facts.push_back(std::move(fact));
    if (node->in_flight() || node->state == run::NodeState::queued)
        words.text = run::node_sentence(state, *node, now);
    hover_card_.draw(context, free, words);
}

bool Timeline::draw(const Context& context, const Rect& area, const Rect& free, bool open) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const run::RunState& state = context.workspace.shown();
    clicked_ = false;
    pitch_ = 0;
    over_.reset();
    context.fill_ground(area, theme.surface);
    list.AddRectFilled(top_left(area), ImVec2(area.x + area.width, area.y + 1), theme.line);
    list.PushClipRect(top_left(area), bottom_right(area), true);
    const bool folds = draw_fold(context, area, open);
    if (open) {
        const bool idle = context.workspace.on_screen().idle();
        const Millis now = idle ? 0 : context.workspace.on_screen().elapsed();
        const std::size_t rows = std::max<std::size_t>(1, node_count(state));
        const float top = context.scaled(axis_height);
        pitch_ = std::min(context.scaled(row_pitch),
                          (area.height - context.scaled(axis_height + foot)) / static_cast<float>(rows));
        rows_ = {area.x, area.y + top, area.width, pitch_ * static_cast<float>(rows)};
        const bool has_names = has_lines(context) && area.width >= context.scaled(least_width_for_names);
        const float left = context.scaled(24 + id_width + (has_names ? name_width : 0));
        take_pointer(context, area);
        const Scale scale = draw_axis(context, area, area.x + left, now);
        draw_rows(context, area, scale, now);
        if (!idle && (state.running() || context.workspace.on_screen().shows_replay())) {
            const float x = context.pen.snapped(scale.x_of(now));
            list.AddRectFilled(ImVec2(x, area.y + context.scaled(axis_height - 6)),
                               ImVec2(x + 1, area.y + area.height - 8), theme.accent);
        }
        tell(context, free, now);
    }
    list.PopClipRect();
    return folds;
}

}  // namespace moa::view
