// A model as people name it: "qwen3:8b", "ollama/qwen3:8b".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/named_recipe.hpp"
#include "session/models/model_book.hpp"

namespace moa::session {

/// What a typed name comes to.
struct ModelMatch {
    /// Of equal rank: one is the model, several are choices, none is a model that no known list has.
    std::vector<mixture::NamedModel> found;
};

/// The provider and model that "PROVIDER/MODEL" names, the model with all further slashes; nothing where what
/// stands before the first slash is no provider's name. It is not looked up: lists are not complete.
std::optional<mixture::NamedModel> qualified_model(std::string_view typed,
                                                   const mixture::Providers& providers);

/// All models that the book's lists and the presets have of these providers and that can chat, each once, in
/// the providers' order.
std::vector<mixture::NamedModel> known_models_of(const mixture::Providers& providers, const ModelBook& book);

/// Looks a name without a provider up in the book's lists and in the presets: the whole id, then the id in
/// another case, then its last part ("gpt-oss-120b" of "openai/gpt-oss-120b") or the id without its tag
/// ("qwen3" of "qwen3:latest"). Of several, those at providers that `callable` accepts come alone, where
/// there are any, and a scripted model only where no other is meant.
ModelMatch find_model(std::string_view typed, const mixture::Providers& providers, const ModelBook& book,
                      const std::function<bool(const mixture::Provider&)>& callable);

/// Why the name cannot be used: the choices where there are several, the likely ones where there is none.
Error model_name_error(std::string_view typed, const ModelMatch& match, const mixture::Providers& providers,
                       const ModelBook& book);

}  // namespace moa::session
