// Models by name on the command line: -m, -a, -n, and what is used where nobody chose.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "mixture/provider.hpp"
#include "mixture/recipe.hpp"
#include "session/credentials.hpp"

namespace moa::cli {

struct ModelOptions {
    std::vector<std::string> models;  ///< proposers: "qwen3:8b", "groq/openai/gpt-oss-120b"
    std::string aggregator;
    std::optional<int> proposers;  ///< calls of them together

    bool empty() const { return models.empty() && aggregator.empty() && !proposers; }
};

/// Adds them; `excluded` is the option that names a recipe instead.
void add_model_options(CLI::App& command, ModelOptions& options, CLI::Option* excluded);

/// The recipe of the named models. Where one is named without its provider, the servers of one's own are
/// asked for their lists, and so are those with a key whose list is not kept.
Result<mixture::Recipe> recipe_of_names(const ModelOptions& options, const mixture::Providers& providers,
                                        const session::Credentials& keys);

/// What to use where nothing was said: the preset of a provider that has a key, else models of its list, else
/// those of a server that runs here or in the user's own network. `preferred`: the providers that were named,
/// tried before all others and alone. `why` becomes a sentence on the choice. The error names every way to
/// models.
Result<mixture::Recipe> recipe_at_hand(const mixture::Providers& providers, const session::Credentials& keys,
                                       const std::vector<std::string>& preferred, std::string& why);

}  // namespace moa::cli
