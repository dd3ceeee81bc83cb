// Models by name, as the options -m, -a and -n or a link of the page have them, and the recipe that they
// make.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "session/models/model_name.hpp"

namespace moa::session {

/// As typed, see find_model.
struct NamedModels {
    std::vector<std::string> models;  ///< that propose
    std::string aggregator;           ///< empty: the first model
    std::optional<int> proposers;     ///< number of proposals; nothing: as recipe_of_models has it

    bool empty() const { return models.empty() && aggregator.empty() && !proposers; }
};

/// The most proposals that a name or a link can ask for; more are a recipe's business.
inline constexpr int most_named_proposers = 64;

/// Whether a provider can be called, as far as is known without asking it.
using IsCallable = std::function<bool(const mixture::Provider&)>;

/// Whether one of the names stands in no known list, so that lists should be asked for before anything is
/// said of it.
bool names_unlisted(const NamedModels& named, const mixture::Providers& providers, const ModelBook& book,
                    const IsCallable& callable);

/// The recipe of the named models. The error says which name cannot be used, and what to write instead.
Result<mixture::Recipe> recipe_of_names(const NamedModels& named, const mixture::Providers& providers,
                                        const ModelBook& book, const IsCallable& callable);

}  // namespace moa::session
