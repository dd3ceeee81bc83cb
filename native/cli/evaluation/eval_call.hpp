// One call of moa eval: from the first question without an answer to the last.
#pragma once

#include "native/cli/evaluation/evaluation_setup.hpp"

namespace moa::cli {

/// Asks what is not answered yet and writes the answers to `arguments.out`. Returns the exit code; what went
/// wrong, and how to go on, has been told.
int call_evaluation(const EvalArguments& arguments, const Evaluation& evaluation);

}  // namespace moa::cli
