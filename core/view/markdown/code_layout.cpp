#include "view/markdown/code_layout.hpp"

#include <algorithm>
#include <cmath>

#include "view/text/bidi.hpp"
#include "view/text/line_places.hpp"

namespace moa::view {
namespace {

/// A line wider than this is broken all the same, so that text appended to it costs no more the longer it is.
constexpr float longest_line = 8000;

ImU32 ink_colour(const Theme& theme, markdown::CodeInk ink) {
    switch (ink) {
        case markdown::CodeInk::keyword:
            return theme.accent;
        case markdown::CodeInk::known:
            return theme.thinking;
        case markdown::CodeInk::name:
            return theme.text;
        case markdown::CodeInk::string:
            return theme.streaming;
        case markdown::CodeInk::number:
            return theme.degraded;
        case markdown::CodeInk::comment:
            return theme.muted;
        case markdown::CodeInk::plain:
            break;
    }
    return theme.soft;
}

std::string_view code_of(std::string_view code, const TextLine& line) {
    return code.substr(line.begin, line.end - line.begin);
}

}  // namespace

void CodeLayout::lay_out(const Context& context, std::string_view language, std::string_view code,
                         bool continued, float width) {
    style_ = {Face::mono, context.scaled(13)};
    line_height_ = context.scaled(20);
    head_height_ = context.scaled(32);
    below_ = context.scaled(14);
    inset_ = ImVec2(context.scaled(16), head_height_ + context.scaled(8));
    if (!continued) ++version_;
    const float limit = context.wrap_code ? width - 2 * inset_.x : context.scaled(longest_line);
    lines_.update(code, version_, context.pen, style_, limit);
    colours_.update(language, code, continued);
    if (context.wrap_code) {
        widest_ = 0;
    } else {
        measure(context.pen, code, continued);
    }
}

void CodeLayout::measure(const Pen& pen, std::string_view code, bool continued) {
    if (!continued) {
        measured_ = 0;
        widest_measured_ = 0;
    }
    widest_ = widest_measured_;
    const auto& lines = lines_.lines();
    for (; measured_ < lines.size(); ++measured_) {
        widest_ = std::max(widest_, pen.width(style_, code_of(code, lines[measured_])));
        if (measured_ + 1 == lines.size()) break;
        widest_measured_ = widest_;
    }
}

float CodeLayout::height() const {
    const std::size_t count = std::max<std::size_t>(1, lines_.lines().size());
    return inset_.y + static_cast<float>(count) * line_height_ + below_;
}

std::pair<std::size_t, std::size_t> CodeLayout::lines_between(float top, float bottom) const {
    const auto count = static_cast<float>(lines_.lines().size());
    const float first = std::clamp(std::floor(top / line_height_), 0.0F, count);
    const float behind = std::clamp(std::floor(bottom / line_height_) + 1, first, count);
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(behind)};
}

void CodeLayout::draw(const Flow& flow, std::string_view code, ImVec2 at) const {
    const auto [first, behind] = lines_between(flow.clip_top() - at.y, flow.clip_bottom() - at.y);
    for (std::size_t i = first; i < behind; ++i) {
        const float y = at.y + static_cast<float>(i) * line_height_;
        write(flow, code, lines_.lines()[i], ImVec2(at.x, y));
    }
}

void CodeLayout::write(const Flow& flow, std::string_view code, const TextLine& line, ImVec2 at) const {
    const Context& context = flow.context();
    const auto stretch = [&](std::uint32_t begin, std::uint32_t end, markdown::CodeInk ink) {
        if (end <= begin) return;
        at.x += context.pen.write(flow.list(), style_, at, line_height_, ink_colour(context.theme, ink),
                                  code.substr(begin, end - begin));
    };
    // Words in other directions change their places as a line: it stays in one piece.
    if (may_run_right_to_left(code_of(code, line)))
        return stretch(line.begin, line.end, markdown::CodeInk::plain);
    const auto& inked = colours_.stretches();
    auto next = std::partition_point(inked.begin(), inked.end(), [&](const markdown::InkedStretch& each) {
        return each.end <= line.begin;
    });
    std::uint32_t done = line.begin;
    for (; next != inked.end() && next->begin < line.end; ++next) {
        stretch(done, next->begin, markdown::CodeInk::plain);
        const std::uint32_t end = std::min(next->end, line.end);
        stretch(std::max(done, next->begin), end, next->ink);
        done = end;
    }
    stretch(done, line.end, markdown::CodeInk::plain);
}

void CodeLayout::mark(const Flow& flow, std::string_view code, ImVec2 at, const RichMark& what) const {
    const auto [first, behind] = lines_between(flow.clip_top() - at.y, flow.clip_bottom() - at.y);
    for (std::size_t i = first; i < behind; ++i) {
        const TextLine& line = lines_.lines()[i];
        if (line.end <= what.begin || line.begin >= what.end) continue;
        const float y = at.y + static_cast<float>(i) * line_height_;
        const std::uint32_t from = std::max(what.begin, line.begin) - line.begin;
        const std::uint32_t to = std::min(what.end, line.end) - line.begin;
        for (const LineStretch& stretch :
             stretches_of(flow.context().pen, style_, code_of(code, line), from, to)) {
            const ImVec2 corner(at.x + stretch.left, y);
            const ImVec2 opposite(at.x + stretch.right, y + line_height_);
            flow.list().AddRectFilled(corner, opposite, what.colour);
            flow.list().AddRect(corner, opposite, what.border);
        }
    }
}

std::uint32_t CodeLayout::offset_at(const Pen& pen, std::string_view code, ImVec2 point) const {
    if (lines_.lines().empty() || point.y < 0) return 0;
    const auto row = static_cast<std::size_t>(point.y / line_height_);
    if (row >= lines_.lines().size()) return static_cast<std::uint32_t>(code.size());
    const TextLine& line = lines_.lines()[row];
    return line.begin + offset_in_line(pen, style_, code_of(code, line), point.x);
}

std::pair<std::uint32_t, std::uint32_t> CodeLayout::bytes_between(float top, float bottom) const {
    const auto [first, behind] = lines_between(top, bottom);
    if (first >= behind) return {0, 0};
    return {lines_.lines()[first].begin, lines_.lines()[behind - 1].end};
}

std::pair<float, float> CodeLayout::across(const Pen& pen, std::string_view code, std::uint32_t begin,
                                           std::uint32_t end) const {
    const auto& lines = lines_.lines();
    const auto line = std::partition_point(lines.begin(), lines.end(),
                                           [&](const TextLine& each) { return each.end <= begin; });
    if (line == lines.end()) return {0, 0};
    const std::uint32_t from = std::max(begin, line->begin) - line->begin;
    const auto stretches =
        stretches_of(pen, style_, code_of(code, *line), from, std::min(end, line->end) - line->begin);
    if (stretches.empty()) return {0, 0};
    return {inset_.x + stretches.front().left, inset_.x + stretches.back().right};
}

float CodeLayout::top_of(std::uint32_t offset) const {
    const auto& lines = lines_.lines();
    const auto line = std::partition_point(lines.begin(), lines.end(),
                                           [&](const TextLine& each) { return each.end <= offset; });
    return static_cast<float>(line - lines.begin()) * line_height_;
}

}  // namespace moa::view
