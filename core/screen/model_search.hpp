// The list of a provider's models that a field offers while a model is chosen in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/models/model_choices.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

struct ModelSearch {
    std::vector<session::ModelChoice> choices;
    std::string note;  ///< how many more there are, or why there is nothing; may be empty
};

/// What the provider's list has for the words.
ModelSearch search_models(const session::ModelAccess& access, const mixture::Provider& provider,
                          std::string_view words);

/// The same of all providers that can be asked, those of `own` first. Models of others are named
/// "PROVIDER:MODEL", see named_model.
ModelSearch search_all_models(const session::Workspace& workspace, const mixture::Provider& own,
                              std::string_view words);

/// A model as it is typed or chosen where more than one provider could be meant.
struct NamedModel {
    const mixture::Provider* provider = nullptr;
    std::string model;
};
/// "groq:qwen/qwen3-32b" is a model of that provider; anything else is one of `own`.
NamedModel named_model(const mixture::Providers& providers, const mixture::Provider& own,
                       std::string_view text);

/// "Llama 3 70B · 131k tokens · $0.88 in, $1.20 out": all that stands beside the id.
std::string choice_facts(const session::ModelChoice& choice);

/// Whether the provider's list was neither asked for nor refused yet.
bool is_unasked(const session::ModelAccess& access, const mixture::Provider& provider);
/// Asks for the list of one of the workspace's providers where that was not done yet. Nothing happens while a
/// key is missing; the search says so.
void load_models_once(session::Workspace& workspace, const mixture::Provider& provider);
/// The same of all providers that search_all_models searches.
void load_all_models_once(session::Workspace& workspace, const mixture::Provider& own);

}  // namespace moa::screen
