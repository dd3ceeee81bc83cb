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

/// What the recipe may not be meant to do, although it can run, each as a sentence that begins with its
/// place: at temperature 0 a model gives one answer to one prompt, whatever the seed, and each call of it
/// costs. So an agent that is repeated, or listed twice in a layer, is remarked on. Muted agents are not
/// called.
std::vector<std::string> recipe_remarks(const Recipe& recipe);

}  // namespace moa::mixture
