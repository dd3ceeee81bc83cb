// Scripts beside, above and below something.
#pragma once

#include "view/math/math_layout.hpp"

namespace moa::view {

MathBox set_math_scripts(MathLayout& layout, const TexNode& node, TexLevel level);

}  // namespace moa::view
