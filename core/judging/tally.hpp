// Verdicts counted: who wins, how sure that is, and how far the judges can be trusted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judging/verdict.hpp"
#include "statistics/bootstrap.hpp"
#include "statistics/win_rate.hpp"

namespace moa::judging {

/// A question with the answers of both sides, as far as counting needs it.
struct PairFacts {
    std::size_t cluster = 0;        ///< the question that this is a turn of
    std::int64_t a_characters = 0;  ///< length of the answer of side A
    std::int64_t b_characters = 0;
    /// Side A's score where no judge is needed: one side has no answer, or both have the same one.
    std::optional<double> given;
};

/// One game: a judge on a pair, in one of the two orders.
struct Judgement {
    std::size_t pair = 0;            ///< place in the list of pairs
    std::size_t judge = 0;           ///< place in the list of judges
    bool b_first = false;            ///< the answer of side B was shown first
    std::optional<Verdict> verdict;  ///< nothing for a reply without a readable verdict
};

struct JudgeTally {
    statistics::WinCount count;    ///< of side A, over pairs judged in both orders
    std::int64_t consistent = 0;   ///< pairs whose verdict did not depend on the order
    std::int64_t first_shown = 0;  ///< games won by whichever answer was shown first
    std::int64_t second_shown = 0;
    std::int64_t unreadable = 0;  ///< games without a readable verdict; their pairs are not counted
};

struct JudgesAgreement {
    std::size_t judge = 0;
    std::size_t other = 0;
    std::int64_t pairs = 0;       ///< that both have judged
    std::optional<double> kappa;  ///< see statistics::cohens_kappa
};

/// Side A against side B.
struct Tally {
    statistics::WinCount count;  ///< a pair's score is the mean of its judges'; half is a tie
    double win_rate = 0.5;       ///< mean of the scores
    statistics::Interval interval = {0, 1};
    double p_value = 1;           ///< of the sign test of clusters won against clusters lost
    std::int64_t not_judged = 0;  ///< pairs that no judge has judged in both orders
    std::int64_t given = 0;       ///< of those counted, pairs that needed no judge
    std::int64_t clusters = 0;    ///< questions with at least one pair counted
    double a_median_characters = 0;
    double b_median_characters = 0;
    std::int64_t longer_wins =
        0;  ///< pairs whose longer answer won, of the decided pairs of different length
    std::int64_t unequal_decided = 0;
    std::vector<JudgeTally> judges;
    std::vector<JudgesAgreement> agreements;  ///< of every two judges
};

/// A judge's score of a pair is the mean of its two games (1 for a win of side A, a half for a tie), so that
/// a verdict that only follows the order counts as a tie (Zheng et al., arXiv 2306.05685, section 3.4).
Tally tally(const std::vector<PairFacts>& pairs, const std::vector<Judgement>& judgements, std::size_t judges,
            const statistics::BootstrapOptions& options);

enum class Winner { a, b, undecided };

/// A side wins where the interval is on its side of one half and the sign test agrees: of few decided pairs,
/// a bootstrap knows too little.
Winner winner_of(const Tally& tally);

/// How a judge leans to the answer that is shown first: the share of decided games that it won, 0.5 for a
/// judge without a position bias. Nothing without decided games.
std::optional<double> first_shown_share(const JudgeTally& judge);

}  // namespace moa::judging
