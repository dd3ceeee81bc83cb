// The run logs of an arm, read again.
#pragma once

#include <string>
#include <vector>

#include "native/cli/proof/experiment_files.hpp"
#include "proof/judged_pairs.hpp"
#include "run/state.hpp"

namespace moa::cli {

struct ArmLog {
    proof::LoggedTurn file;
    run::RunState state;
};

/// The log of a turn; an error where it cannot be read.
Result<ArmLog> read_arm_log(const ExperimentFolder& folder, const std::string& log);

/// Those of all turns of a question that have been begun: at most `turns`.
Result<std::vector<ArmLog>> read_arm_logs(const ExperimentFolder& folder, const std::string& arm,
                                          std::size_t question, std::size_t turns);

/// What the arm itself answered.
proof::ArmTexts texts_of(const std::vector<ArmLog>& logs);
/// What an arm that is made of these runs answered.
proof::ArmTexts derived_texts(const std::vector<ArmLog>& logs, proof::Derivation derivation);

}  // namespace moa::cli
