// The wait that an error's JSON names besides its words.
#pragma once

#include <cstdint>
#include <optional>

#include "clock.hpp"
#include "json_box.hpp"

namespace moa::wire {

/// Looks through the first members of `body`, at any depth that a person would write, for one that says how
/// long to wait: retryDelay (Google's RetryInfo), retry_after, retry_after_ms, resets_in_seconds, reset_at,
/// X-RateLimit-Reset (OpenRouter's metadata.headers) and their kin, as numbers, durations or dates. One that
/// speaks of a repetition comes before one that speaks of a reset; of several, the longest.
std::optional<Millis> wait_in_body(const Json& body, std::optional<std::int64_t> now_ms);

}  // namespace moa::wire
