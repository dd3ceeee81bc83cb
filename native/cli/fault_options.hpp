// The option --fault, the same for every command that simulates.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "simulate/fault/rule.hpp"

namespace moa::cli {

void add_fault_option(CLI::App& command, std::vector<std::string>& faults);

/// The rules that were given; the error is a sentence for the user.
Result<simulate::FaultPlan> read_faults(const std::vector<std::string>& faults, std::uint64_t seed);

}  // namespace moa::cli
