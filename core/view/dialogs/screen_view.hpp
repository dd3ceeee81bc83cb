// Draws the open screen, whichever it is, as a dialog.
#pragma once

#include <string>

#include "screen/screens.hpp"
#include "view/dialogs/item_view.hpp"

namespace moa::view {

class ScreenView {
  public:
    /// Draws it, and does what the user does on it.
    void draw(const Context& context, screen::Screens& screens);

  private:
    void draw_body(const Context& context, const screen::Screen& shown, screen::Screens& screens);
    void draw_buttons(const Context& context, const screen::Screen& shown, screen::Screens& screens);
    void take_keys(const screen::Screen& shown, screen::Screens& screens);

    ItemView items_;
    std::string open_;     ///< the name of the screen that is drawn
    int focus_turn_ = 0;   ///< of it, as far as it was followed
    bool inner_ = false;   ///< a list stood open over it in the latest frame
    bool opened_ = false;  ///< in this frame: the key that opened it has done its work
};

}  // namespace moa::view
