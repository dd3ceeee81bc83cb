// What a recipe's editor shows: the layers and agents as they will run, and the fields of one of them. Page
// and window draw it, each in its own way.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "session/recipe_draft.hpp"
#include "session/recipe_fields.hpp"
#include "session/workspace.hpp"

namespace moa::session {

struct FormField {
    std::string path;  ///< what RecipeDraft::set takes
    std::string_view label;
    FieldKind kind = FieldKind::text;
    std::string value;        ///< as it is typed; of a toggle "true" or nothing
    std::string placeholder;  ///< what holds while nothing is set here
    std::string_view unit;    ///< behind the field; may be empty
    std::string help;         ///< may be empty; of a model what is known of it
    std::string error;        ///< what is wrong, and what is allowed; empty when nothing is
    std::string provider;     ///< of a model: whose
    /// Of a choice: values and words. The empty value stands first and is what holds while nothing is set.
    std::vector<std::pair<std::string, std::string>> choices = {};
};

struct FormSection {
    std::string_view title;  ///< empty: the fields that are always in sight
    std::string summary;     ///< what is set in it, for a folded section
    bool faulty = false;     ///< one of its fields has an error
    std::vector<FormField> fields;
};

struct RecipeForm {
    std::string title;  ///< "Agent 1.2"
    std::vector<FormSection> sections;
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
};

struct LayerOutline {
    std::string title;  ///< "Layer 1"
    std::string role;   ///< "6 proposers", "3 refiners", "The aggregator"
    std::string wait;   ///< "Waits for all", "Waits for 4 answers, then 2 s"
    bool is_last = false;
    bool faulty = false;  ///< itself, not its agents
    std::vector<AgentOutline> agents;
};

struct RecipeOutline {
    std::vector<LayerOutline> layers;
    std::string sentence;  ///< "2 layers, 7 agents. About 8.4k tokens, $0.0021 (...), 12 s (...) a question."
    std::string check;     ///< what is known of whether its models answer; empty where none was asked
    bool checking = false;  ///< they are being asked
    std::vector<RecipeFault> faults;
};

RecipeOutline outline_of(const RecipeDraft& draft, const Workspace& workspace);

/// The form of what stands at `place`; `outline` is that of the same draft.
RecipeForm form_of(const RecipeDraft& draft, const Workspace& workspace, const RecipeOutline& outline,
                   RecipePlace place);

/// `place`, or what is nearest to it in the recipe.
RecipePlace nearest_place(const mixture::Recipe& recipe, RecipePlace place);

}  // namespace moa::session
