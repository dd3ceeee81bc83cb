// Draws the recipe editor: layers and agents beside the form of the one that is chosen.
#pragma once

#include "screen/recipe_screen.hpp"
#include "screen/screens.hpp"
#include "view/dialogs/item_view.hpp"

namespace moa::view {

class RecipeEditorView {
  public:
    /// Draws it while it is the screen that is open, and does what the user does on it.
    void draw(const Context& context, screen::Screens& screens);

  private:
    void follow(const screen::Screen& shown);
    void draw_content(const Context& context, const screen::Screen& shown, screen::Screens& screens,
                      ImVec2 size, bool narrow);
    void draw_head(const Context& context, const screen::Screen& shown, screen::Screens& screens,
                   float width);
    void draw_transfer(const Context& context, const screen::Item& item, screen::Screens& screens);
    void draw_body(const Context& context, const screen::Screen& shown, screen::Screens& screens, ImVec2 size,
                   bool narrow);
    void draw_form(const Context& context, const screen::Screen& shown, screen::Screens& screens, ImVec2 size,
                   bool narrow);
    void take_keys(screen::Screens& screens, bool in_transfer);

    ItemView form_;
    bool open_ = false;
    bool inner_ = false;   ///< a list stood open over it in the latest frame
    bool asking_ = false;  ///< the path takes the keyboard at the next draw
    // Of the screen, as far as they were followed.
    int focus_turn_ = 0;
    int fault_turn_ = 0;
};

}  // namespace moa::view
