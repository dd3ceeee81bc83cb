// The layers and agents of an edited recipe as they will run: a card for each, to choose from.
#pragma once

#include <string>

#include "screen/recipe_screen.hpp"
#include "view/context.hpp"

namespace moa::view {

/// Draws it at the cursor of the current window, which scrolls: layers from left to right, or from top to
/// bottom where it is `narrow`. The act that was asked for with the pointer or the keyboard; empty for none.
std::string draw_recipe_layers(const Context& context, const screen::RecipePane& pane, bool narrow);

}  // namespace moa::view
