// Where the question is typed; for shells without a text field of their own.
#pragma once

#include "view/context.hpp"

namespace moa::view {

class Composer {
  public:
    /// The height it wants for its draft within `width`.
    float height(const Context& context, float width) const;
    void draw(const Context& context, const Rect& area);
    /// Puts the caret into the field.
    void take_focus() { take_focus_ = true; }

  private:
    void run(const Context& context);
    /// The line above the field: a refusal, or what the question follows. Its height.
    float draw_line(const Context& context, const Rect& area);

    std::string text_;
    bool take_focus_ = true;
    bool replays_ = false;
    session::TurnNumber again_ = 0;  ///< the turn that was being asked again in the frame before
};

}  // namespace moa::view
