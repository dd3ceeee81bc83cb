// Recipes that come with the program.
#pragma once

#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"

namespace moa::mixture {

struct Preset {
    std::string_view id;     ///< what the command line takes: "moa-lite-together"
    std::string_view group;  ///< under which it is listed: "As published in 2024"
    Recipe recipe;
};

/// All presets, those of one group together; the first is the default.
///
/// - Without a key: moa-lite-simulated, moa-3-simulated.
/// - The paper's shapes with current models: moa-lite-X (2 layers: 6 proposers, 1 aggregator) and moa-3-X (3
///   layers: 6, 6, 1) for X together, groq, openai, openrouter, and mixed (proposers of Groq and Together).
/// - Their relatives for together and groq: single-proposer-X (one model six times, another aggregates),
///   self-moa-X (one model does both), self-moa-seq-X (the same through a sliding window), ranker-X (the
///   aggregator chooses one proposal), single-X (one model, one call).
/// - As published, with the model ids of 2024, all retired: moa-2024, moa-gpt-4o-2024, moa-lite-2024.
const std::vector<Preset>& presets();

const Preset* find_preset(std::string_view id);

}  // namespace moa::mixture
