// moa prove report: the folder of an experiment, verified and read.
#pragma once

#include <string>

#include "proof/report.hpp"
#include "result.hpp"

namespace moa::cli {

/// Everything in the folder, without a key and without asking anybody; answers are checked again. The error
/// says which file was changed or is missing.
Result<proof::Evidence> read_evidence(const std::string& folder);

}  // namespace moa::cli
