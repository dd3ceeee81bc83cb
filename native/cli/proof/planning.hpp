// moa prove plan: what an experiment would ask, cost and be able to show.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "native/cli/answer_check.hpp"
#include "native/cli/provider_option.hpp"
#include "proof/plan.hpp"

namespace moa::cli {

struct PlanOptions {
    std::string questions;
    std::string recipe;
    ProviderSettings providers;
    std::string best;  ///< "PROVIDER:MODEL"; empty: the aggregator's
    std::string baseline = "self-moa";
    AnswerCheck check;
    std::vector<std::string> judges;    ///< "PROVIDER:MODEL", instead of a check
    std::optional<std::int64_t> limit;  ///< questions
    double budget_usd = 0;
    std::optional<double> disagreement;  ///< else proof::usual_disagreement
    std::uint64_t seed = 1;
};

/// The plan; an error where a price is not known or the budget does not pay for it, with the numbers.
Result<proof::Plan> make_plan(const PlanOptions& options);

/// "12 arms, 200 questions: about $4.10 of the budget of $5.00. ..." in sentences.
std::vector<std::string> plan_sentences(const proof::Plan& plan);

/// Each model of all arms, and each judge, once in one recipe, for keys and prices.
mixture::Recipe all_agents(const proof::Plan& plan);

/// Prices in the form that runs count with.
mixture::PriceList price_list_of(const proof::Plan& plan);

}  // namespace moa::cli
