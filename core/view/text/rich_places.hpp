// Where the places of a laid out text are on screen, and the other way round.
#pragma once

#include "view/text/rich_lines.hpp"

namespace moa::view {

/// Where a text was drawn: the same as for RichLayout::draw.
struct RichPlace {
    ImVec2 at;
    float width = 0;
    markdown::CellAlign align = markdown::CellAlign::left;
};

/// The place in the text nearest to `point`. Above its lines that is its beginning, below them its end.
std::uint32_t offset_at(const RichLines& laid, const Pen& pen, const markdown::RichText& text,
                        const RichPlace& place, ImVec2 point);

/// The ground of marked text.
struct RichMark {
    std::uint32_t begin = 0;  ///< bytes [begin, end)
    std::uint32_t end = 0;
    ImU32 colour = 0;
    ImU32 border = 0;  ///< drawn where it has a colour
};
/// In the lines that touch [clip_top, clip_bottom].
void mark(const RichLines& laid, ImDrawList& list, const Pen& pen, const markdown::RichText& text,
          const RichPlace& place, const RichMark& what, float clip_top, float clip_bottom);

/// The bytes of the lines that touch [top, bottom], both from the top of the text.
std::pair<std::uint32_t, std::uint32_t> bytes_between(const RichLines& laid, float top, float bottom);

/// Where the line with this byte begins, from the top of the text.
float top_of(const RichLines& laid, std::uint32_t offset);

}  // namespace moa::view
