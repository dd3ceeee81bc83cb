// The lines of a run log that policies cause. Inside session/ only.
#pragma once

#include <optional>
#include <string_view>

#include "json.hpp"
#include "run/event.hpp"

namespace moa::session {

/// The line of an event that a policy has caused; nothing for all others.
std::optional<Json> policy_event_json(Millis t, const run::RunEvent& event);

/// Such an event from its line; nothing for all others, and where a member that it needs is missing.
std::optional<run::RunEvent> read_policy_event(std::string_view name, const Json& json);

}  // namespace moa::session
