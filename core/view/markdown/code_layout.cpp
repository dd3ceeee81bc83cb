#include "view/markdown/code_layout.hpp"

#include <algorithm>
#include <cmath>

#include "view/text/line_places.hpp"

namespace moa::view {
namespace {

std::string_view code_of(std::string_view code, const TextLine& line) {
    return code.substr(line.begin, line.end - line.begin);
}

}  // namespace

void CodeLayout::lay_out(const Context& context, std::string_view code, bool continued, float width) {
    style_ = {Face::mono, context.scaled(13)};
    line_height_ = context.scaled(20);
    inset_ = ImVec2(context.scaled(16), context.scaled(12));
    if (!continued) ++version_;
    lines_.update(code, version_, context.pen, style_, width - 2 * inset_.x);
}

float CodeLayout::height() const {
    const std::size_t count = std::max<std::size_t>(1, lines_.lines().size());
    return static_cast<float>(count) * line_height_ + 2 * inset_.y;
}

std::pair<std::size_t, std::size_t> CodeLayout::lines_between(float top, float bottom) const {
    const auto count = static_cast<float>(lines_.lines().size());
    const float first = std::clamp(std::floor(top / line_height_), 0.0F, count);
    const float behind = std::clamp(std::floor(bottom / line_height_) + 1, first, count);
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(behind)};
}

void CodeLayout::draw(const Flow& flow, std::string_view code, ImVec2 at) const {
    const Context& context = flow.context();
    const auto [first, behind] = lines_between(flow.clip_top() - at.y, flow.clip_bottom() - at.y);
    for (std::size_t i = first; i < behind; ++i) {
        const float y = at.y + static_cast<float>(i) * line_height_;
        context.pen.write(flow.list(), style_, ImVec2(at.x, y), line_height_, context.theme.soft,
                          code_of(code, lines_.lines()[i]));
    }
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

float CodeLayout::top_of(std::uint32_t offset) const {
    const auto& lines = lines_.lines();
    const auto line = std::partition_point(lines.begin(), lines.end(),
                                           [&](const TextLine& each) { return each.end <= offset; });
    return static_cast<float>(line - lines.begin()) * line_height_;
}

}  // namespace moa::view
