// What a recipe that is being edited has wrong, as its editor says it.
#pragma once

#include <string>
#include <vector>

#include "mixture/provider.hpp"
#include "session/recipe_draft.hpp"

namespace moa::test {

inline std::vector<std::string> sentences(const session::RecipeDraft& draft) {
    std::vector<std::string> out;
    for (const auto& fault : draft.faults(mixture::known_providers()))
        out.push_back(session::to_sentence(fault));
    return out;
}

}  // namespace moa::test
