// The menu of what can be run: presets, saved recipes, and the ways to one's own.
#pragma once

#include <string>
#include <vector>

#include "view/context.hpp"
#include "view/ports.hpp"

namespace moa::view {

class RecipeMenu {
  public:
    /// `files` outlives it, or is nullptr where no recipes are kept.
    explicit RecipeMenu(RecipeFiles* files) : files_(files) {}

    void open(const Context& context);
    /// Draws it while it is open, its top left corner at `at`.
    void draw(const Context& context, ImVec2 at);

  private:
    void draw_saved(const Context& context);

    RecipeFiles* files_;
    std::vector<std::string> saved_;
    bool opening_ = false;
};

}  // namespace moa::view
