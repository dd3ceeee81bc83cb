// Whether input asks for frames: what is only held asks for none.
#pragma once

namespace moa::view {

/// Whether this frame's input may show in the next one: the pointer moved or pressed, text came, a key went
/// down or up, or one is held that acts again and again.
bool input_acts();

}  // namespace moa::view
