// Changes to the layers and agents of a recipe that is being edited.
#pragma once

#include <string>

#include "json_box.hpp"
#include "result.hpp"
#include "session/recipes/recipe_place.hpp"

namespace moa::session {

/// One change, by name: "add_layer" puts a layer with one agent at `at`, "add_agent" an agent behind those of
/// the layer `at`; "duplicate", "move" and "remove" concern the layer or agent at `at`. All names are the
/// same for the page, the window and tests.
struct DraftStep {
    std::string name;
    RecipePlace at;
    RecipePlace to = {};  ///< of a move: where it stands afterwards
};

/// Makes the change in the recipe's list of layers, and tells where to look afterwards: at what was added,
/// copied or moved, or at what stands nearest to what was removed. Refused, and nothing changed: what would
/// take the last layer from its place or give it another number of agents than one, leave a layer without
/// agents, or pass the bounds of a recipe.
Result<RecipePlace> take_step(Json& layers, const DraftStep& step);

}  // namespace moa::session
