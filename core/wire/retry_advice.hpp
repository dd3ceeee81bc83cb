// What a response's headers and words say about when to ask again, and what is left of an allowance.
//
// Browsers show a page only the headers that a server exposes, and these are rarely among them: every member
// here may be missing where the provider did send it. The words of an error often name the wait as well.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "clock.hpp"
#include "wire/http.hpp"
#include "wire/wait_text.hpp"

namespace moa::wire {

/// When the response was sent (milliseconds since 1970): by its own clock, or else `utc_now_ms`.
std::optional<std::int64_t> time_of_response(const Headers& headers, std::optional<std::int64_t> utc_now_ms);

struct RetryAdvice {
    /// How long to wait, from the answer on; from 0 to longest_sensible_wait_ms.
    std::optional<Millis> retry_after_ms;
    /// If that is missing: the time until the exhausted limit resets. Meaningful only for a request that was
    /// refused because of a rate limit.
    std::optional<Millis> reset_ms;
    /// The provider's own word on whether the same request may succeed; it overrides what the status tells.
    std::optional<bool> should_retry;
};

/// Reads `retry-after-ms` (milliseconds), else `Retry-After` (seconds, fractions too, or a date), and
/// `x-should-retry` ("true", "false"): the headers that the clients of OpenAI, Groq and Together follow.
/// A date is compared with the response's own `Date`, which makes it independent of the local clock; without
/// that, with `utc_now_ms` (milliseconds since 1970), if given. What is empty, negative, no number or
/// too long is ignored; a date that is past means now. Resets are those of every header that names a limit
/// and a reset, in the forms of read_rate_limits.
RetryAdvice read_retry_advice(const Headers& headers, std::optional<std::int64_t> utc_now_ms);

/// One allowance that is counted per window of time.
struct Allotment {
    std::optional<std::int64_t> limit;
    std::optional<std::int64_t> remaining;
    std::optional<Millis> reset_ms;  ///< time until the window resets, counted from the response
};

/// A provider may count over different windows: Groq's requests are per day, its tokens per minute.
struct RateLimits {
    Allotment requests;
    Allotment tokens;
};

/// Reads `x-ratelimit-{limit,remaining,reset}-{requests,tokens}` (OpenAI, Groq), else `x-ratelimit-*`
/// (requests; Together, OpenRouter) and `x-tokenlimit-*` (tokens; Together). Resets are durations ("6m0s",
/// "120ms"), seconds, or points in time (seconds or milliseconds since 1970, or a date), told apart by their
/// size and compared as above.
RateLimits read_rate_limits(const Headers& headers, std::optional<std::int64_t> utc_now_ms);

}  // namespace moa::wire
