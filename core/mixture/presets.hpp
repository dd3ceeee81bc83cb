// Recipes that come with the program.
#pragma once

#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"

namespace moa::mixture {

struct Preset {
    std::string_view id;  ///< what the command line takes: "moa-lite-together"
    Recipe recipe;
};

/// moa-lite-simulated, moa-lite-together, moa-lite-groq (2 layers: 6 proposers, 1 aggregator, the shape of
/// the paper's MoA-Lite); moa-3-simulated, moa-3-together, moa-3-groq (3 layers: 6, 6, 1, the shape of the
/// paper's MoA). The first is the default.
const std::vector<Preset>& presets();

const Preset* find_preset(std::string_view id);

}  // namespace moa::mixture
