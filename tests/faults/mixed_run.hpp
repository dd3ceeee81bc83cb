// A run in which everything may go wrong at once, drawn from one seed, and what must be true of it all the
// same.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "clock.hpp"

namespace moa::test {

struct MixedResult {
    std::vector<std::string> broken;  ///< what was not true, in words; empty when all was
    std::string status;
    std::string log;  ///< the run log
    int calls = 0;
    int repeated = 0;  ///< attempts after a node's first
    int stops = 0;
    int reruns = 0;
    Millis virtual_ms = 0;
    std::map<std::string, int> faults;    ///< how often each was met
    std::map<std::string, int> policies;  ///< what policies have done, by what
};

/// Two or three layers, several agents, random faults, limits and pace, random stops and reruns.
MixedResult play_mixed_run(std::uint64_t seed);

}  // namespace moa::test
