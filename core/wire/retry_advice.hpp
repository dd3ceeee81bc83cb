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

namespace moa::wire {

/// Waits longer than this are no advice but a mistake, and ignored: Groq's longest window is a day.
inline constexpr Millis longest_sensible_wait_ms = Millis{7} * 24 * 3'600'000;

struct RetryAdvice {
    /// How long to wait, from the answer on; from 0 to longest_sensible_wait_ms.
    std::optional<Millis> retry_after_ms;
    /// The provider's own word on whether the same request may succeed; it overrides what the status tells.
    std::optional<bool> should_retry;
};

/// Reads `retry-after-ms` (milliseconds), else `Retry-After` (seconds, fractions too, or a date), and
/// `x-should-retry` ("true", "false"): the headers that the clients of OpenAI, Groq and Together follow.
/// A date is compared with the response's own `Date`, so that nobody's clock matters; where that is missing,
/// with `utc_now_ms` (milliseconds since 1970), where that is given. What is empty, negative, no number or
/// too long is ignored; a date that is past means now.
RetryAdvice read_retry_advice(const Headers& headers, std::optional<std::int64_t> utc_now_ms);

/// One allowance that is counted per window of time.
struct Allotment {
    std::optional<std::int64_t> limit;
    std::optional<std::int64_t> remaining;
    std::optional<Millis> reset_ms;  ///< from the answer on, until it is counted anew
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

/// "120ms", "1h2m3.5s", "2.5 seconds": what a text that begins with a duration says, in milliseconds, rounded
/// up. Nothing without a unit, and nothing longer than longest_sensible_wait_ms.
std::optional<Millis> parse_duration(std::string_view text);

/// The wait that an error's words name: "Please try again in 5.289s." (Groq, OpenAI), "Please retry in 12s"
/// (Google), "retry after 20 seconds".
std::optional<Millis> wait_in_words(std::string_view words);

}  // namespace moa::wire
