// The members that lines of a run log are made of, and the lines of policies. Inside session/ only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "json.hpp"
#include "run/event.hpp"

namespace moa::session {

// A log may come from anyone. Its numbers are kept within these, so that no sum or difference of them can
// overflow: thirty thousand years, and more tokens than any model writes in them.
inline constexpr Millis latest_time = 1'000'000'000'000'000;
inline constexpr std::int64_t most_tokens = 1'000'000'000;
inline constexpr double most_usd = 1e9;
inline constexpr std::int64_t highest_count = 1'000'000;  // attempts, layers, HTTP statuses

/// A member that is an integer, and the nearest one from 0 to `highest` where it is not between them.
std::optional<std::int64_t> integer(const Json& json, std::string_view key, std::int64_t highest);
/// A member that counts something; 0 without one.
int count(const Json& json, std::string_view key);
/// A member that is an amount of money.
std::optional<double> usd(const Json& json, std::string_view key);
std::optional<wire::Usage> read_usage(const Json* json);
/// A list of node ids; nothing where one of them is none.
std::optional<std::vector<run::NodeId>> read_ids(const Json& json);

Json line_of(Millis t, std::string_view event);
Json usage_json(const wire::Usage& usage);
Json ids_json(const std::vector<run::NodeId>& ids);

}  // namespace moa::session
