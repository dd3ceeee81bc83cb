// Whether popups and dialogs still find their place. Dear ImGui sizes them by what the frame before held, and
// lets what is behind a dialog fade.
#pragma once

#include <vector>

namespace moa::view {

class PopupWatch {
  public:
    /// Whether one has opened, closed, moved or grown, or the fading gone on, since the last call. Once a
    /// frame, after all is drawn.
    bool changed();

  private:
    std::vector<float> seen_;  // places and sizes
};

}  // namespace moa::view
