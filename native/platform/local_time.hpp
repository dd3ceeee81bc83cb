// The user's time zone.
#pragma once

#include <cstdint>

#include "utc.hpp"

namespace moa::native {

/// How many seconds the clocks here are ahead of UTC at that date.
std::int64_t utc_offset(UtcSeconds time);

}  // namespace moa::native
