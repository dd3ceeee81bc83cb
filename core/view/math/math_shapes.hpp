// The signs of mathematics that are drawn because they are as large as what they belong to: brackets, roots,
// large operators, accents, arrows.
#pragma once

#include <string_view>

#include "view/text/ink_box.hpp"

namespace moa::view {

/// `em` is the size of the letters beside a sign.

/// How thick the lines of fractions and the like are.
float math_rule(float em);

/// A bracket with its middle on the baseline.
InkBox math_fence(std::string_view bracket, float height, float em);
/// A large operator with its middle on the baseline.
InkBox math_operator(std::string_view sign, float height, float em);
/// The sign before the bar of a root; its top is on the baseline.
InkBox math_root(float height, float em);
/// What stands on something `width` wide, its lower end on the baseline, its left end at the left of that.
/// `name`: of the command.
InkBox math_accent(std::string_view name, float width, float em);
/// A prime, as a superscript: fonts have it raised already.
InkBox math_prime(float em);
/// An arrow with its middle on the baseline.
InkBox math_arrow(float width, bool to_left, float em);

}  // namespace moa::view
