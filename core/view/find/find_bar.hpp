// The field of a search in the window: words, how many places, to the next and back, close.
#pragma once

#include <string>

#include "view/context.hpp"
#include "view/find/finder.hpp"

namespace moa::view {

class FindBar {
  public:
    /// Opens, steps and closes. True when it has closed and the question's field is to have the keyboard
    /// again.
    bool take_keys(const Context& context, Finder& finder);
    /// True as above.
    bool draw(const Context& context, const Rect& area, Finder& finder);

  private:
    bool close(const Context& context, Finder& finder);
    bool draw_button(const Context& context, const char* id, const char* help, float& right, const Rect& area,
                     float angle) const;

    std::string text_;
    bool take_focus_ = false;
    bool has_keyboard_ = false;  ///< the field had it in the frame before
    bool gives_back_ = false;    ///< the question's field had it before
};

}  // namespace moa::view
