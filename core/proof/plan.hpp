// The pre-registration of an experiment ("moa-plan/1"): everything that is decided before anything is asked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
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
    std::string check_command;     ///< ... or a command
    std::vector<PlannedPrice> prices;
    std::uint64_t seed = 1;
    double budget_usd = 0;  ///< no run is begun that would exceed it
    int planned_samples = 1;
    double likely_usd = 0;      ///< what all of it is likely to cost
    double disagreement = 0.3;  ///< assumed share of questions that one of two arms alone solves
    double detectable = 0;      ///< smallest difference that is found with a power of 80 %

    const Arm& recipe() const { return arms.front(); }
    /// nullptr for an unknown name.
    const Arm* find(std::string_view name) const;
    bool operator==(const Plan&) const = default;
};

/// As it stands in the file, with words for its rules.
std::string write_plan(const Plan& plan);
/// The error completes "FILE: ".
Result<Plan> read_plan(std::string_view text);

/// In which order the questions are asked: places of the first `count` of `all` after the seed's shuffle.
std::vector<std::size_t> question_order(std::size_t all, std::int64_t count, std::uint64_t seed);

}  // namespace moa::proof
