// moa prove run: asks all arms, question by question, and goes on where it was stopped.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "native/cli/proof/experiment_files.hpp"
#include "native/cli/provider_option.hpp"

namespace moa::cli {

struct ExperimentOptions {
    std::string plan;
    std::string questions;  ///< empty: where the plan has them
    std::string folder;
    ProviderSettings providers;
    int parallel = 8;  ///< runs at once
};

struct ExperimentEnd {
    bool stopped = false;           ///< by a signal
    bool out_of_budget = false;     ///< the next question would have exceeded it
    std::int64_t runs = 0;          ///< of this call
    std::int64_t unanswered = 0;    ///< of those
    double spent_usd = 0;           ///< of all calls
    std::int64_t missing = 0;       ///< runs of the plan that have no answer yet
    std::int64_t verdicts = 0;      ///< of this call
    std::int64_t failed_games = 0;  ///< calls of judges that failed
    std::string game_failure;       ///< why the first of them did
};

Result<ExperimentEnd> run_experiment(const ExperimentOptions& options);

}  // namespace moa::cli
