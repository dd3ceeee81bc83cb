// A formula from its source to what is drawn.
#pragma once

#include <string_view>
#include <vector>

#include "view/text/ink_box.hpp"

namespace moa::view {

/// The formula in `source`, which stands between dollar signs or TeX's brackets, in parts that may stand on
/// different lines; displayed, in one. Empty where it cannot be drawn: TeX that is not read, or a sign that
/// no font has.
std::vector<InkBox> set_formula(const Pen& pen, std::string_view source, float size, bool displayed);

}  // namespace moa::view
