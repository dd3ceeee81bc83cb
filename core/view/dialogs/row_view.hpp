// A row of a list.
#pragma once

#include "screen/item_acts.hpp"
#include "screen/screen.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

/// Its label opens it, and takes the keyboard where `focus` says so; its buttons stand behind it, or below
/// where they would leave it no room.
void draw_row(Flow& flow, const screen::Item& item, screen::ItemActs& acts, bool focus);

}  // namespace moa::view
