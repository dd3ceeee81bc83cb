// Fingers as Dear ImGui tells of them: a mouse whose source is a touch screen.
#pragma once

namespace moa::view {

/// A finger that rests this long on something means it: as long as on Android and iOS.
inline constexpr float long_press_s = 0.5F;

/// Whether the pointer is a finger.
bool by_touch();

/// A finger has just been down for that long in one place; true in one frame. That frame has to be asked for,
/// since a finger at rest sends nothing.
bool is_long_press();

}  // namespace moa::view
