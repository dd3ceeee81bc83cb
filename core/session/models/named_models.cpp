#include "session/models/named_models.hpp"

#include <algorithm>
#include <utility>

namespace moa::session {
namespace {

Result<mixture::NamedModel> model_named(const std::string& typed, const mixture::Providers& providers,
                                        const ModelBook& book, const IsCallable& callable) {
    if (auto named = qualified_model(typed, providers)) return std::move(*named);
    ModelMatch match = find_model(typed, providers, book, callable);
    if (match.found.size() == 1) return std::move(match.found.front());
    return model_name_error(typed, match, providers, book);
}

}  // namespace

bool names_unlisted(const NamedModels& named, const mixture::Providers& providers, const ModelBook& book,
                    const IsCallable& callable) {
    const auto unlisted = [&](const std::string& typed) {
        return !qualified_model(typed, providers) &&
               find_model(typed, providers, book, callable).found.empty();
    };
    return std::any_of(named.models.begin(), named.models.end(), unlisted) ||
           (!named.aggregator.empty() && unlisted(named.aggregator));
}

Result<mixture::Recipe> recipe_of_names(const NamedModels& named, const mixture::Providers& providers,
                                        const ModelBook& book, const IsCallable& callable) {
    if (named.models.empty())
        return invalid_input("An aggregator or a number of proposals needs a model that proposes: name one.");
    if (named.proposers && (*named.proposers < 1 || *named.proposers > most_named_proposers))
        return invalid_input("The number of proposals must be from 1 to " +
                             std::to_string(most_named_proposers) + ".");
    std::vector<mixture::NamedModel> models;
    for (const std::string& typed : named.models) {
        Result<mixture::NamedModel> model = model_named(typed, providers, book, callable);
        if (!model) return model.error();
        models.push_back(std::move(model.value()));
    }
    std::optional<mixture::NamedModel> aggregator;
    if (!named.aggregator.empty()) {
        Result<mixture::NamedModel> model = model_named(named.aggregator, providers, book, callable);
        if (!model) return model.error();
        aggregator = std::move(model.value());
    }
    return mixture::recipe_of_models(models, aggregator, named.proposers, providers);
}

}  // namespace moa::session
