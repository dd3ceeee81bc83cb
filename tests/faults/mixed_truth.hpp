// What must be true of a run that has ended, worked out anew from what the provider delivered.
#pragma once

#include <string>
#include <vector>

#include "faults/tap.hpp"
#include "run/state.hpp"

namespace moa::test {

/// Adds what is not true to `broken`, in words. `stopped`: the user's last word was to stop the run.
void check_truth(const run::RunState& state, const Tap& tap, bool stopped, std::vector<std::string>& broken);

}  // namespace moa::test
