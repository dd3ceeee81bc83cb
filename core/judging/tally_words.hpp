// A tally in words and as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "judging/tally.hpp"

namespace moa::judging {

/// What a pairwise comparison is, and what it is not.
inline constexpr std::string_view not_official =
    "This is a pairwise comparison by the judges named above, in both orders. It is not an AlpacaEval, "
    "Arena-Hard or MT-Bench score: those prescribe the judge, its prompt and the baseline.";

/// "Side A is better: its win rate is 61.2% (95% interval 54.0% to 68.3%).", or that side B is, or that no
/// difference was found.
std::string finding_sentence(const Tally& tally);

/// "Median length: A 1,234 characters, B 900. The longer answer won 61.0% of 120 decided pairs."
std::string length_sentence(const Tally& tally, std::string_view a = "A", std::string_view b = "B");

/// "3 pairs needed no judge: both sides gave the same answer, or one gave none."
std::string given_sentence(const Tally& tally);

/// "Agreement of a and b (Cohen's kappa): 0.52 over 160 pairs." for every two judges.
std::vector<std::string> agreement_sentences(const Tally& tally, const std::vector<std::string>& judges);

/// The members of "moa-comparison/1" that judges give, as docs/proof.md describes them.
Json tally_json(const Tally& tally, const std::vector<std::string>& judges);

}  // namespace moa::judging
