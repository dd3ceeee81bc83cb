// Dear ImGui takes a frame's inputs as if they came at once, splitting them over several frames only where
// one key or button changes twice. Two more places need a split, since a frame may take longer than a finger:
// they are marked here, in the queue of inputs.
#pragma once

namespace moa::desktop {

/// Before a modifier key changes: keys pressed so far are to be seen with the modifiers they were pressed
/// with. Ctrl+Enter whose Ctrl is let go within the same frame would be Enter alone.
void split_before_modifier();

/// Before a mouse button goes down: the pointer is to be seen at its place first. A touch arrives as one move
/// and one press, and nothing is hovered yet when it is pressed.
void split_before_press();

}  // namespace moa::desktop
