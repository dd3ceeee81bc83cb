// What the command line changes in a recipe: layers, waits, limits, parameters.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "mixture/recipe.hpp"
#include "native/cli/run_options.hpp"

namespace moa::cli {

/// Lays what was typed over the recipe. The error says what is allowed.
std::optional<Error> apply_overrides(mixture::Recipe& recipe, const RunOptions& options);

/// The two sides of "NAME=NUMBER"; nothing when it is not that.
std::optional<std::pair<std::string, double>> read_setting(const std::string& setting);

/// A fault of what was typed, as a sentence.
Error usage_error(std::string message);

}  // namespace moa::cli
