// What an experiment shows, as values: computed from the runs alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "proof/comparison.hpp"
#include "proof/outcome.hpp"
#include "proof/plan.hpp"

namespace moa::proof {

/// One arm's run on one question.
struct ArmRun {
    std::string answer;
    Outcome outcome;
    std::string log;  ///< path of the run log in the experiment's folder
};

struct QuestionRow {
    std::string id;
    std::string question;
    std::vector<std::optional<ArmRun>> runs;  ///< by arm, as in the plan; nothing where it was not asked
    /// Whether at least one proposal of the recipe's first layer is right; nothing where it was not asked.
    std::optional<bool> one_proposal_right;
};

/// All that is known of an experiment.
struct Evidence {
    Plan plan;
    std::string plan_sha256;
    std::string results_head;  ///< hash of the list of results, which holds those of all logs
    std::vector<QuestionRow> rows;
};

struct ArmFigures {
    std::string name;
    std::string title;
    std::int64_t questions = 0;
    std::int64_t solved = 0;
    std::int64_t unanswered = 0;
    statistics::Interval interval = {0, 1};  ///< of the share that is solved: Clopper and Pearson
    double cost_usd = 0;
    double first_word_median_ms = 0;
    double first_word_p95_ms = 0;
    double total_median_ms = 0;
    double total_p95_ms = 0;
    bool on_front = false;  ///< no other arm solves as much for less, or more for as much

    double share() const {
        return questions == 0 ? 0 : static_cast<double>(solved) / static_cast<double>(questions);
    }
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
};

Report make_report(const Evidence& evidence);

}  // namespace moa::proof
