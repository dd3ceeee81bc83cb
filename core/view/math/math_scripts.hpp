// Scripts beside, above and below something.
#pragma once

#include "view/math/math_layout.hpp"

namespace moa::view {

MathBox set_math_scripts(MathLayout& layout, const tex::Node& node, tex::Level level);

}  // namespace moa::view
