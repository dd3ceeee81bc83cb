// What a report says of its judges: each sentence stands here once, for text and page alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proof/report.hpp"

namespace moa::proof {

/// How far the judges can be trusted, in order of importance: agreement, lengths, what needed no judge, what
/// is not judged yet, what they cost, and what a judged experiment leaves out. `report.judged` is there.
std::vector<std::string> judges_sentences(const Evidence& evidence, const Report& report);

/// What stands above the columns of `judge_cells`.
std::vector<std::string> judge_titles();
/// A judge's figures, "-" where there is none; the last one is its name.
std::vector<std::string> judge_cells(const Evidence& evidence, const Report& report, std::size_t judge);

/// Those of the judges that answer in the experiment, too: "together:acme/a, together:acme/b"; else empty.
std::string partial_judges(const Plan& plan);

/// "won", "tied" or "lost": how an arm fares with that score against the recipe.
std::string_view fate_of(double score);

/// "together:m, this answer shown second: loses", with its sentence for a reply without a verdict.
std::string verdict_words(const Plan& plan, const HeardVerdict& heard);

}  // namespace moa::proof
