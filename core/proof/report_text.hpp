// A report's sentences: each stands here once, for text and page alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proof/report.hpp"

namespace moa::proof {

/// What the experiment shows and how sure that is, in order of importance: the finding, the flips, the money,
/// the smallest difference it could see, how far it got, beta.
std::vector<std::string> report_sentences(const Evidence& evidence, const Report& report);

/// What an experiment like this proves, and what it does not.
inline constexpr std::string_view what_it_proves =
    "This is what these models did with these questions at these prices. It says nothing about other "
    "questions, "
    "about models under the same name at a later time, or about answers that the check cannot judge. One "
    "comparison was named before the experiment began; of all the others, one in twenty is expected to look "
    "like "
    "a difference where there is none.";

/// How the experiment can be checked: the hashes of plan, questions and results.
std::vector<std::string> hash_lines(const Evidence& evidence);

}  // namespace moa::proof
