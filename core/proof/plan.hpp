// The pre-registration of an experiment ("moa-plan/1"): everything that is decided before anything is asked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "judging/judge.hpp"
#include "mixture/price.hpp"
#include "proof/arms.hpp"
#include "result.hpp"

namespace moa::proof {

inline constexpr std::string_view plan_format = "moa-plan/1";

struct PlannedPrice {
    std::string provider;
    std::string model;
    mixture::Price price;

    bool operator==(const PlannedPrice&) const = default;
};

struct Plan {
    std::string made_at;           ///< date, "2026-11-29"
    std::string questions_file;    ///< as it was named
    std::string questions_sha256;  ///< of the file's bytes
    std::int64_t questions = 0;    ///< how many of them are asked, in the order that the seed gives
    std::vector<Arm> arms;         ///< the recipe first
    std::string primary_baseline;  ///< name of the arm that the recipe is compared with
    std::string expect;            ///< how answers are checked: the field of the questions, ...
    std::string check_command;     ///< ... or a command, ...
    /// ... or models that compare them with the recipe's, in both orders
    std::vector<judging::Judge> judges;
    std::string judge_instructions;  ///< what these are told, word for word
    std::vector<PlannedPrice> prices;
    std::uint64_t seed = 1;
    double budget_usd = 0;  ///< no run is begun that would exceed it
    int planned_samples = 1;
    double likely_usd = 0;          ///< what all of it is likely to cost
    double likely_judging_usd = 0;  ///< the judges' part of that
    /// Assumed share of questions that one of two arms alone solves, or that judges do not call a tie.
    double disagreement = 0.3;
    double detectable =
        0;  ///< smallest difference, or distance of a win rate from 50 %, found with 80 % power

    const Arm& recipe() const { return arms.front(); }
    Measure measure() const { return judges.empty() ? Measure::exact : Measure::judged; }
    bool is_judged() const { return !judges.empty(); }
    /// nullptr for an unknown name.
    const Arm* find(std::string_view name) const;
    bool operator==(const Plan&) const = default;
};

/// As it stands in the file, with words for its rules.
std::string write_plan(const Plan& plan);
/// The error completes "FILE: ".
Result<Plan> read_plan(std::string_view text);

/// The standard deviation of a question's difference, as far as it can be assumed beforehand: that of
/// `measure` where a `disagreement` of the questions is decided one way or the other. A judged question
/// counts as won, tied or lost (1, 1/2, 0), and all its turns as one: verdicts between those, and turns that
/// do not rise and fall together, make it smaller.
double assumed_deviation(Measure measure, double disagreement);

/// What is assumed where nothing is said. Exact answers: our own guess. Judged ones: a judge like GPT-4 gives
/// the same verdict in both orders for 65 % of the pairs (Zheng et al., arXiv 2306.05685, table 2), and not
/// each of those is a tie.
double usual_disagreement(Measure measure);

/// In which order the questions are asked: places of the first `count` of `all` after the seed's shuffle.
std::vector<std::size_t> question_order(std::size_t all, std::int64_t count, std::uint64_t seed);

}  // namespace moa::proof
