// Theme, text size and motion, as the user wants them.
#pragma once

#include "view/context.hpp"
#include "view/look.hpp"

namespace moa::view {

class SettingsDialog {
  public:
    void open() { opening_ = true; }
    /// Changes `look` as the user does. True when the list of keys is asked for.
    bool draw(const Context& context, Look& look);

  private:
    bool opening_ = false;
};

}  // namespace moa::view
