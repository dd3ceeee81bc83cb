// The menu of what can be run: presets, saved recipes, and the ways to one's own.
#pragma once

#include <string>
#include <vector>

#include "session/recipes/recipe_library.hpp"
#include "view/context.hpp"

namespace moa::view {

class RecipeMenu {
  public:
    /// `library` outlives it, or is null where no recipes are kept.
    explicit RecipeMenu(session::RecipeLibrary* library) : library_(library) {}

    void open(const Context& context);
    /// Draws it while it is open, its top left corner at `at`.
    void draw(const Context& context, ImVec2 at);

  private:
    void draw_saved(const Context& context);
    static void draw_recent(const Context& context);

    session::RecipeLibrary* library_;
    std::vector<std::string> saved_;
    bool opening_ = false;
};

}  // namespace moa::view
