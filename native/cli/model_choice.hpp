// Which models a command calls: those of -m, or, where nothing is named, what this machine and the user's
// keys offer.
#pragma once

#include <string>

#include "mixture/recipe.hpp"
#include "native/cli/provider_option.hpp"
#include "session/models/named_models.hpp"

namespace moa::cli {

/// native::named_recipe with this command line's providers; a stop signal ends the search.
Result<mixture::Recipe> named_recipe(const session::NamedModels& named, const UserProviders& user);

struct DefaultRecipe {
    mixture::Recipe recipe;
    std::string why;  ///< a sentence
};

/// Where nothing is named: the first typed provider, else the first with a key, else the first server that
/// answers on this machine. The error names every way to go on.
Result<DefaultRecipe> default_recipe(const UserProviders& user);

}  // namespace moa::cli
