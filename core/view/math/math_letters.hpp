// How far letters reach above and below their baseline, and which room is between neighbours.
#pragma once

#include <string_view>
#include <utility>

#include "tex/tree.hpp"

namespace moa::view {

/// Above and below the baseline, in shares of the size: what the widest-spread faces have. Pictures would
/// tell it exactly, but are made only for what comes into view.
std::pair<float, float> reach_of(std::string_view text);

/// Between two neighbours in eighteenths of a quad. `small`: in scripts there is less.
int room_between(tex::Class left, tex::Class right, bool small);

}  // namespace moa::view
