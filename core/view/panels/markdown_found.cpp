// What has been found in a text that is drawn as Markdown: marked, and brought into view.
#include <algorithm>

#include "view/panels/markdown_view.hpp"
#include "view/text/rich_places.hpp"

namespace moa::view {
namespace {

/// Lines above and below what has been found that are to be seen, too.
constexpr float context_lines = 2;
/// Where it goes when it was not in view: from the top of the panel.
constexpr float revealed_at = 0.35F;

}  // namespace

std::pair<std::uint32_t, std::uint32_t> MarkdownView::bytes_on_screen(const Flow& flow, const Placed& part) {
    const float top = flow.clip_top() - part.at.y;
    const float bottom = flow.clip_bottom() - part.at.y;
    if (part.lines != nullptr) return bytes_between(part.lines->lines(), top, bottom);
    const auto& lines = part.code_lines->lines();
    const float height = flow.context().scaled(code_line);
    const auto count = static_cast<float>(lines.size());
    const auto first = static_cast<std::size_t>(std::clamp(top / height, 0.0F, count));
    const auto behind = static_cast<std::size_t>(std::clamp(bottom / height + 1, 0.0F, count));
    if (first >= behind) return {0, 0};
    return {lines[first].begin, lines[behind - 1].end};
}

void MarkdownView::mark_found(const Flow& flow, const Placed& part) const {
    if (found_.all.empty()) return;
    const auto [begin, end] = bytes_on_screen(flow, part);
    const TextPlace from{part.block, part.cell, begin};
    const TextPlace to{part.block, part.cell, end};
    const auto first = std::partition_point(found_.all.begin(), found_.all.end(),
                                            [&](const TextRange& range) { return range.end <= from; });
    const Theme& theme = flow.context().theme;
    for (auto range = first; range != found_.all.end() && range->begin < to; ++range) {
        const bool current = found_.current == static_cast<std::size_t>(range - found_.all.begin());
        mark_bytes(flow, part, range->begin.offset, range->end.offset,
                   current ? theme.found_current : theme.found, current ? theme.degraded : 0);
    }
}

float MarkdownView::top_of(const Context& context, TextPlace place) const {
    const auto behind = std::partition_point(laid_.begin(), laid_.end(), [&](const LaidSegment& segment) {
        return segment.first_id + static_cast<int>(segment.blocks.size()) <= place.block;
    });
    if (behind == laid_.end()) return 0;
    float y = behind->top;
    int id = behind->first_id;
    for (const Laid& laid : behind->blocks) {
        y += laid.space_before;
        if (id++ < place.block) {
            y += laid.height;
            continue;
        }
        if (laid.block.kind == BlockKind::code) {
            const auto& lines = laid.code.lines();
            const auto line = std::partition_point(
                lines.begin(), lines.end(), [&](const TextLine& each) { return each.end <= place.offset; });
            return y + context.scaled(code_inset_y) +
                   static_cast<float>(line - lines.begin()) * context.scaled(code_line);
        }
        if (laid.block.kind != BlockKind::table) return y + view::top_of(laid.text.lines(), place.offset);
        const auto cell = static_cast<std::size_t>(place.cell);
        for (std::size_t row = 0; row < cell / std::max<std::size_t>(1, laid.columns.size()); ++row)
            y += laid.rows[row];
        return y + context.scaled(cell_padding_y) + view::top_of(laid.cells[cell].lines(), place.offset);
    }
    return y;
}

void MarkdownView::reveal_found(const Flow& flow, float start) const {
    if (!found_.reveal || !found_.current) return;
    const Context& context = flow.context();
    const float y = start + top_of(context, found_.all[*found_.current].begin);
    const float line = context.scaled(24);
    const float margin = context_lines * line;
    if (y - margin >= flow.clip_top() && y + line + margin <= flow.clip_bottom()) return;
    ImGui::SetScrollFromPosY(y - ImGui::GetWindowPos().y, revealed_at);
    context.wishes.layout_moved = true;
}

}  // namespace moa::view
