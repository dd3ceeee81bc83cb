// What the recipe editor shows of a draft: the layers and agents as they will run, and the fields of one of
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screen/screen.hpp"
#include "session/recipes/recipe_draft.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

struct RecipeForm {
    std::string title;  ///< "Agent 1.2"
    /// The names of items are paths that RecipeDraft::set takes. The section without a title is always in
    /// sight, the others fold.
    std::vector<Section> sections;
};

struct AgentOutline {
    std::string label;
    std::string provider;        ///< its name: the provider's hue goes by it
    std::string provider_label;  ///< for people
    std::string model;
    std::string price;        ///< "$0.15 in, $0.60 out", "unpriced"; US dollars per million tokens
    std::string verdict;      ///< of its model: "\u2713 callable"; empty where that was never asked
    bool uncallable = false;  ///< the verdict says that a run would fail here
    int repeat = 1;
    bool muted = false;
    bool has_backup = false;
    bool faulty = false;
    bool operator==(const AgentOutline&) const = default;
};

struct LayerOutline {
    std::string title;  ///< "Layer 1"
    std::string role;   ///< "6 proposers", "3 refiners", "The aggregator"
    std::string wait;   ///< "Waits for all", "Waits for 4 answers, then 2 s"
    bool is_last = false;
    bool faulty = false;  ///< itself, not its agents
    std::vector<AgentOutline> agents;
    bool operator==(const LayerOutline&) const = default;
};

struct RecipeOutline {
    std::vector<LayerOutline> layers;
    std::string sentence;  ///< "2 layers, 7 agents. About 8.4k tokens, $0.0021 (...), 12 s (...) a question."
    std::string check;     ///< what is known of whether its models answer; empty where none was asked
    bool checking = false;  ///< they are being asked
    std::vector<session::RecipeFault> faults;
    std::vector<session::RecipeFault> remarks;  ///< on what can run and may not be meant
    bool operator==(const RecipeOutline&) const = default;
};

RecipeOutline outline_of(const session::RecipeDraft& draft, const session::Workspace& workspace);

/// The form of what stands at `place`; `outline` is that of the same draft.
RecipeForm form_of(const session::RecipeDraft& draft, const session::Workspace& workspace,
                   const RecipeOutline& outline, session::RecipePlace place);

/// `place`, or what is nearest to it in the recipe.
session::RecipePlace nearest_place(const mixture::Recipe& recipe, session::RecipePlace place);

/// Whose model the field of this path names; null where there is no such provider.
const mixture::Provider* provider_of_field(const session::RecipeDraft& draft,
                                           const session::Workspace& workspace, std::string_view field);

}  // namespace moa::screen
