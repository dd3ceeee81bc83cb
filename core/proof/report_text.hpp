// A report's sentences: each stands here once, for text and page alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proof/report.hpp"

namespace moa::proof {

/// What the experiment shows and how sure that is, in order of importance: the finding, the flips, the money,
/// the smallest difference it could see, how far it got, beta or what is known of the judges.
std::vector<std::string> report_sentences(const Evidence& evidence, const Report& report);

/// What an experiment like this proves, and what it does not.
std::string what_it_proves(const Plan& plan);

/// How the experiment can be checked: the hashes of plan, questions, results and verdicts.
std::vector<std::string> hash_lines(const Evidence& evidence);

}  // namespace moa::proof
