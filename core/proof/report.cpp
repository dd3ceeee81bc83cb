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

ArmFigures figures_of(const Arm& arm, const ArmOutcomes& outcomes) {
    ArmFigures figures;
    figures.name = arm.name;
    figures.title = arm.title;
    std::vector<double> first_words;
    std::vector<double> totals;
    for (const auto& outcome : outcomes.outcomes) {
        if (!outcome) continue;
        ++figures.questions;
        if (outcome->score >= 1) ++figures.solved;
        if (!outcome->answered) ++figures.unanswered;
        figures.cost_usd += outcome->cost_usd;
        if (outcome->first_word_ms != no_time)
            first_words.push_back(static_cast<double>(outcome->first_word_ms));
        if (outcome->total_ms != no_time) totals.push_back(static_cast<double>(outcome->total_ms));
    }
    figures.interval = statistics::clopper_pearson(figures.solved, figures.questions);
    figures.first_word_median_ms = statistics::median(first_words);
    figures.first_word_p95_ms = statistics::quantile(first_words, high_share);
    figures.total_median_ms = statistics::median(totals);
    figures.total_p95_ms = statistics::quantile(totals, high_share);
    return figures;
}

bool beats(const ArmFigures& one, const ArmFigures& other) {
    const bool as_good = one.share() >= other.share() && one.usd_per_question() <= other.usd_per_question();
    return as_good && (one.share() > other.share() || one.usd_per_question() < other.usd_per_question());
}

}  // namespace

std::optional<double> ArmFigures::usd_per_solved() const {
    if (solved == 0) return std::nullopt;
    return cost_usd / static_cast<double>(solved);
}

Report make_report(const Evidence& evidence) {
    Report report;
    const std::vector<Arm>& arms = evidence.plan.arms;
    std::vector<ArmOutcomes> outcomes;
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        outcomes.push_back(outcomes_of(evidence, arm));
        report.arms.push_back(figures_of(arms[arm], outcomes.back()));
    }
    for (ArmFigures& each : report.arms) {
        each.on_front = each.questions > 0 &&
                        std::none_of(report.arms.begin(), report.arms.end(), [&](const ArmFigures& other) {
                            return other.questions > 0 && beats(other, each);
                        });
    }
    statistics::BootstrapOptions options;
    options.seed = evidence.plan.seed;
    for (std::size_t arm = 1; arm < arms.size(); ++arm) {
        Comparison comparison = compare(outcomes.front(), outcomes[arm], {}, options);
        if (arms[arm].name == evidence.plan.primary_baseline) {
            report.primary = std::move(comparison);
        } else {
            report.exploratory.push_back(std::move(comparison));
        }
    }
    for (const QuestionRow& row : evidence.rows) {
        if (!row.one_proposal_right) continue;
        ++report.proposed;
        if (!*row.one_proposal_right) ++report.missed_by_all;
    }
    report.missed_interval = statistics::clopper_pearson(report.missed_by_all, report.proposed);
    return report;
}

}  // namespace moa::proof
