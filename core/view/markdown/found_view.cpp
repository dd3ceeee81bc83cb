#include "view/markdown/found_view.hpp"

#include <algorithm>

namespace moa::view {
namespace {

/// Lines above and below what has been found that are to be seen, too.
constexpr float context_lines = 2;
/// Where it goes when it was not in view: from the top of the panel.
constexpr float revealed_at = 0.35F;

}  // namespace

void mark_found(const Flow& flow, const FoundMarks& found, const PlacedPart& part) {
    if (found.all.empty()) return;
    const auto [begin, end] = bytes_in_view(flow, part);
    const TextPlace from{part.block, part.cell, begin};
    const TextPlace to{part.block, part.cell, end};
    const auto first = std::partition_point(found.all.begin(), found.all.end(),
                                            [&](const TextRange& range) { return range.end <= from; });
    const Theme& theme = flow.context().theme;
    for (auto range = first; range != found.all.end() && range->begin < to; ++range) {
        const bool current = found.current == static_cast<std::size_t>(range - found.all.begin());
        mark(flow, part,
             {range->begin.offset, range->end.offset, current ? theme.found_current : theme.found,
              current ? theme.degraded : 0});
    }
}

void reveal_found(const Flow& flow, const FoundMarks& found, const LaidDocument& document, float start) {
    if (!found.reveal || !found.current) return;
    if (document.block_at(found.all[*found.current].begin.block) == nullptr) return;  // not laid out yet
    const Context& context = flow.context();
    const float y = start + document.top_of(found.all[*found.current].begin);
    const float line = context.scaled(24);
    const float margin = context_lines * line;
    if (y - margin >= flow.clip_top() && y + line + margin <= flow.clip_bottom()) return;
    ImGui::SetScrollFromPosY(y - ImGui::GetWindowPos().y, revealed_at);
    context.requests.layout_moved = true;
}

}  // namespace moa::view
