// The list of shortcuts, in as many columns as there is room for.
#pragma once

#include "screen/screen.hpp"
#include "view/context.hpp"

namespace moa::view {

/// Whether all that the screen shows are shortcuts.
bool is_shortcut_list(const screen::Screen& screen);
/// Draws them at the cursor, at most `room` high.
void draw_shortcut_columns(const Context& context, const screen::Screen& screen, float room);

}  // namespace moa::view
