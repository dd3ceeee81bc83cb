#include "view/markdown/placed_part.hpp"

namespace moa::view {

std::uint32_t offset_at(const Pen& pen, const PlacedPart& part, ImVec2 point) {
    if (part.code != nullptr) {
        return part.code->offset_at(pen, part.text->text, ImVec2(point.x - part.at.x, point.y - part.at.y));
    }
    return offset_at(part.lines->lines(), pen, *part.text, {part.at, part.width, part.align}, point);
}

void mark(const Flow& flow, const PlacedPart& part, const RichMark& what) {
    if (what.begin >= what.end) return;
    if (part.code != nullptr) return part.code->mark(flow, part.text->text, part.at, what);
    mark(part.lines->lines(), flow.list(), flow.context().pen, *part.text, {part.at, part.width, part.align},
         what, flow.clip_top(), flow.clip_bottom());
}

std::pair<std::uint32_t, std::uint32_t> bytes_in_view(const Flow& flow, const PlacedPart& part) {
    const float top = flow.clip_top() - part.at.y;
    const float bottom = flow.clip_bottom() - part.at.y;
    if (part.code != nullptr) return part.code->bytes_between(top, bottom);
    return bytes_between(part.lines->lines(), top, bottom);
}

}  // namespace moa::view
