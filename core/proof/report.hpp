// What an experiment shows, as values: computed from the runs alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judging/tally.hpp"
#include "proof/comparison.hpp"
#include "proof/judged_pairs.hpp"
#include "proof/outcome.hpp"
#include "proof/plan.hpp"

namespace moa::proof {

/// One arm's runs on one question.
struct ArmRun {
    ArmTexts texts;
    Outcome outcome;
    std::vector<std::string> logs;  ///< by turn: path of the run log in the experiment's folder
};

/// What a judge said of a pair in one order.
struct HeardVerdict {
    std::size_t judge = 0;  ///< place in the plan
    bool recipe_first = true;
    std::optional<judging::Verdict> verdict;
    std::string reply;
};

/// One turn of the recipe (side A) and another arm.
struct JudgedTurn {
    judging::PairFacts facts;
    std::vector<HeardVerdict> heard;
};

struct QuestionRow {
    std::string id;
    std::vector<std::string> turns;
    std::vector<std::optional<ArmRun>> runs;  ///< by arm, as in the plan; nothing where it was not asked
    /// By arm and turn, where judges compare: empty for the recipe, and where one of the two was not asked.
    std::vector<std::vector<JudgedTurn>> judged;
    /// Whether at least one proposal of the recipe's first layer is right; nothing where it was not asked.
    std::optional<bool> one_proposal_right;
};

/// All that is known of an experiment.
struct Evidence {
    Plan plan;
    std::string plan_sha256;
    std::string results_head;   ///< hash of the list of results, which holds those of all logs
    std::string verdicts_head;  ///< hash of the list of verdicts; empty without judges
    double judging_usd = 0;     ///< what the judges have cost
    std::vector<QuestionRow> rows;
};

struct ArmFigures {
    std::string name;
    std::string title;
    std::int64_t questions = 0;
    std::int64_t solved = 0;  ///< none where judges compare
    std::int64_t unanswered = 0;
    /// The share that is solved; of judged answers the win rate against the recipe, whose own is one half.
    double quality = 0;
    statistics::Interval interval = {0, 1};  ///< of that: Clopper and Pearson, or the bootstrap
    bool measured = false;                   ///< there is something that the quality rests on
    double cost_usd = 0;
    double first_word_median_ms = 0;
    double first_word_p95_ms = 0;
    double total_median_ms = 0;
    double total_p95_ms = 0;
    bool on_front = false;  ///< no other arm solves as much for less, or more for as much

    double usd_per_question() const { return questions == 0 ? 0 : cost_usd / static_cast<double>(questions); }
    /// Nothing where none is solved.
    std::optional<double> usd_per_solved() const;
};

struct Report {
    std::vector<ArmFigures> arms;
    Comparison primary;
    std::vector<Comparison> exploratory;  ///< the recipe against each of the other arms
    std::int64_t missed_by_all = 0;       ///< questions that all proposals of the first layer miss
    std::int64_t proposed = 0;            ///< questions with proposals
    /// Of the share that all miss, beta: no way to choose among the proposals solves more than the rest.
    statistics::Interval missed_interval = {0, 1};
    /// What judges say of the recipe (side A) against the primary baseline, and against all other arms
    /// together.
    std::optional<judging::Tally> judged;
    std::optional<judging::Tally> judged_in_all;
};

Report make_report(const Evidence& evidence);

}  // namespace moa::proof
