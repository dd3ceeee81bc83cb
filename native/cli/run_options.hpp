// The options `run` and `chat` share, and what they amount to: a recipe, providers, keys and a conversation's
// start.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mixture/price.hpp"
#include "mixture/recipe.hpp"
#include "native/cli/model_choice.hpp"
#include "native/cli/provider_option.hpp"
#include "run/input.hpp"
#include "session/credentials.hpp"
#include "simulate/fault/rule.hpp"
#include "simulate/provider.hpp"

namespace moa::cli {

struct RunSetup;

struct RunOptions {
    std::string recipe;  ///< preset or file; empty: chosen by the keys there are
    std::optional<int> layers;
    session::NamedModels models;  ///< instead of a recipe
    ProviderSettings providers;
    bool simulate = false;
    std::optional<std::uint64_t> seed;
    double speed = 1;
    std::vector<std::string> faults;  ///< of the simulated provider
    std::string system;
    std::optional<double> temperature;
    std::optional<int> max_tokens;
    std::string wait;                   ///< "all", "4/6+2s"; empty: the recipe's
    std::string deadline;               ///< "20s"; empty: the recipe's
    std::optional<double> max_cost;     ///< US dollars
    std::vector<std::string> limits;    ///< "NAME=SECONDS", or "retries=N"
    std::vector<std::string> parallel;  ///< "PROVIDER=CALLS"
    bool no_history = false;
};

void add_run_options(CLI::App& command, RunOptions& options);
/// Whether runs of these are kept in the history: not where replies are scripted.
bool keeps_history(const RunOptions& options, const RunSetup& setup);
/// Of those: what to call, and where.
void add_recipe_options(CLI::App& command, RunOptions& options);

/// All that is needed to run questions.
struct RunSetup {
    mixture::Recipe recipe;
    mixture::Providers providers;
    session::Credentials keys;
    simulate::Pace pace;
    simulate::FaultPlan faults;
    mixture::PriceList prices;  ///< as the providers' own lists had them the last time they were asked
    run::KnownModels models;    ///< what is known of the models
    std::string price_days;     ///< the days these are of; empty where no model has a price
    std::vector<wire::ChatMessage> opening;  ///< the system message, when there is one
    /// Providers whose addresses only the recipe names, or the log that it is from: no key goes there.
    std::vector<mixture::RecipeProvider> foreign;
    std::string source = "recipe";  ///< or "log"

    /// Whether no model is called at all.
    bool is_simulated() const;
    bool is_foreign(const mixture::Provider& provider) const;
};

/// Why no key goes to a foreign provider, and what to type if one is to.
std::string trust_advice(const RunSetup& setup, const mixture::Provider& provider);

/// Reads recipe, base URLs and keys. Nothing has been sent when it fails; the error is a sentence for the
/// user.
/// With `recorded`, the recipe of a run log to go on with, instead of one that the options name.
Result<RunSetup> read_run_options(const RunOptions& options, const mixture::Recipe* recorded = nullptr);
/// Adds the keys of the secret store that the recipe's calls need.
std::optional<Error> add_saved_credentials(RunSetup& setup);
/// Both, and no key is missing.
Result<RunSetup> prepare_run(const RunOptions& options, const mixture::Recipe* recorded = nullptr);

/// A preset by id, or a recipe file.
Result<mixture::Recipe> load_recipe(const std::string& name_or_path);

}  // namespace moa::cli
