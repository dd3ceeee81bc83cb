// What a recipe may hold: the bounds of its values and the rules of its shape.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "mixture/provider.hpp"
#include "mixture/recipe.hpp"

namespace moa::mixture {

inline constexpr double max_temperature = 2.0;          ///< the highest any provider documents (OpenAI, Groq)
inline constexpr int max_max_tokens = 10'000'000;       ///< well above any model's context
inline constexpr std::size_t max_stop_texts = 4;        ///< OpenAI and Groq
inline constexpr Millis max_limit_ms = 24 * 3'600'000;  ///< a day: longer than any answer takes
inline constexpr int max_retries = 20;                  ///< of one node; more is not patience but load
inline constexpr int max_retry_budget = 10'000;         ///< of a whole run
inline constexpr int min_window = 2;                    ///< the result so far and one more
inline constexpr double max_max_cost_usd = 1'000'000;   ///< of a run
inline constexpr std::size_t max_nesting = 64;          ///< of brackets in the document

/// "layers[2]"
std::string layer_path(std::size_t layer);
/// "layers[2].agents[0]"
std::string agent_path(std::size_t layer, std::size_t agent);

/// The first rule of shape that the layers break: their number, the nodes in each, exactly one aggregator.
std::optional<Error> check_shape(const Recipe& recipe);

/// Every way in which the recipe cannot run with these providers: unknown provider, temperature above the
/// provider's range, more than four stop sequences, reasoning that the model does not support. If a model
/// accepts no temperature or no stop sequences, values set by the agent itself are errors, while inherited
/// ones are not sent. Empty when the recipe can run.
std::vector<Error> check_providers(const Recipe& recipe, const Providers& providers);

/// What to do instead of setting this member of "parameters", because the recipe has a field for it or the
/// program sets it: `use "max_tokens" next to "parameters"`. Empty for any other name.
std::string_view instead_of_parameter(std::string_view name);

/// A key in a recipe would be saved, exported and shared with it, and sent in the body of a request. So no
/// member at any depth may be named like one ("api_key", "Authorization", "x-api-key", ...); the error names
/// it, not its value.
std::optional<Error> check_no_keys(const Json& json);

}  // namespace moa::mixture
