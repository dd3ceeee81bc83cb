// Matrices, cases and aligned lines.
#pragma once

#include "view/math/math_layout.hpp"

namespace moa::view {

/// Its middle is on the axis of the letters; a single row stands on its baseline.
MathBox set_math_table(MathLayout& layout, const tex::Node& table);

}  // namespace moa::view
