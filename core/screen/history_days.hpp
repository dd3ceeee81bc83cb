// Days as people speak of them, in their own time.
#pragma once

#include <string>

#include "utc.hpp"

namespace moa::screen {

// Both times count from 1970 as the user's clocks show them, not as UTC.

/// The title under which something of then stands in a list: "Today", "Yesterday", "Previous 7 days",
/// "October 2026"; "Without a date".
std::string day_title(UtcSeconds then, UtcSeconds now);
/// When it was, as far as that title leaves it open: "14:05", "Tuesday 14:05", "2026-10-24".
std::string time_under_title(UtcSeconds then, UtcSeconds now);
/// The same without a title: "Today 14:05".
std::string day_and_time(UtcSeconds then, UtcSeconds now);

}  // namespace moa::screen
