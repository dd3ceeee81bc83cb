// Whether a shortcut's keys are down.
#pragma once

#include <string_view>

#include "screen/shortcuts.hpp"

namespace moa::view {

using screen::Shortcut;

/// Whether one of the shortcut's keys has gone down in this frame; with `repeat` also again and again while
/// it is held.
bool key_pressed(Shortcut shortcut, bool repeat = false);
/// The same for keys as they are written: "Ctrl+Shift+Z", "Del", "?".
bool key_pressed(std::string_view written, bool repeat = false);
/// Whether one of its keys has been down since before this frame's movements. A sign cannot be held, only
/// typed.
bool key_held(Shortcut shortcut);

}  // namespace moa::view
