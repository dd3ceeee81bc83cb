// The list of all keyboard shortcuts.
#pragma once

#include "screen/screen_model.hpp"
#include "screen/shortcuts.hpp"

namespace moa::screen {

class ShortcutsScreen final : public ScreenModel {
  public:
    explicit ShortcutsScreen(Shell shell) : shell_(shell) {}

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;

  private:
    Shell shell_;
};

}  // namespace moa::screen
