#include "judging/tally.hpp"

#include <array>
#include <map>

#include "statistics/flips.hpp"
#include "statistics/kappa.hpp"
#include "statistics/quantile.hpp"

namespace moa::judging {

namespace {

/// What one judge made of one pair.
struct Games {
    std::optional<Verdict> a_first;
    std::optional<Verdict> b_first;

    /// From 0 to 1 for side A; nothing unless both orders were judged.
    std::optional<double> score() const {
        if (!a_first || !b_first) return std::nullopt;
        return (points_of(*a_first) + 1 - points_of(*b_first)) / 2;
    }
    bool consistent() const { return points_of(*a_first) == 1 - points_of(*b_first); }

  private:
    static double points_of(Verdict verdict) {
        return verdict == Verdict::first ? 1 : verdict == Verdict::tie ? 0.5 : 0;
    }
};

/// Row or column of a table of judges.
std::size_t category(double score) {
    return score > 0.5 ? 0 : score < 0.5 ? 2 : 1;
}

void count_score(statistics::WinCount& count, double score) {
    const std::array counters = {&count.wins, &count.ties, &count.losses};
    ++*counters[category(score)];
}

using GamesOfJudge = std::vector<Games>;  ///< by pair

JudgesAgreement agreement_of(const std::vector<GamesOfJudge>& games, std::size_t judge, std::size_t other) {
    JudgesAgreement agreement{judge, other, 0, std::nullopt};
    statistics::JudgeTable table{};
    for (std::size_t pair = 0; pair < games[judge].size(); ++pair) {
        const auto one = games[judge][pair].score();
        const auto two = games[other][pair].score();
        if (!one || !two) continue;
        ++agreement.pairs;
        ++table[category(*one)][category(*two)];
    }
    agreement.kappa = statistics::cohens_kappa(table);
    return agreement;
}

/// The mean of the judges that have a score for the pair.
std::optional<double> judged_score(const std::vector<GamesOfJudge>& games, std::size_t pair) {
    double sum = 0;
    double judges = 0;
    for (const GamesOfJudge& of_judge : games) {
        const auto score = of_judge[pair].score();
        if (!score) continue;
        sum += *score;
        judges += 1;
    }
    if (judges == 0) return std::nullopt;
    return sum / judges;
}

/// The turns of one question rise and fall together, so the sign test counts questions.
double sign_test(const std::vector<statistics::PairedDifference>& differences, std::int64_t& clusters) {
    std::map<std::size_t, double> sums;
    for (const statistics::PairedDifference& each : differences)
        sums[each.cluster] += each.value;
    std::int64_t won = 0;
    std::int64_t lost = 0;
    for (const auto& sum : sums) {
        if (sum.second > 0) ++won;
        if (sum.second < 0) ++lost;
    }
    clusters = static_cast<std::int64_t>(sums.size());
    return statistics::mcnemar_exact(won, lost);
}

void count_game(JudgeTally& judge, const Judgement& judgement) {
    if (!judgement.verdict) {
        ++judge.unreadable;
    } else if (*judgement.verdict == Verdict::first) {
        ++judge.first_shown;
    } else if (*judgement.verdict == Verdict::second) {
        ++judge.second_shown;
    }
}

}  // namespace

Tally tally(const std::vector<PairFacts>& pairs, const std::vector<Judgement>& judgements, std::size_t judges,
            const statistics::BootstrapOptions& options) {
    Tally result;
    result.judges.resize(judges);
    std::vector<GamesOfJudge> games(judges, GamesOfJudge(pairs.size()));
    for (const Judgement& judgement : judgements) {
        count_game(result.judges[judgement.judge], judgement);
        Games& of_pair = games[judgement.judge][judgement.pair];
        (judgement.b_first ? of_pair.b_first : of_pair.a_first) = judgement.verdict;
    }
    for (std::size_t judge = 0; judge < judges; ++judge) {
        for (const Games& of_pair : games[judge]) {
            const auto score = of_pair.score();
            if (!score) continue;
            count_score(result.judges[judge].count, *score);
            if (of_pair.consistent()) ++result.judges[judge].consistent;
        }
        for (std::size_t other = judge + 1; other < judges; ++other)
            result.agreements.push_back(agreement_of(games, judge, other));
    }
    std::vector<statistics::PairedDifference> differences;
    std::vector<double> a_lengths;
    std::vector<double> b_lengths;
    for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
        const PairFacts& facts = pairs[pair];
        a_lengths.push_back(static_cast<double>(facts.a_characters));
        b_lengths.push_back(static_cast<double>(facts.b_characters));
        const auto score = facts.given ? facts.given : judged_score(games, pair);
        if (!score) {
            ++result.not_judged;
            continue;
        }
        count_score(result.count, *score);
        differences.push_back({*score - 0.5, facts.cluster});
        if (facts.given) {
            ++result.given;
            continue;
        }
        if (*score == 0.5 || facts.a_characters == facts.b_characters) continue;
        ++result.unequal_decided;
        if ((*score > 0.5) == (facts.a_characters > facts.b_characters)) ++result.longer_wins;
    }
    result.a_median_characters = statistics::median(std::move(a_lengths));
    result.b_median_characters = statistics::median(std::move(b_lengths));
    if (differences.empty()) return result;
    result.win_rate = 0.5 + statistics::mean_difference(differences);
    const statistics::Interval around_zero = statistics::bootstrap_interval(differences, options);
    result.interval = {0.5 + around_zero.low, 0.5 + around_zero.high};
    result.p_value = sign_test(differences, result.clusters);
    return result;
}

Winner winner_of(const Tally& tally) {
    if (tally.p_value >= 1 - statistics::default_confidence) return Winner::undecided;
    if (tally.interval.low > 0.5) return Winner::a;
    return tally.interval.high < 0.5 ? Winner::b : Winner::undecided;
}

std::optional<double> first_shown_share(const JudgeTally& judge) {
    const std::int64_t decided = judge.first_shown + judge.second_shown;
    if (decided == 0) return std::nullopt;
    return static_cast<double>(judge.first_shown) / static_cast<double>(decided);
}

}  // namespace moa::judging
