// Recipes read from JSON.
#pragma once

#include <cstddef>
#include <string_view>

#include "json_box.hpp"
#include "mixture/recipe.hpp"
#include "result.hpp"

namespace moa::mixture {

/// Reads a recipe. The error names the field ("layers[1].agents[0].model") and what is allowed there.
/// Structure and value ranges are checked; whether providers exist is `check_providers`' question.
Result<Recipe> read_recipe(std::string_view text);

Result<Recipe> recipe_from_json(const Json& json);

/// One agent or one layer of a recipe, as it stands at this place (from 0): errors name their fields by it.
Result<Agent> agent_from_json(const Json& json, std::size_t layer = 0, std::size_t agent = 0);
Result<Layer> layer_from_json(const Json& json, std::size_t layer = 0);

/// Reads a recipe member by member, without the rules of its shape: for one that is being edited.
Result<Recipe> recipe_members_from_json(const Json& json);

}  // namespace moa::mixture
