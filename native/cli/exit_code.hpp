// What `moa` tells its caller when it ends.
#pragma once

#include "run/state.hpp"

namespace moa::cli {

enum ExitCode : int {
    exit_ok = 0,
    exit_usage = 2,          ///< usage or input error, a missing key
    exit_degraded = 3,       ///< an answer, but an agent is missing, cut short or replaced
    exit_failed = 4,         ///< no answer, or only a part of one
    exit_interrupted = 130,  ///< stopped by a signal: 128 + SIGINT, as shells report it
};

inline ExitCode exit_code_of(run::RunStatus status) {
    switch (status) {
        case run::RunStatus::complete:
            return exit_ok;
        case run::RunStatus::degraded:
            return exit_degraded;
        case run::RunStatus::cancelled:
            return exit_interrupted;
        case run::RunStatus::running:
        case run::RunStatus::failed:
            break;
    }
    return exit_failed;
}

}  // namespace moa::cli
