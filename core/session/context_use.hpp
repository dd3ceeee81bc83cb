// How much of the models' contexts the next question is likely to fill.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "session/workspace.hpp"

namespace moa::session {

struct ContextUse {
    std::string node;   ///< whose context it is: "2.1 Qwen3-32B"
    double tokens = 0;  ///< prompt and answer, estimated
    std::int64_t context = 0;

    double share() const { return tokens / static_cast<double>(context); }
};

/// Of a run of the draft the node whose context is the fullest; nothing while no context is known.
std::optional<ContextUse> fullest_context(const Workspace& workspace);

}  // namespace moa::session
