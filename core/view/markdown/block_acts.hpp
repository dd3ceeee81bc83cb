// What is done with a block while it is drawn.
#pragma once

#include "view/markdown/placed_part.hpp"
#include "view/widgets/sideways_scroll.hpp"

namespace moa::view {

struct BlockActs {
    const OnPart& on_part;
    SidewaysScroll& scroll;  ///< where it stands if it is wider than its room
    bool selecting = false;  ///< as for SidewaysScroll::update
};

}  // namespace moa::view
