#include "view/dialogs/passages_view.hpp"

#include <algorithm>

#include "view/text/wrapped_text.hpp"

namespace moa::view {
namespace {

using screen::Passage;

constexpr float space_between = 10;
constexpr float entry_inset = 16;
constexpr float code_inset = 12;

TextStyle code_style(const Context& context) {
    return {Face::mono, context.scaled(13)};
}

float code_line(const Context& context) {
    return context.scaled(20);
}

ImU32 mark_colour(const Theme& theme) {
    return theme.found;
}

/// What stands before the text of a passage and after it.
float inset_of(const Context& context, Passage kind) {
    if (kind == Passage::entry) return context.scaled(entry_inset);
    return kind == Passage::code ? context.scaled(code_inset) : 0;
}

}  // namespace

void PassagesView::lay_out(const Context& context, float width) {
    laid_.clear();
    for (const screen::MarkedPassage& passage : shown_) {
        Laid& laid = laid_.emplace_back();
        laid.kind = passage.kind;
        std::string& text = laid.text.text;
        for (const screen::Stretch& stretch : passage.stretches) {
            if (stretch.marked) laid.marks.push_back({text.size(), text.size() + stretch.words.size()});
            text += stretch.words;
        }
        laid.text.spans = {{0, static_cast<std::uint32_t>(text.size()), 0, -1}};
        const float inset = inset_of(context, laid.kind);
        if (laid.kind == Passage::code) {
            std::string_view rest = text;
            while (!rest.empty()) {
                const LineBreak found = break_line(rest, context.pen, code_style(context), width - 2 * inset);
                const std::size_t begin = text.size() - rest.size();
                laid.lines.push_back({begin, begin + found.end});
                rest.remove_prefix(std::max<std::size_t>(found.next, 1));
            }
            laid.height =
                static_cast<float>(laid.lines.size()) * code_line(context) + context.scaled(code_inset) * 2;
        } else {
            const RichStyle style{context.scaled(15), context.scaled(24), laid.kind == Passage::heading};
            laid.layout.lay_out(laid.text, context.pen, style, width - inset);
            laid.height = laid.layout.height();
        }
    }
}

void PassagesView::draw_text(const Flow& flow, const Laid& laid) {
    const Context& context = flow.context();
    const float inset = inset_of(context, laid.kind);
    const float width = flow.width() - inset;
    const ImVec2 at(flow.x() + inset, flow.y());
    if (laid.kind == Passage::entry) {
        context.pen.write(flow.list(), {Face::regular, context.scaled(15)}, ImVec2(flow.x(), flow.y()),
                          context.scaled(24), context.theme.muted, "\u2022");
    }
    const RichPlace place{at, width, markdown::CellAlign::left};
    for (const Range& range : laid.marks) {
        mark(laid.layout.lines(), flow.list(), context.pen, laid.text, place,
             {static_cast<std::uint32_t>(range.begin), static_cast<std::uint32_t>(range.end),
              mark_colour(context.theme), 0},
             flow.clip_top(), flow.clip_bottom());
    }
    laid.layout.draw(context, flow.list(), laid.text, at, width, markdown::CellAlign::left,
                     context.theme.text, ImVec2(-1, -1), flow.clip_top(), flow.clip_bottom());
}

void PassagesView::draw_code(const Flow& flow, const Laid& laid) {
    const Context& context = flow.context();
    const TextStyle style = code_style(context);
    const float line = code_line(context);
    const float inset = inset_of(context, laid.kind);
    const std::string_view text = laid.text.text;
    const ImVec2 from(flow.x(), flow.y());
    flow.list().AddRectFilled(from, ImVec2(from.x + flow.width(), from.y + laid.height), context.theme.bg, 8);
    float y = from.y + context.scaled(code_inset);
    for (const Range& each : laid.lines) {
        if (y + line >= flow.clip_top() && y <= flow.clip_bottom()) {
            const auto width_until = [&](std::size_t end) {
                return context.pen.width(style, text.substr(each.begin, end - each.begin));
            };
            for (const Range& range : laid.marks) {
                const std::size_t begin = std::max(range.begin, each.begin);
                const std::size_t end = std::min(range.end, each.end);
                if (begin >= end) continue;
                flow.list().AddRectFilled(ImVec2(from.x + inset + width_until(begin), y),
                                          ImVec2(from.x + inset + width_until(end), y + line),
                                          mark_colour(context.theme), 3);
            }
            context.pen.write(flow.list(), style, ImVec2(from.x + inset, y), line, context.theme.text,
                              text.substr(each.begin, each.end - each.begin));
        }
        y += line;
    }
}

void PassagesView::draw(Flow& flow, const std::vector<screen::MarkedPassage>& passages) {
    const Context& context = flow.context();
    if (passages != shown_ || width_ != flow.width() || scale_ != context.scaled(1)) {
        shown_ = passages;
        width_ = flow.width();
        scale_ = context.scaled(1);
        lay_out(context, width_);
    }
    for (const Laid& laid : laid_) {
        if (flow.is_visible(laid.height))
            laid.kind == Passage::code ? draw_code(flow, laid) : draw_text(flow, laid);
        flow.skip(laid.height + context.scaled(space_between));
    }
}

}  // namespace moa::view
