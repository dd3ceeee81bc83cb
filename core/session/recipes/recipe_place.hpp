// Where something stands in a recipe, as validation names it: "layers[1].agents[0].temperature".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace moa::session {

/// The recipe itself, a layer, or an agent of a layer. Counted from 0.
struct RecipePlace {
    int layer = -1;  ///< -1: the recipe itself
    int agent = -1;  ///< -1: the layer itself

    bool is_recipe() const { return layer < 0; }
    bool is_layer() const { return layer >= 0 && agent < 0; }
    bool is_agent() const { return layer >= 0 && agent >= 0; }
    bool operator==(const RecipePlace&) const = default;
};

/// A member of what stands at a place: "temperature", "limits.idle_ms"; empty for all of it.
struct RecipePath {
    RecipePlace place;
    std::string member;

    bool operator==(const RecipePath&) const = default;
};

/// "", "layers[1]" or "layers[1].agents[0]".
std::string to_string(RecipePlace place);
/// "layers[1].agents[0].temperature".
std::string to_string(const RecipePath& path);
/// The other way round; whether there is such a place is not asked. Nothing for what is no such path.
std::optional<RecipePath> parse_recipe_path(std::string_view text);

/// As people count: "The recipe", "Layer 2", "Agent 2.1".
std::string place_words(RecipePlace place);

}  // namespace moa::session
