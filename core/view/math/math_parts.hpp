// Fractions, roots, accents, frames and arrows.
#pragma once

#include "view/math/math_layout.hpp"

namespace moa::view {

MathBox set_math_fraction(MathLayout& layout, const tex::Node& node, tex::Level level);
MathBox set_math_root(MathLayout& layout, const tex::Node& node, tex::Level level);
MathBox set_math_accent(MathLayout& layout, const tex::Node& node, tex::Level level);
MathBox set_math_framed(MathLayout& layout, const tex::Node& node, tex::Level level);
MathBox set_math_stretched(MathLayout& layout, const tex::Node& node, tex::Level level);

}  // namespace moa::view
