#include "view/markdown/markdown_view.hpp"

#include <algorithm>
#include <utility>

#include "view/markdown/block_view.hpp"
#include "view/markdown/found_view.hpp"

namespace moa::view {
namespace {

/// A release farther from the press than this is a drag and follows no link, in units.
constexpr float click_slack = 4;

void follow_link(const std::string& address, const OpenLink& open_link) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImGui::SetTooltip("%s", address.c_str());
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && open_link &&
        ImGui::GetIO().MouseDragMaxDistanceSqr[0] < click_slack * click_slack) {
        open_link(address);
    }
}

/// Where text is still coming. `flow` stands at the bottom of the document.
void draw_stream_cursor(const Flow& flow, const LaidBlock* last) {
    const Context& context = flow.context();
    ImVec2 at(flow.x(), flow.y());
    if (last != nullptr && last->block().is_prose()) {
        const ImVec2 end = last->text().end();
        at = ImVec2(at.x + last->inset() + end.x + 4, at.y - last->height() + end.y);
    } else if (last != nullptr) {
        at = ImVec2(at.x + last->inset(), at.y + context.scaled(8));
    }
    const float high = context.scaled(16);
    const float top = context.pen.snapped(at.y + (context.scaled(24) - high) / 2);
    const float left = context.pen.snapped(at.x);
    flow.list().AddRectFilled(ImVec2(left, top), ImVec2(left + context.scaled(8), top + high),
                              context.theme.streaming, 1);
}

}  // namespace

void MarkdownView::draw_blocks(Flow& flow, const FoundMarks& found, const OpenLink& open_link) {
    const OnPart on_part = [&](const PlacedPart& part) {
        mark_found(flow, found, part);
        selector_.take_part(flow, part);
    };
    ImGui::PushID(this);
    const float start = flow.y();
    const auto& segments = document_.segments();
    auto segment = std::partition_point(segments.begin(), segments.end(), [&](const auto& above) {
        return start + above.bottom() < flow.clip_top();
    });
    for (; segment != segments.end() && start + segment->top <= flow.clip_bottom(); ++segment) {
        flow.skip(start + segment->top - flow.y());
        int id = segment->first_id;
        for (const LaidBlock& laid : segment->blocks) {
            flow.skip(laid.space_before());
            if (flow.is_visible(laid.height())) {
                const std::string* const address =
                    draw_block(flow, laid, id, {on_part, scrolls_[id], selector_.is_selecting()});
                if (address != nullptr) follow_link(*address, open_link);
            }
            flow.skip(laid.height());
            ++id;
        }
    }
    flow.skip(start + document_.height() - flow.y());
    ImGui::PopID();
}

void MarkdownView::reveal_sideways(const Context& context, const FoundMarks& found) {
    if (!found.reveal || !found.current) return;
    const TextRange& range = found.all[*found.current];
    const LaidBlock* const laid = document_.laid_block_at(range.begin.block);
    if (laid == nullptr) return;
    scrolls_[range.begin.block].reveal(laid->across(context.pen, range.begin, range.end.offset));
}

void MarkdownView::lay_out(Flow& flow, const GrowingText& shown) {
    FrameRequests& requests = flow.context().requests;
    // First what is there gets its final lines.
    markdown::TextRoom none{0};
    stream_.update(shown.text, shown.version, document_.is_complete() ? requests.text_room : none);
    document_.update(flow.context(), stream_, flow.width(), flow.clip_top() - flow.y(),
                     flow.clip_bottom() - flow.y());
    if (!is_complete()) requests.animating = true;
}

void MarkdownView::draw(Flow& flow, const GrowingText& shown, const FoundMarks& found,
                        const OpenLink& open_link) {
    lay_out(flow, shown);
    const float start = flow.y();
    selector_.begin_frame(flow.context(), stream_.generation());
    if (std::exchange(generation_, stream_.generation()) != stream_.generation()) scrolls_.clear();
    reveal_found(flow, found, document_, start);
    reveal_sideways(flow.context(), found);
    draw_blocks(flow, found, open_link);
    selector_.end_frame(flow, document_, shown.text, start, flow.y());
    if (shown.streaming) draw_stream_cursor(flow, document_.last_block());
}

}  // namespace moa::view
