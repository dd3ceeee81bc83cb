#include "proof/judged_words.hpp"

#include <algorithm>

#include "figures.hpp"
#include "judging/tally_words.hpp"
#include "mixture/recipe.hpp"
#include "statistics/words.hpp"

namespace moa::proof {

namespace {

std::vector<std::string> names_of(const Plan& plan) {
    std::vector<std::string> names;
    for (const judging::Judge& judge : plan.judges)
        names.push_back(judge.name);
    return names;
}

std::string share_of(std::int64_t part, std::int64_t all) {
    return all == 0 ? "-" : statistics::percent(static_cast<double>(part) / static_cast<double>(all));
}

}  // namespace

std::vector<std::string> judges_sentences(const Evidence& evidence, const Report& report) {
    std::vector<std::string> sentences =
        judging::agreement_sentences(*report.judged_in_all, names_of(evidence.plan));
    sentences.push_back(
        judging::length_sentence(*report.judged, report.arms.front().title, report.primary.baseline));
    if (report.judged_in_all->given > 0) sentences.push_back(judging::given_sentence(*report.judged_in_all));
    if (report.judged_in_all->not_judged > 0)
        sentences.push_back(
            "Not judged in both orders: " + figure::counted(report.judged_in_all->not_judged, "pair") + ".");
    sentences.push_back("The judges cost " + figure::money(evidence.judging_usd) +
                        ", which is part of the budget and of no arm.");
    if (const std::string partial = partial_judges(evidence.plan); !partial.empty())
        sentences.push_back("Not impartial: " + partial + " also answered in this experiment.");
    sentences.emplace_back(
        "Beta, the share of questions that all proposals miss, takes exact answers and is not in this "
        "report.");
    return sentences;
}

std::vector<std::string> judge_titles() {
    return {
        "win rate of the recipe", "same in both orders", "first shown wins", "unreadable", "pairs", "judge"};
}

std::vector<std::string> judge_cells(const Evidence& evidence, const Report& report, std::size_t judge) {
    const judging::JudgeTally& primary = report.judged->judges[judge];
    const judging::JudgeTally& all = report.judged_in_all->judges[judge];
    const auto leaning = judging::first_shown_share(all);
    return {primary.count.games() == 0 ? "-" : statistics::percent(statistics::win_rate(primary.count)),
            share_of(all.consistent, all.count.games()),
            leaning ? statistics::percent(*leaning) : "-",
            figure::count(all.unreadable),
            figure::count(all.count.games()),
            evidence.plan.judges[judge].name};
}

std::string partial_judges(const Plan& plan) {
    std::string names;
    for (const judging::Judge& judge : plan.judges) {
        const bool answers = std::any_of(plan.arms.begin(), plan.arms.end(), [&](const Arm& arm) {
            const auto callees =
                arm.is_derived() ? std::vector<mixture::Agent>() : mixture::callees(arm.recipe);
            return std::any_of(callees.begin(), callees.end(), [&](const mixture::Agent& agent) {
                return agent.provider == judge.agent().provider && agent.model == judge.agent().model;
            });
        });
        if (answers) names += (names.empty() ? "" : ", ") + judge.name;
    }
    return names;
}

std::string_view fate_of(double score) {
    return score > 0.5 ? "won" : score < 0.5 ? "lost" : "tied";
}

std::string verdict_words(const Plan& plan, const HeardVerdict& heard) {
    std::string text = plan.judges[heard.judge].name;
    text += heard.recipe_first ? ", this answer shown second: " : ", this answer shown first: ";
    if (!heard.verdict) return text + "no readable verdict";
    if (*heard.verdict == judging::Verdict::tie) return text + "tie";
    const bool recipe_wins = (*heard.verdict == judging::Verdict::first) == heard.recipe_first;
    return text + (recipe_wins ? "loses" : "wins");
}

}  // namespace moa::proof
