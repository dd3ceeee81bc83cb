// What there is to say of a workspace in one sentence.
#pragma once

#include <string>

#include "session/workspace.hpp"

namespace moa::session {

/// What is happening now.
std::string status_line(const Workspace& workspace);

/// What there is to know beside the question: what is out of date and what running it again would use, what
/// the draft is likely to take, or what the run on screen took. Empty where there is nothing.
std::string outlook(const Workspace& workspace);

}  // namespace moa::session
