// Recipes that were in use before, to be chosen again: the same list in page and window.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "session/workspace.hpp"

namespace moa::screen {

/// The latest first: "MoA-Lite, 3 proposers, 1 aggregator".
std::vector<std::string> recent_recipes(const session::Workspace& workspace);

/// Runs the one at this place of the list from now on. An error says why it cannot; it stays in the list.
std::optional<Error> use_recent_recipe(session::Workspace& workspace, std::size_t place);

}  // namespace moa::screen
