// Dates: seconds of the world's clock, passed in by the shell, and how they are written down and read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace moa {

/// Seconds since 1970-01-01 00:00:00 UTC, leap seconds left out (POSIX time).
using UtcSeconds = std::int64_t;

/// A date that nobody has told.
inline constexpr UtcSeconds no_date = 0;

/// "2026-11-24T02:05:09Z" (RFC 3339), as files hold it; empty for no_date and for years that do not have four
/// digits.
std::string utc_text(UtcSeconds time);
/// "2026-11-24 02:05 UTC", for people; "an unknown day" for what has no date.
std::string utc_words(UtcSeconds time);
/// "2026-11-24"; empty as utc_text.
std::string utc_day(UtcSeconds time);

/// Reads what utc_text writes, and nothing else.
std::optional<UtcSeconds> parse_utc(std::string_view text);

}  // namespace moa
