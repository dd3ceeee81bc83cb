// Random recipes, faults and commands: one seed plays one whole run, and names the first rule that it broke.
#pragma once

#include <cstdint>
#include <string>

namespace moa::test {

/// Empty when every rule held: a change makes dependants stale only; nothing is sent after a stop or beyond
/// what a command asked for; the cost is the sum over all calls; the status says what the nodes say; the log
/// replays to the same state.
std::string play_random_run(std::uint64_t seed);

}  // namespace moa::test
