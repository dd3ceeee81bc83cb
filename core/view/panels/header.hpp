// The bar at the top: name, recipe, cost and time; for shells without controls of their own.
#pragma once

#include "view/context.hpp"
#include "view/panels/setup_dialog.hpp"

namespace moa::view {

class Header {
  public:
    /// Draws into `area`. `dark` is what the user wants the theme to be.
    void draw(const Context& context, const Rect& area, bool& dark);

  private:
    float draw_chip(const Context& context, const Rect& area, float left, float right);
    SetupDialog setup_;
};

/// "6 proposers, 3 refiners, 1 aggregator".
std::string shape_text(const run::RunState& state);

/// The words that say that no model is called.
inline constexpr std::string_view demo_mark = "Scripted replies, no model is called";

}  // namespace moa::view
