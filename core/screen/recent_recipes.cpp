#include "screen/recent_recipes.hpp"

#include "mixture/recipe_rules.hpp"
#include "screen/words.hpp"

namespace moa::screen {

std::vector<std::string> recent_recipes(const session::Workspace& workspace) {
    std::vector<std::string> labels;
    for (const mixture::Recipe& recipe : workspace.configuration().recent()) {
        const std::string name = recipe.name.empty() ? std::string(words::unnamed_recipe) : recipe.name;
        labels.push_back(name + ", " + mixture::shape_words(recipe));
    }
    return labels;
}

std::optional<Error> use_recent_recipe(session::Workspace& workspace, std::size_t place) {
    const std::vector<mixture::Recipe>& recent = workspace.configuration().recent();
    if (place >= recent.size()) return std::nullopt;
    return workspace.use_recipe(mixture::Recipe(recent[place]));
}

}  // namespace moa::screen
