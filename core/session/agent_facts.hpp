// What is known of the model at a node's place before it is called.
#pragma once

#include <string>
#include <string_view>

#include "session/workspace.hpp"

namespace moa::session {

struct AgentFacts {
    std::string provider;  ///< for people
    std::string context;   ///< "131k context"; empty where it is not known
    std::string price;     ///< "$0.15 in, $0.60 out per 1M tokens", "free"; empty where it is not known
};

AgentFacts agent_facts(const Workspace& workspace, const run::Node& node);

/// Before a run: the model is known to be refused, or not to be callable at all.
bool is_refused(const Workspace& workspace, const run::Node& node);

/// run::state_word of a node of the run that is shown, but "not callable" for one that is_refused.
std::string_view state_word(const Workspace& workspace, const run::Node& node);

}  // namespace moa::session
