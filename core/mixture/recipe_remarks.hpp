// What is odd about a recipe that is valid.
#pragma once

#include <string>
#include <vector>

#include "mixture/recipe.hpp"

namespace moa::mixture {

/// A sentence for each member that this version does not know, with where it stands and which one was
/// probably meant: "layers[0].agents[1].temprature is not known and has no effect; did you mean
/// temperature?"
std::vector<std::string> unknown_member_remarks(const Recipe& recipe);

}  // namespace moa::mixture
