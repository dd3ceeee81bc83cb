// Answers of arms that ask nobody: taken out of the runs of another arm.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proof/arms.hpp"
#include "run/state.hpp"

namespace moa::proof {

struct DerivedAnswer {
    std::string text;
    double cost_usd = 0;        ///< of the proposers
    Millis total_ms = no_time;  ///< when the last of them had answered
};

/// Of the last proposer layer; nothing where none of it answered.
std::optional<DerivedAnswer> derive(const run::RunState& state, Derivation derivation);

/// The first of the texts with the most frequent final number or letter (judging/exact_answer.hpp); without
/// any such, the one that agrees most with the others. `texts` is not empty.
std::size_t voted(const std::vector<std::string_view>& texts);

}  // namespace moa::proof
