// The setup: provider, models and shape, as one dialog asks for them, and the recipe they make.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "mixture/provider.hpp"
#include "mixture/recipe.hpp"

namespace moa::session {

/// One model that is asked this often makes as many proposals as a layer of the paper's (arXiv 2406.04692,
/// section 3.1).
constexpr int most_repeats = 6;

/// Which models answer, in what arrangement: the short form of a recipe that one dialog can ask for.
struct Setup {
    std::string provider = "simulated";  ///< a known provider's name, or "custom"
    std::string base_url;                ///< where the provider moves to; empty: it stays where it is
    std::string shape =
        "moa-lite";  ///< "moa-lite": a layer of proposers, 1 aggregator; "moa-3": two layers, 1 aggregator
    std::vector<std::string> proposers;  ///< model ids; empty: the preset's
    int repeat = 1;                      ///< calls of each proposer in a layer, 1 to `most_repeats`
    std::string aggregator;              ///< model id; empty: the preset's, or the first proposer
    mixture::Limits limits;              ///< what is set replaces the recipe's

    bool operator==(const Setup&) const = default;
};

/// The setup with the models of the provider's preset where it names none. Unchanged for providers without a
/// preset.
Setup with_preset_models(Setup setup);

/// Whether the setup runs its provider's preset as it is, with the preset's models and number of calls.
bool is_preset(const Setup& setup);

/// Member "repeat" of a setup as JSON; 1 where it is missing, no whole number or out of bounds.
int repeat_from_json(const Json& setup);

/// A setup as it runs: its recipe, and the providers with its base URL in place.
struct ResolvedSetup {
    mixture::Recipe recipe;
    mixture::Providers providers;
};

/// Why a setup without a proposer is none.
Error no_proposer(const mixture::Provider& provider);

/// The error names what is missing or wrong, in the words of the dialog.
Result<ResolvedSetup> resolve_setup(const Setup& setup, const mixture::Providers& providers);

}  // namespace moa::session
