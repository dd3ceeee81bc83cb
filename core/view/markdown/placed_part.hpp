// A part of a document in its place on screen.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "view/markdown/code_layout.hpp"
#include "view/text/rich_layout.hpp"

namespace moa::view {

/// A paragraph, a cell or code. Points into the document that is drawn: it holds for one frame.
struct PlacedPart {
    int block = 0;
    int cell = 0;
    const markdown::RichText* text = nullptr;
    const RichLayout* lines = nullptr;  ///< of all but code
    const CodeLayout* code = nullptr;   ///< of code
    ImVec2 at;                          ///< where the first line begins
    float width = 0;
    float height = 0;
    markdown::CellAlign align = markdown::CellAlign::left;
    std::pair<float, float> seen;  ///< from where to where on screen it is not scrolled out of sight sideways
};

/// Told of each part in view before its text is written: what it draws lies behind the text.
using OnPart = std::function<void(const PlacedPart&)>;

/// The place in the part nearest to `point` on screen.
std::uint32_t offset_at(const Pen& pen, const PlacedPart& part, ImVec2 point);
/// Draws the ground of marked bytes where it is in view.
void mark(const Flow& flow, const PlacedPart& part, const RichMark& what);
/// The bytes of the part that are in view: [first, second).
std::pair<std::uint32_t, std::uint32_t> bytes_in_view(const Flow& flow, const PlacedPart& part);

}  // namespace moa::view
