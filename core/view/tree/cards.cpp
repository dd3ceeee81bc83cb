#include "view/tree/cards.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "figures.hpp"
#include "run/node_sentence.hpp"
#include "screen/words.hpp"
#include "view/tree/preview.hpp"

namespace moa::view {
namespace {

constexpr float padding = 16;
constexpr float edge_width = 4;
constexpr float radius = 10;
constexpr float text_width = card_width - 2 * padding;

/// A soft shadow out of a few rounded rectangles.
void draw_shadow(ImDrawList& list, const Theme& theme, const Rect& rect, float zoom) {
    for (int i = 1; i <= 3; ++i) {
        const float grow = static_cast<float>(i) * 1.5F * zoom;
        list.AddRectFilled(ImVec2(rect.x - grow, rect.y - grow + 2 * zoom),
                           ImVec2(rect.x + rect.width + grow, rect.y + rect.height + grow + 2 * zoom),
                           faded(theme.shadow, 0.5F), (radius + static_cast<float>(i) * 1.5F) * zoom);
    }
}

/// The strip of `width` along the left edge of a rounded rectangle, following its corners.
void draw_left_edge(ImDrawList& list, const Rect& rect, float rounding, float width, ImU32 colour) {
    constexpr float half_turn = 3.14159265F;
    const float reach = rounding > 0 ? std::acos(std::clamp(1 - width / rounding, -1.0F, 1.0F)) : 0;
    list.PathArcTo(ImVec2(rect.x + rounding, rect.y + rounding), rounding, half_turn, half_turn + reach);
    list.PathArcTo(ImVec2(rect.x + rounding, rect.y + rect.height - rounding), rounding, half_turn - reach,
                   half_turn);
    list.PathFillConvex(colour);
}

void draw_surface(ImDrawList& list, const Theme& theme, const Rect& rect, float zoom, ImU32 hue,
                  ImU32 outline, bool hovered) {
    const ImVec2 from = top_left(rect);
    const ImVec2 to = bottom_right(rect);
    const float rounding = radius * zoom;
    list.AddRectFilled(from, to, hovered ? mixed(theme.raised, theme.text, 0.04F) : theme.raised, rounding);
    list.AddRect(from, to, outline, rounding);
    draw_left_edge(list, rect, rounding, edge_width * zoom, hue);
}

std::string speed_text(double tokens_per_second) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f tok/s", tokens_per_second);
    return text;
}

/// What the user or a change has made of the node, for behind its state; empty for most.
std::string_view mark_of(const run::Node& node) {
    if (node.muted) return "muted";
    if (node.stale) return "stale";
    if (node.edited) return "edited";
    if (node.pinned) return "pinned";
    if (node.late) return "late";
    if (!node.flags.empty()) return "flagged";
    return !node.shortening().empty() ? "shortened" : "";
}

}  // namespace

CardDetail card_detail(float zoom) {
    // Names are set in 13 units: below 6 device pixels nobody reads them.
    if (13 * zoom < 6) return CardDetail::shape;
    if (12 * zoom < 7) return CardDetail::name;
    return CardDetail::full;
}

std::vector<std::string> clipped_lines(std::string_view text, const Pen& pen, TextStyle style, float width,
                                       std::size_t most) {
    std::vector<std::string> lines;
    while (!text.empty() && lines.size() < most) {
        const LineBreak found = break_line(text, pen, style, width);
        lines.emplace_back(text.substr(0, found.end));
        text.remove_prefix(std::max<std::size_t>(found.next, 1));
    }
    if (!text.empty() && !lines.empty()) {
        constexpr std::string_view ellipsis = "\xe2\x80\xa6";
        std::string& last = lines.back();
        last.resize(pen.fitting(style, last, width - pen.width(style, ellipsis)).size());
        last += ellipsis;
    }
    return lines;
}

void Cards::draw_prompt(const Context& context, ImDrawList& list, const Rect& rect, float zoom) {
    const Theme& theme = context.theme;
    list.AddRectFilled(top_left(rect), bottom_right(rect), theme.prompt, radius * zoom);
    if (card_detail(zoom * context.pen.pixel_ratio()) == CardDetail::shape) return;
    const run::RunState& state = context.workspace.shown();
    std::string_view question = state.messages.empty() ? std::string_view() : state.question();
    const bool placeholder = question.empty() && context.workspace.conversation().draft().empty();
    if (question.empty()) question = context.workspace.conversation().draft();
    if (placeholder) question = screen::words::question;
    question = question.substr(0, 400);

    const TextStyle style{Face::regular, 13 * zoom};
    constexpr float line = 20;
    const float inset = padding * zoom * 0.875F;
    const float width = rect.width - 2 * inset;
    const auto most = static_cast<std::size_t>(std::max(1.0F, (rect.height - 16 * zoom) / (line * zoom)));
    if (question != prompt_ || width != prompt_width_ || zoom != prompt_zoom_) {
        prompt_ = question;
        prompt_width_ = width;
        prompt_zoom_ = zoom;
        prompt_lines_ = clipped_lines(prompt_, context.pen, style, width, most);
    }
    const float text_height = static_cast<float>(prompt_lines_.size()) * line * zoom;
    float y = rect.y + (rect.height - text_height) / 2;
    for (const std::string& text : prompt_lines_) {
        context.pen.write(list, style, ImVec2(rect.x + inset, y), line * zoom,
                          placeholder ? theme.muted : theme.text, text);
        y += line * zoom;
    }
}

void Cards::draw_body(const Context& context, ImDrawList& list, const run::RunState& state,
                      const run::Node& node, ImVec2 at, float zoom) {
    constexpr float line = 16;
    constexpr std::size_t shown_lines = 2;
    const Theme& theme = context.theme;
    const TextStyle natural{Face::regular, 12};
    const TextStyle style{Face::regular, 12 * zoom};
    Cached& cached = cached_[node.id];
    const std::string note = run::node_sentence(state, node, context.workspace.on_screen().elapsed());
    if (!note.empty()) {
        if (note != cached.note) {
            cached.note = note;
            cached.note_lines = clipped_lines(note, context.pen, natural, text_width, shown_lines);
        }
        const ImU32 colour = node.state == run::NodeState::failed ? theme.failed : theme.muted;
        float y = at.y + (cached.note_lines.size() == 1 ? line * zoom : 0);
        for (const std::string& text : cached.note_lines) {
            context.pen.write(list, style, ImVec2(at.x, y), line * zoom, colour, text);
            y += line * zoom;
        }
        return;
    }
    const std::uint64_t version = context.workspace.on_screen().text_version(node) + 1;
    if (node.state == run::NodeState::done) {
        if (cached.opening_version != version) {
            cached.opening_version = version;
            cached.opening =
                clipped_lines(opening_of(node.text), context.pen, natural, text_width, shown_lines);
        }
        float y = at.y;
        for (const std::string& text : cached.opening) {
            context.pen.write(list, style, ImVec2(at.x, y), line * zoom, theme.soft, text);
            y += line * zoom;
        }
        return;
    }
    cached.tail.update(node.text, context.workspace.on_screen().text_version(node), context.pen, natural,
                       text_width);
    const std::vector<TextLine>& lines = cached.tail.lines();
    // The last lines that hold something.
    std::size_t found = 0;
    TextLine tail[shown_lines];
    for (std::size_t i = lines.size(); i > 0 && found < shown_lines; --i) {
        if (lines[i - 1].end > lines[i - 1].begin) tail[found++] = lines[i - 1];
    }
    float y = at.y;
    while (found > 0) {
        const TextLine& part = tail[--found];
        context.pen.write(list, style, ImVec2(at.x, y), line * zoom, theme.soft,
                          plain_line(std::string_view(node.text).substr(part.begin, part.end - part.begin)));
        y += line * zoom;
    }
}

void Cards::draw_node(const Context& context, ImDrawList& list, const run::RunState& state,
                      const run::Node& node, const Rect& rect, Look look) {
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    const float zoom = look.zoom;
    const ImU32 colour = state_colour(theme, node.state);
    const ImU32 hue = provider_hue(node.provider);
    ImU32 outline = theme.line;
    if (node.state == run::NodeState::streaming) outline = faded(theme.streaming, 0.9F);
    if (node.state == run::NodeState::failed) outline = faded(theme.failed, 0.55F);
    if (node.stale) outline = faded(theme.degraded, 0.8F);
    const CardDetail detail = card_detail(zoom * pen.pixel_ratio());

    if (detail != CardDetail::shape) draw_shadow(list, theme, rect, zoom);
    draw_surface(list, theme, rect, zoom, hue, outline, look.hovered);
    if (look.selected) {
        list.AddRect(ImVec2(rect.x - 2, rect.y - 2),
                     ImVec2(rect.x + rect.width + 2, rect.y + rect.height + 2), theme.accent,
                     radius * zoom + 2, 0, 2.0F);
    }
    if (detail == CardDetail::shape) {
        const float size = std::max(rect.height * 0.5F, 3.0F);
        draw_state(list, node.state, ImVec2(rect.x + rect.width / 2, rect.y + rect.height / 2), size, colour);
        return;
    }

    const float left = rect.x + padding * zoom;
    const float right = rect.x + rect.width - padding * zoom * 0.8125F;
    const TextStyle name_style{Face::semibold, 13 * zoom};
    const float name_width = pen.write_cut(list, name_style, ImVec2(left, rect.y + 10 * zoom), 20 * zoom,
                                           right - left, theme.text, node.label);
    const float provider_left = left + name_width + 8 * zoom;
    if (detail == CardDetail::full && right - provider_left > 24 * zoom) {
        const TextStyle small{Face::regular, 12 * zoom};
        const float line = 20 * zoom;
        const float top =
            pen.top_for_baseline(small, pen.baseline(name_style, rect.y + 10 * zoom, line), line);
        pen.write_cut(list, small, ImVec2(provider_left, top), line, right - provider_left, theme.muted,
                      node.provider);
    }
    if (detail == CardDetail::full)
        draw_body(context, list, state, node, ImVec2(left, rect.y + 33 * zoom), zoom);

    const float foot = rect.y + 68 * zoom;
    const float foot_height = 20 * zoom;
    draw_state(list, node.state, ImVec2(left + 6 * zoom, foot + foot_height / 2), 12 * zoom, colour);
    const TextStyle word{Face::regular, 12 * zoom};
    const float word_width = pen.write(list, word, ImVec2(left + 20 * zoom, foot), foot_height, colour,
                                       run::state_word(state, node));
    const std::string_view mark = mark_of(node);
    if (!mark.empty()) {
        const float mark_left = left + 20 * zoom + word_width + 8 * zoom;
        const ImU32 ink = node.stale && !node.muted ? theme.degraded : theme.soft;
        const float mark_width = pen.width(word, mark);
        list.AddRectFilled(ImVec2(mark_left, foot + 2 * zoom),
                           ImVec2(mark_left + mark_width + 10 * zoom, foot + foot_height - 2 * zoom),
                           faded(ink, 0.14F), 4 * zoom);
        pen.write(list, word, ImVec2(mark_left + 5 * zoom, foot), foot_height, ink, mark);
    }
    if (detail != CardDetail::full || node.sent_at == no_time) return;
    if (node.muted) {  // what it says reaches nobody
        list.AddRectFilled(top_left(rect), bottom_right(rect), faded(theme.bg, 0.45F), radius * zoom);
    }

    const Millis elapsed = context.workspace.on_screen().elapsed();
    const Millis until = node.ended_at != no_time ? node.ended_at : elapsed;
    const TextStyle figures{Face::regular, 12 * zoom, true};
    pen.write_right(list, figures, ImVec2(right, foot), foot_height, theme.muted,
                    figure::duration(std::max<Millis>(0, until - node.sent_at)));
    const double speed = node.tokens_per_second(until);
    if (speed > 0 && mark.empty()) {
        pen.write_right(list, figures, ImVec2(right - 48 * zoom, foot), foot_height, theme.muted,
                        speed_text(speed));
    }
}

std::uint64_t Cards::lines_broken() const {
    std::uint64_t sum = 0;
    for (const auto& [id, cached] : cached_)
        sum += cached.tail.lines_broken();
    return sum;
}

}  // namespace moa::view
