// What a recipe that came by a link holds, shown before it comes to use.
#pragma once

#include <string>
#include <vector>

#include "mixture/recipe.hpp"
#include "screen/marked_passages.hpp"
#include "screen/screen.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

/// Text to be read, without a label beside it.
Item passages_item(std::string name, std::string label, std::vector<MarkedPassage> passages);

/// Its agents layer by layer, with where their questions would go, and all of it as JSON.
std::vector<Section> recipe_sections(const session::Workspace& workspace, const mixture::Recipe& recipe);

}  // namespace moa::screen
