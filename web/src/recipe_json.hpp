// What the recipe editor shows beside its form as JSON, which page/editor.js makes DOM of.
#pragma once

#include "json.hpp"
#include "screen/recipe_screen.hpp"

namespace moa::web {

/// Members as in screen::RecipePane and the outline in it; places as session::to_string writes them.
Json recipe_json(const screen::RecipePane& pane);

}  // namespace moa::web
