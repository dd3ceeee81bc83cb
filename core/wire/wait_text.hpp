// Waits as they are written: a number of seconds, a duration, a point in time, or a sentence that names one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "clock.hpp"

namespace moa::wire {

/// Waits longer than this are no advice but a mistake, and ignored: Groq's longest window is a day.
inline constexpr Millis longest_sensible_wait_ms = Millis{7} * 24 * 3'600'000;

/// A wait of `ms`, rounded up to whole ones (short of the noise of decimal fractions); nothing where it is
/// negative or too long.
std::optional<Millis> sensible_wait(double ms);

/// A number without sign, exponent or unit: "12", "2.5".
std::optional<double> parse_plain_number(std::string_view text);

/// Seconds, or a number so large that it is a point in time: seconds since 1970 (2001 to 2096), or
/// milliseconds since then. Points in time are compared with `now_ms` (milliseconds since 1970); one that is
/// past means now. Nothing where that is missing.
std::optional<Millis> wait_of_number(double number, std::optional<std::int64_t> now_ms);

/// A whole value: a number as above, a date, or a duration ("6m0s", "1 minute and 30 seconds", "PT30S").
std::optional<Millis> parse_wait(std::string_view value, std::optional<std::int64_t> now_ms);

/// "120ms", "1h2m3.5s", "2.5 seconds": what a text that begins with a duration says, in milliseconds, rounded
/// up. Nothing without a unit, and nothing longer than longest_sensible_wait_ms.
std::optional<Millis> parse_duration(std::string_view text);

/// The wait that an error's words name: "Please try again in 5.289s." (Groq, OpenAI), "Please retry in 12s"
/// (Google), "retry after 20 seconds", "Limit resets at 2026-11-27T20:00:00Z".
std::optional<Millis> wait_in_words(std::string_view words,
                                    std::optional<std::int64_t> now_ms = std::nullopt);

}  // namespace moa::wire
