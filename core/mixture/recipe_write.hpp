// Recipes written as JSON.
#pragma once

#include "json_box.hpp"
#include "mixture/recipe.hpp"

namespace moa::mixture {

/// The recipe as JSON, with everything that was read and not known.
Json recipe_to_json(const Recipe& recipe);

}  // namespace moa::mixture
