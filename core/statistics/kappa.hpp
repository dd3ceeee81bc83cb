// Agreement of two judges beyond chance.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace moa::statistics {

/// How often the first judge said the row and the second the column: preferred A, tie, preferred B.
using JudgeTable = std::array<std::array<std::int64_t, 3>, 3>;

/// Cohen's kappa, "A coefficient of agreement for nominal scales" (Educational and Psychological Measurement
/// 20, 1960): 1 is full agreement, 0 what chance gives. Nothing where it is not defined: no verdicts, or both
/// judges only ever said the same one thing.
std::optional<double> cohens_kappa(const JudgeTable& table);

}  // namespace moa::statistics
