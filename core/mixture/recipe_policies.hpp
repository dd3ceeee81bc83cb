// The policies of a recipe in JSON: read with errors that name the field, and written back.
#pragma once

#include <optional>
#include <string_view>

#include "mixture/json_fields.hpp"
#include "mixture/policy.hpp"
#include "mixture/recipe.hpp"

namespace moa::mixture {

/// Each takes its member of `owner`; faults go into the owner's error.
void read_wait(JsonFields& owner, Wait& out);
void read_early_exit(JsonFields& owner, std::optional<EarlyExit>& out);
/// "aggregation", "window", "references", "context_fit" and "context_tokens".
void read_reference_policies(JsonFields& fields, Parameters& out);

Json wait_json(const Wait& wait);
Json early_exit_json(const EarlyExit& exit);
void put_reference_policies(Json& out, const Parameters& parameters);

/// Whether the object that was read had a member of this name.
bool was_read(const MemberOrder& order, std::string_view name);

/// Whole numbers without ".0", as people write them.
Json number_json(double value);

}  // namespace moa::mixture
