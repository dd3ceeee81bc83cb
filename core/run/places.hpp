// Places of nodes in a recipe: agents that repeat are taken apart where one of them becomes different.
#pragma once

#include "mixture/recipe.hpp"
#include "run/node.hpp"

namespace moa::run {

/// Agent of the recipe behind a node (repeats expanded), or nullptr.
const mixture::Agent* agent_of(const mixture::Recipe& recipe, NodeId id);

/// Puts another agent in the node's place and returns the one that was there, with repeat 1. The place
/// exists.
mixture::Agent replace_agent(mixture::Recipe& recipe, NodeId id, mixture::Agent agent);

/// Puts the agent into this place of its layer; those from there on move down. At most one place behind the
/// last.
void insert_agent(mixture::Recipe& recipe, NodeId id, mixture::Agent agent);

/// Takes the node's agent out and returns it, with repeat 1. The place exists.
mixture::Agent erase_agent(mixture::Recipe& recipe, NodeId id);

}  // namespace moa::run
