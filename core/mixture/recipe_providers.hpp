// The addresses in a recipe: "providers": {"lab": {"base_url": "http://localhost:9000/v1", "parallel": 2}}.
// They make a recipe, and the log of a run, complete where providers are the user's own. Keys are bound to
// origins that the user has named, so no key goes to an address that only a recipe names.
#pragma once

#include <string_view>
#include <vector>

#include "mixture/json_fields.hpp"
#include "mixture/provider.hpp"
#include "mixture/recipe.hpp"

namespace moa::mixture {

inline constexpr int max_parallel = 1000;
inline constexpr std::size_t max_recipe_providers = 64;

/// Reads the member "providers"; the first fault goes into the fields' error.
void read_providers(JsonFields& fields, std::vector<RecipeProvider>& out);
Json providers_json(const std::vector<RecipeProvider>& providers);

/// Whether a recipe may move a known provider for as long as it runs. What the user has set stays in any
/// case.
enum class KnownProviders { stay, move };

/// Adds the recipe's providers that `providers` does not have by name. Returns those it added or moved.
std::vector<RecipeProvider> add_recipe_providers(Providers& providers, const Recipe& recipe,
                                                 KnownProviders known);

/// Writes into the recipe where it calls providers that are not at the address they are known by.
void name_own_providers(Recipe& recipe, const Providers& providers);

}  // namespace moa::mixture
