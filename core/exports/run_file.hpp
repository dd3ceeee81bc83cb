// Run logs for others: smaller than they are kept, and read like those.
#pragma once

#include <string>
#include <string_view>

#include "clock.hpp"
#include "result.hpp"

namespace moa::exports {

/// Between the lines of one text in a link: a replay shows the text grow, in a third of the bytes.
inline constexpr Millis link_step_ms = 500;

/// The log with the pieces of each text joined to lines of at least `step_ms`: the same states, told less
/// often. Damaged lines are left out. The error says why it is no log.
Result<std::string> joined_log(std::string_view log, Millis step_ms);

}  // namespace moa::exports
