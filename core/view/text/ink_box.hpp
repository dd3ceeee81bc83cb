// Letters, rules and strokes in their places around a baseline: what is set as a whole, such as a formula.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "view/text/pen.hpp"

namespace moa::view {

enum class InkKind : std::uint8_t {
    letters,
    rule,    ///< a filled rectangle along the pixels, from corner to corner
    stroke,  ///< a line through points
    area,    ///< the convex area between points
};

/// Places are measured from the box's left end on its baseline, y downwards, in units.
class InkBox {
  public:
    float width = 0;
    float above = 0;  ///< the baseline, what it reaches to
    float below = 0;

    float height() const { return above + below; }

    void add_letters(std::string_view text, TextStyle style);
    void add_rule(ImVec2 from, ImVec2 to);
    /// What `add_point` goes on with; an area without a thickness.
    void begin_stroke(float thickness);
    void add_point(ImVec2 point);
    struct Ink {
        InkKind kind = InkKind::letters;
        float thickness = 0;
        TextStyle style;
        std::span<const ImVec2> points;
        std::string_view text;
    };
    /// Calls `take` with each Ink.
    template <class Take>
    void each(Take take) const {
        const ImVec2* point = points_.data();
        const char* text = text_.data();
        for (const Entry& entry : entries_) {
            take(Ink{entry.kind, entry.thickness, entry.style, {point, entry.points}, {text, entry.bytes}});
            point += entry.points;
            text += entry.bytes;
        }
    }
    /// Of all ink.
    std::span<ImVec2> points() { return points_; }

  private:
    struct Entry {
        InkKind kind = InkKind::letters;
        float thickness = 0;
        TextStyle style;
        std::uint32_t points = 0;  ///< how many of all it has
        std::uint32_t bytes = 0;   ///< of the text
    };

    std::vector<Entry> entries_;
    std::vector<ImVec2> points_;
    std::string text_;
};

void draw(const InkBox& box, ImDrawList& list, const Pen& pen, ImVec2 baseline, ImU32 colour);

}  // namespace moa::view
