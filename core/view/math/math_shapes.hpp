// The signs of mathematics that are drawn because they are as large as what they belong to: brackets, roots,
// large operators, accents, arrows.
#pragma once

#include <cstddef>
#include <string_view>

#include "view/text/ink_box.hpp"

namespace moa::view {

/// A part of a formula: its size, and its ink as points [first, last) of the box that is being filled.
struct MathBox {
    float width = 0;
    float above = 0;  ///< the baseline, what it reaches to
    float below = 0;
    std::size_t first = 0;
    std::size_t last = 0;

    float height() const { return above + below; }
};

// All add to `ink`; `em` is the size of the letters beside a sign.

/// How thick the lines of fractions and the like are.
float math_rule(float em);

/// A bracket with its middle on the baseline.
MathBox math_fence(InkBox& ink, std::string_view bracket, float height, float em);
/// A large operator with its middle on the baseline.
MathBox math_operator(InkBox& ink, std::string_view sign, float height, float em);
/// The sign before the bar of a root; its top is on the baseline.
MathBox math_root(InkBox& ink, float height, float em);
/// What stands on something `width` wide, its lower end on the baseline, its left end at the left of that.
/// `name`: of the command.
MathBox math_accent(InkBox& ink, std::string_view name, float width, float em);
/// A prime, as a superscript: fonts have it raised already.
MathBox math_prime(InkBox& ink, float em);
/// An arrow with its middle on the baseline.
MathBox math_arrow(InkBox& ink, float width, bool to_left, float em);

}  // namespace moa::view
