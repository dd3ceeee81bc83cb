// Facts about a node: who is asked, with which parameters and limits, and what it took.
#pragma once

#include "run/node.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

void draw_node_facts(Flow& flow, const run::Node& node);

}  // namespace moa::view
