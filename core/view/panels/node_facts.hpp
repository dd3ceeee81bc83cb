// Facts about a node: who is asked, with which parameters and limits, and what it took.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "run/node.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

/// What its calls took: waits, times, speed, tokens and cost, each with its label, as far as they are known.
std::vector<std::pair<std::string, std::string>> call_figures(const run::Node& node, Millis now);

void draw_node_facts(Flow& flow, const run::Node& node);

}  // namespace moa::view
