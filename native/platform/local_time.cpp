#include "native/platform/local_time.hpp"

#include <ctime>

namespace moa::native {

std::int64_t utc_offset(UtcSeconds time) {
    const auto there = static_cast<std::time_t>(time);
    std::tm local = {};
    return ::localtime_r(&there, &local) == nullptr ? 0 : local.tm_gmtoff;
}

}  // namespace moa::native
