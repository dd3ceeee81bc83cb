// Recipes in words, for lists on a terminal.
#pragma once

#include <string>
#include <string_view>

#include "mixture/recipe.hpp"

namespace moa::cli {

/// Name with shape, the models of each layer, what they cannot be had for any more, and the source; indented
/// lines below `id`, which may be empty. Made harmless.
std::string describe_recipe(std::string_view id, const mixture::Recipe& recipe);

}  // namespace moa::cli
