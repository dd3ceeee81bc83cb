// A model that judges.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mixture/recipe.hpp"
#include "result.hpp"

namespace moa::judging {

/// A judge as it is named: "PROVIDER:MODEL".
struct Judge {
    std::string name;
    mixture::Recipe recipe;  ///< that model alone, at temperature 0

    const mixture::Agent& agent() const { return recipe.layers.front().agents.front(); }
    bool operator==(const Judge&) const = default;
};

/// `max_tokens`: of a judge's reply; nothing leaves it to the model.
Result<Judge> read_judge(const std::string& name, std::optional<int> max_tokens);

/// All judges in one recipe, for keys and prices. There is at least one.
mixture::Recipe recipe_of(const std::vector<Judge>& judges);

}  // namespace moa::judging
