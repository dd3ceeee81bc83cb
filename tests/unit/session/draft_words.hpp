// What a recipe that is being edited holds, and has wrong, as its editor says it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mixture/provider.hpp"
#include "session/recipes/recipe_draft.hpp"

namespace moa::test {

inline std::vector<std::string> sentences(const session::RecipeDraft& draft) {
    std::vector<std::string> out;
    for (const auto& fault : draft.faults(mixture::known_providers()))
        out.push_back(session::to_sentence(fault));
    return out;
}

inline std::string text(const session::RecipeDraft& draft, std::string_view path) {
    return draft.text(*session::parse_recipe_path(path));
}

}  // namespace moa::test
