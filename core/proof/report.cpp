#include "proof/report.hpp"

#include <algorithm>

#include "statistics/quantile.hpp"

namespace moa::proof {

namespace {

constexpr double high_share = 0.95;

ArmOutcomes outcomes_of(const Evidence& evidence, std::size_t arm) {
    ArmOutcomes outcomes{evidence.plan.arms[arm].title, {}};
    for (const QuestionRow& row : evidence.rows) {
        const auto& run = row.runs[arm];
        outcomes.outcomes.push_back(run ? std::optional<Outcome>(run->outcome) : std::nullopt);
    }
    return outcomes;
}

ArmFigures figures_of(const Arm& arm, const ArmOutcomes& outcomes, bool exact) {
    ArmFigures figures;
    figures.name = arm.name;
    figures.title = arm.title;
    std::vector<double> first_words;
    std::vector<double> totals;
    for (const auto& outcome : outcomes.outcomes) {
        if (!outcome) continue;
        ++figures.questions;
        if (exact && outcome->score >= 1) ++figures.solved;
        if (!outcome->answered) ++figures.unanswered;
        figures.cost_usd += outcome->cost_usd;
        if (outcome->first_word_ms != no_time)
            first_words.push_back(static_cast<double>(outcome->first_word_ms));
        if (outcome->total_ms != no_time) totals.push_back(static_cast<double>(outcome->total_ms));
    }
    if (exact && figures.questions > 0) {
        figures.measured = true;
        figures.quality = static_cast<double>(figures.solved) / static_cast<double>(figures.questions);
        figures.interval = statistics::clopper_pearson(figures.solved, figures.questions);
    }
    figures.first_word_median_ms = statistics::median(first_words);
    figures.first_word_p95_ms = statistics::quantile(first_words, high_share);
    figures.total_median_ms = statistics::median(totals);
    figures.total_p95_ms = statistics::quantile(totals, high_share);
    return figures;
}

bool beats(const ArmFigures& one, const ArmFigures& other) {
    const bool as_good = one.quality >= other.quality && one.usd_per_question() <= other.usd_per_question();
    return as_good && (one.quality > other.quality || one.usd_per_question() < other.usd_per_question());
}

void mark_front(std::vector<ArmFigures>& arms) {
    for (ArmFigures& each : arms)
        each.on_front = each.measured && std::none_of(arms.begin(), arms.end(), [&](const ArmFigures& other) {
                            return other.measured && beats(other, each);
                        });
}

/// Pairs of answers with what judges said of them.
struct Games {
    std::vector<judging::PairFacts> pairs;
    std::vector<judging::Judgement> judgements;

    void add(const QuestionRow& row, std::size_t arm) {
        for (const JudgedTurn& turn : row.judged[arm]) {
            for (const HeardVerdict& heard : turn.heard)
                judgements.push_back({pairs.size(), heard.judge, !heard.recipe_first, heard.verdict});
            pairs.push_back(turn.facts);
        }
    }

    judging::Tally counted(const Plan& plan, const statistics::BootstrapOptions& options) const {
        return judging::tally(pairs, judgements, plan.judges.size(), options);
    }
};

judging::Tally tally_of(const Evidence& evidence, const std::vector<std::size_t>& arms,
                        const statistics::BootstrapOptions& options) {
    Games games;
    for (const QuestionRow& row : evidence.rows) {
        for (const std::size_t arm : arms)
            games.add(row, arm);
    }
    return games.counted(evidence.plan, options);
}

/// The recipe is one half by definition, the others what they win against it.
void measure_by_judges(ArmFigures& arm, const judging::Tally& tally) {
    arm.measured = tally.count.games() > 0;
    arm.quality = 1 - tally.win_rate;
    arm.interval = {1 - tally.interval.high, 1 - tally.interval.low};
}

void count_missed(Report& report, const Evidence& evidence) {
    for (const QuestionRow& row : evidence.rows) {
        if (!row.one_proposal_right) continue;
        ++report.proposed;
        if (!*row.one_proposal_right) ++report.missed_by_all;
    }
    report.missed_interval = statistics::clopper_pearson(report.missed_by_all, report.proposed);
}

}  // namespace

std::optional<double> ArmFigures::usd_per_solved() const {
    if (solved == 0) return std::nullopt;
    return cost_usd / static_cast<double>(solved);
}

Report make_report(const Evidence& evidence) {
    Report report;
    const std::vector<Arm>& arms = evidence.plan.arms;
    const bool judged = evidence.plan.is_judged();
    std::vector<ArmOutcomes> outcomes;
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        outcomes.push_back(outcomes_of(evidence, arm));
        report.arms.push_back(figures_of(arms[arm], outcomes.back(), !judged));
    }
    statistics::BootstrapOptions options;
    options.seed = evidence.plan.seed;
    if (judged) {
        ArmFigures& recipe = report.arms.front();
        recipe.measured = recipe.questions > 0;
        recipe.quality = 0.5;
        recipe.interval = {0.5, 0.5};
    }
    std::vector<std::size_t> others;
    for (std::size_t arm = 1; arm < arms.size(); ++arm) {
        others.push_back(arm);
        Comparison comparison = compare(outcomes.front(), outcomes[arm], {}, options);
        const bool is_primary = arms[arm].name == evidence.plan.primary_baseline;
        if (judged) {
            judging::Tally tally = tally_of(evidence, {arm}, options);
            judge_by(comparison, tally);
            measure_by_judges(report.arms[arm], tally);
            if (is_primary) report.judged = std::move(tally);
        }
        if (is_primary) {
            report.primary = std::move(comparison);
        } else {
            report.exploratory.push_back(std::move(comparison));
        }
    }
    if (judged) report.judged_in_all = tally_of(evidence, others, options);
    mark_front(report.arms);
    count_missed(report, evidence);
    return report;
}

}  // namespace moa::proof
