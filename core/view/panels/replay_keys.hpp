// The keys of a replay, where neither a text nor the panel has them.
#pragma once

#include "view/context.hpp"

namespace moa::view {

/// Before the tree takes its own. Left and right are a replay's while no node is chosen.
void take_replay_keys(const Context& context);

}  // namespace moa::view
