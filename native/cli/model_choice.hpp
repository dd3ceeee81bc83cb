// Which models a command calls: those of -m, or, where nothing is named, what this machine and the user's
// keys offer.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "mixture/recipe.hpp"
#include "native/cli/provider_option.hpp"

namespace moa::cli {

/// -m, -a and -n.
struct ModelOptions {
    std::vector<std::string> models;
    std::string aggregator;
    std::optional<int> proposers;

    bool empty() const { return models.empty() && aggregator.empty() && !proposers; }
};

void add_model_options(CLI::App& command, ModelOptions& options);

/// The recipe of the named models. A name without a provider is looked up in the kept lists and the presets;
/// where none has it, the servers on this machine and the providers with a key are asked for their lists.
Result<mixture::Recipe> named_recipe(const ModelOptions& options, const UserProviders& user);

struct DefaultRecipe {
    mixture::Recipe recipe;
    std::string why;  ///< a sentence
};

/// Where nothing is named: the first typed provider, else the first with a key, else the first server that
/// answers on this machine. The error names every way to go on.
Result<DefaultRecipe> default_recipe(const UserProviders& user);

}  // namespace moa::cli
