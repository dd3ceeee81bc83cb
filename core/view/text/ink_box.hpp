// Letters, rules and strokes in their places around a baseline: what is set as a whole, such as a formula.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

#include "view/text/pen.hpp"

namespace moa::view {

/// Places are measured from the box's left end on its baseline, y downwards, in units.
struct InkBox {
    struct Letters {
        std::string text;
        TextStyle style;
        ImVec2 at;
    };
    /// A filled rectangle along the pixels.
    struct Rule {
        ImVec2 from;
        ImVec2 to;
    };
    /// A line through points, or with no thickness the convex area between them.
    struct Stroke {
        std::vector<ImVec2> points;
        float thickness = 0;
    };

    float width = 0;
    float above = 0;  ///< the baseline, what it reaches to
    float below = 0;
    std::vector<Letters> letters;
    std::vector<Rule> rules;
    std::vector<Stroke> strokes;

    float height() const { return above + below; }
    /// Takes over the ink of another box with its left end and baseline there, and reaches as far up and down
    /// as that. The width stays.
    void add(InkBox other, ImVec2 at);
    void move(ImVec2 by);
};

void draw(const InkBox& box, ImDrawList& list, const Pen& pen, ImVec2 baseline, ImU32 colour);

}  // namespace moa::view
