// Dates as HTTP headers write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace moa::wire {

/// Milliseconds since 1970-01-01 00:00 UTC of a date in one of the three forms of RFC 9110, section 5.6.7:
/// "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT" (two-digit years are 1970 to 2069) and
/// "Sun Nov  6 08:49:37 1994"; also in RFC 3339's, in UTC, as some rate-limit headers have it:
/// "1994-11-06T08:49:37.5Z". The day of the week is not compared with the date. Nothing for anything else.
std::optional<std::int64_t> parse_http_date(std::string_view text);

}  // namespace moa::wire
