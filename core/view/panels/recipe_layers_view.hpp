// The layers and agents of an edited recipe as they will run: a card for each, to choose from.
#pragma once

#include <optional>

#include "screen/recipe_form.hpp"
#include "view/context.hpp"

namespace moa::view {

/// What was asked for with the pointer or the keyboard.
struct LayersWish {
    std::optional<session::RecipePlace> choice;
    std::optional<session::DraftStep> step;
};

/// Draws it at the cursor of the current window, which scrolls: layers from left to right, or from top to
/// bottom where it is `narrow`. `name` is the recipe's.
LayersWish draw_recipe_layers(const Context& context, const screen::RecipeOutline& outline,
                              const std::string& name, session::RecipePlace chosen, bool narrow);

}  // namespace moa::view
