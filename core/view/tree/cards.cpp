#include "view/tree/cards.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "figures.hpp"
#include "screen/words.hpp"
#include "session/agent_facts.hpp"
#include "view/widgets/shadow.hpp"

namespace moa::view {
namespace {

constexpr float padding = 16;
constexpr float edge_width = 4;
constexpr float radius = 10;
constexpr float text_width = card_width - 2 * padding;
constexpr float least_letters = 9.5F;  ///< of names on cards that are drawn small

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
    if (card_width * zoom < 60 || card_height * zoom < 20) return CardDetail::shape;
    // Text is set in 12 units: below 7 nobody reads it.
    return 12 * zoom < 7 ? CardDetail::name : CardDetail::full;
}

float letter_scale(const Context& context, float zoom) {
    constexpr float largest = 1.15F;
    return std::min(zoom, largest * context.options.text_scale);
}

void Cards::draw_prompt(const Context& context, ImDrawList& list, const Rect& rect, float zoom) {
    const Theme& theme = context.theme;
    list.AddRectFilled(top_left(rect), bottom_right(rect), theme.prompt, radius * zoom);
    // Where its surface is no colour of its own, a line tells it from the ground.
    if (theme.prompt == theme.bg) list.AddRect(top_left(rect), bottom_right(rect), theme.line, radius * zoom);
    if (card_detail(zoom) == CardDetail::shape) return;
    const run::RunState& state = context.workspace.shown();
    std::string_view question = state.messages.empty() ? std::string_view() : state.question();
    const bool placeholder = question.empty() && context.workspace.conversation().draft().empty();
    if (question.empty()) question = context.workspace.conversation().draft();
    if (placeholder) question = screen::words::question;
    question = question.substr(0, 400);

    const TextStyle style{Face::regular, std::max(13 * letter_scale(context, zoom), least_letters)};
    const float line = style.size * 1.5F;
    const float inset = padding * zoom * 0.875F;
    const float width = rect.width - 2 * inset;
    const auto most = static_cast<std::size_t>(std::max(1.0F, (rect.height - inset) / line));
    if (question != prompt_ || width != prompt_width_ || zoom != prompt_zoom_) {
        prompt_ = question;
        prompt_width_ = width;
        prompt_zoom_ = zoom;
        prompt_lines_ = clipped_lines(prompt_, context.pen, style, width, most);
    }
    const float text_height = static_cast<float>(prompt_lines_.size()) * line;
    float y = rect.y + (rect.height - text_height) / 2;
    for (const std::string& text : prompt_lines_) {
        context.pen.write(list, style, ImVec2(rect.x + inset, y), line,
                          placeholder ? theme.muted : theme.text, text);
        y += line;
    }
}

void Cards::draw_small(const Context& context, ImDrawList& list, const run::Node& node, const Rect& rect,
                       float zoom) {
    const Pen& pen = context.pen;
    const ImU32 colour = state_colour(context.theme, node.state);
    const float size = std::min(std::max(13 * zoom, least_letters), rect.height * 0.7F);
    const float line = size * 1.35F;
    const bool has_foot = rect.height >= 2 * line + 2;
    const float left = rect.x + edge_width * zoom + 5;
    const float right = rect.x + rect.width - 4;
    const float sign = size * 0.85F;
    const float words = left + sign + 4;
    const float top = rect.y + (rect.height - (has_foot ? 2 : 1) * line) / 2;
    const TextStyle style{Face::semibold, size};
    const float name_left = has_foot ? left : words;
    pen.write(list, style, ImVec2(name_left, top), line, context.theme.text,
              cached_[node.id].name.lines(node.label, pen, style, right - name_left).front());
    const float sign_line = has_foot ? top + line : top;
    draw_state(list, node.state, ImVec2(left + sign / 2, sign_line + line / 2), sign, colour);
    if (has_foot)
        pen.write_cut(list, {Face::regular, size}, ImVec2(words, top + line), line, right - words, colour,
                      session::state_word(context.workspace, node));
}

void Cards::draw_head(const Context& context, ImDrawList& list, const run::Node& node, const Rect& rect,
                      float left, float right, float scale) {
    const Pen& pen = context.pen;
    const float top = rect.y + 10 * scale;
    const float line = 20 * scale;
    const TextStyle style{Face::semibold, 13 * scale};
    const std::string& name = cached_[node.id].name.lines(node.label, pen, style, right - left).front();
    const float name_width = pen.write(list, style, ImVec2(left, top), line, context.theme.text, name);
    const float provider_left = left + name_width + 8 * scale;
    if (right - provider_left <= 24 * scale) return;
    const TextStyle small{Face::regular, 12 * scale};
    pen.write_cut(list, small,
                  ImVec2(provider_left, pen.top_for_baseline(small, pen.baseline(style, top, line), line)),
                  line, right - provider_left, context.theme.muted,
                  mixture::provider_label(context.workspace.configuration().providers(), node.provider));
}

void Cards::draw_idle(const Context& context, ImDrawList& list, const run::Node& node, const Rect& rect,
                      float left, float right, float scale) {
    const TextStyle style{Face::semibold, 13 * scale};
    const std::vector<std::string>& name =
        cached_[node.id].name.lines(node.label, context.pen, style, right - left, 2);
    const bool two_lines = name.size() > 1;
    const float line = (two_lines ? 16 : 20) * scale;
    float y = rect.y + (two_lines ? 6 : 10) * scale;
    for (const std::string& each : name) {
        context.pen.write(list, style, ImVec2(left, y), line, context.theme.text, each);
        y += line;
    }
    draw_agent_facts(context, list, node, {ImVec2(left, y), (right - left) / scale, scale, 2});
}

void Cards::draw_foot(const Context& context, ImDrawList& list, const run::Node& node, const Rect& rect,
                      float left, float right, float scale) {
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    const float foot = rect.y + rect.height - 26 * scale;
    const float foot_height = 20 * scale;
    const std::string_view said = session::state_word(context.workspace, node);
    const bool refused = session::is_refused(context.workspace, node);
    const ImU32 colour = refused ? theme.failed : state_colour(theme, node.state);
    draw_state(list, refused ? run::NodeState::failed : node.state,
               ImVec2(left + 6 * scale, foot + foot_height / 2), 12 * scale, colour);
    const TextStyle word{Face::regular, 12 * scale};
    const float word_width =
        pen.write(list, word, ImVec2(left + 20 * scale, foot), foot_height, colour, said);
    const std::string_view mark = mark_of(node);
    if (!mark.empty()) {
        const float mark_left = left + 20 * scale + word_width + 8 * scale;
        const ImU32 ink = node.stale && !node.muted ? theme.degraded : theme.soft;
        const float mark_width = pen.width(word, mark);
        list.AddRectFilled(ImVec2(mark_left, foot + 2 * scale),
                           ImVec2(mark_left + mark_width + 10 * scale, foot + foot_height - 2 * scale),
                           faded(ink, 0.14F), 4 * scale);
        pen.write(list, word, ImVec2(mark_left + 5 * scale, foot), foot_height, ink, mark);
    }
    if (node.sent_at == no_time) return;
    if (node.muted) {  // what it says reaches nobody
        list.AddRectFilled(top_left(rect), bottom_right(rect), faded(theme.bg, 0.45F), radius * scale);
    }
    const Millis elapsed = context.workspace.on_screen().elapsed();
    const Millis until = node.ended_at != no_time ? node.ended_at : elapsed;
    const TextStyle figures{Face::regular, 12 * scale, true};
    pen.write_right(list, figures, ImVec2(right, foot), foot_height, theme.muted,
                    figure::duration(std::max<Millis>(0, until - node.sent_at)));
    const double speed = node.tokens_per_second(until);
    if (speed > 0 && mark.empty()) {
        pen.write_right(list, figures, ImVec2(right - 48 * scale, foot), foot_height, theme.muted,
                        speed_text(speed));
    }
}

void Cards::draw_node(const Context& context, ImDrawList& list, const run::RunState& state,
                      const run::Node& node, const Rect& rect, Look look) {
    const Theme& theme = context.theme;
    const float zoom = look.zoom;
    ImU32 outline = theme.line;
    if (node.state == run::NodeState::streaming) outline = faded(theme.streaming, 0.9F);
    if (node.state == run::NodeState::failed) outline = faded(theme.failed, 0.55F);
    if (node.stale) outline = faded(theme.degraded, 0.8F);
    const CardDetail detail = card_detail(zoom);

    if (detail != CardDetail::shape) draw_shadow(list, theme, rect, {radius * zoom, 5 * zoom, 2 * zoom});
    draw_surface(list, theme, rect, zoom, provider_hue(node.provider), outline, look.hovered);
    if (look.selected) {
        list.AddRect(ImVec2(rect.x - 2, rect.y - 2),
                     ImVec2(rect.x + rect.width + 2, rect.y + rect.height + 2), theme.accent,
                     radius * zoom + 2, 0, 2.0F);
    }
    if (detail == CardDetail::shape) {
        const float size = std::max(rect.height * 0.5F, 3.0F);
        draw_state(list, node.state, ImVec2(rect.x + rect.width / 2, rect.y + rect.height / 2), size,
                   state_colour(theme, node.state));
        return;
    }
    if (detail == CardDetail::name) return draw_small(context, list, node, rect, zoom);

    const float scale = letter_scale(context, zoom);
    const float left = rect.x + padding * scale;
    const float right = rect.x + rect.width - padding * scale * 0.8125F;
    if (context.workspace.on_screen().idle()) {
        draw_idle(context, list, node, rect, left, right, scale);
    } else {
        draw_head(context, list, node, rect, left, right, scale);
        constexpr float line = 16;
        CardBodyRoom room{ImVec2(left, rect.y + 33 * scale), text_width, scale, 2};
        // Beyond the largest letters a card holds more of them.
        if (zoom > scale) {
            room.width = std::floor(rect.width / scale - 2 * padding);
            room.lines = static_cast<std::size_t>((rect.height / scale - 33 - 26) / line);
        }
        cached_[node.id].body.draw(context, list, state, node, room);
    }
    draw_foot(context, list, node, rect, left, right, scale);
}

std::uint64_t Cards::lines_broken() const {
    std::uint64_t sum = 0;
    for (const auto& [id, cached] : cached_)
        sum += cached.body.lines_broken();
    return sum;
}

}  // namespace moa::view
