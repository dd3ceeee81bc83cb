// Theme, text size, motion, and what Enter does.
#pragma once

#include "screen/look.hpp"
#include "screen/screen_model.hpp"

namespace moa::screen {

class SettingsScreen final : public ScreenModel {
  public:
    /// `look` outlives it; it is changed as the user changes it.
    explicit SettingsScreen(Look& look) : look_(look) {}

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;

  private:
    Look& look_;
};

}  // namespace moa::screen
