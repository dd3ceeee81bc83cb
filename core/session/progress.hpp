// How far the run on screen is, for titles and icons.
#pragma once

#include <cstddef>
#include <string>

#include "session/workspace.hpp"

namespace moa::session {

struct Progress {
    std::size_t ended = 0;  ///< nodes that will not write any more
    std::size_t nodes = 0;
};
Progress progress_of(const run::RunState& state);

/// "(3 of 7) MoA — Layer 1: ..." while it is going, "MoA — Answered in 8.4 s" else.
std::string title_of(const Workspace& workspace);

}  // namespace moa::session
