// What can be done with a layer or an agent of an edited recipe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screen/recipe_form.hpp"
#include "screen/screen.hpp"

namespace moa::screen {

/// As RecipePane::steps has them: none for the aggregator; for the recipe itself, the check of its models.
std::vector<Button> step_buttons(const RecipeOutline& outline, session::RecipePlace place);

/// The place of this text, see session::to_string; the recipe itself for what names none.
session::RecipePlace read_place(std::string_view text);
/// The act that takes the step.
std::string step_act(const session::DraftStep& step);
/// The step of what follows "step " in an act.
session::DraftStep read_step(std::string_view words);

}  // namespace moa::screen
