// Published answers of other models in place of the first layer's calls (the reference implementation's
// --reference-paths).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"
#include "run/event.hpp"

namespace moa::evaluation {

/// The provider that the agents of the first layer then have. It is never called.
inline constexpr std::string_view published_provider = "published";
inline constexpr std::string_view published_base_url = "http://localhost/published";

/// The recipe with these models as its first layer. It has at least two layers.
mixture::Recipe with_published_layer(mixture::Recipe recipe, const std::vector<std::string>& models);

/// The start of a run whose first layer has answered already: its events, told to `observer` with the state
/// after each, and the state at the end, to go on with. `answers` has one text for each node of that layer.
run::RunState start_published(const mixture::Recipe& recipe, const std::vector<wire::ChatMessage>& messages,
                              const std::vector<std::string>& answers, run::RunObserver& observer);

}  // namespace moa::evaluation
