#include "native/cli/model_choice.hpp"

#include <utility>

#include "mixture/named_recipe.hpp"
#include "mixture/presets.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/recipe_overrides.hpp"
#include "native/models/named_recipe.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/model_store.hpp"
#include "session/models/model_choices.hpp"

namespace moa::cli {
namespace {

using mixture::NamedModel;
using mixture::Provider;

/// Asks these providers for their lists, all at once, and keeps what they say. The error is the user's stop.
Result<session::ModelBook> ask_lists(const std::vector<Provider>& providers, const UserProviders& user) {
    session::Credentials keys = user.keys;
    for (const Provider& provider : providers)
        if (auto error = native::add_kept_key(provider, keys)) return *error;
    SignalScope signals;
    ModelQueries queries(signals);
    for (const Provider& provider : providers)
        queries.requests().load(provider, keys);
    if (!queries.wait({})) return usage_error("Stopped while the model lists were requested.");
    queries.keep();
    session::ModelBook answered;  // those alone that answered now
    for (const Provider& provider : providers) {
        if (!queries.requests().loaded(provider)) continue;
        answered.set_list(provider, *queries.book().list_of(provider));
    }
    return answered;
}

/// The ids of a list that can be asked.
std::vector<std::string> askable(const session::ModelBook& book, const Provider& provider) {
    std::vector<std::string> ids;
    const session::KeptList* list = book.list_of(provider);
    if (list == nullptr) return ids;
    for (const wire::ListedModel& model : list->models)
        if (session::choice_of(book, provider, model.id).usable) ids.push_back(model.id);
    return ids;
}

mixture::Recipe recipe_of_list(const std::vector<std::string>& ids, const Provider& provider,
                               const UserProviders& user) {
    std::vector<NamedModel> models;
    for (std::string& id : mixture::listed_choice(ids))
        models.push_back({provider.name, std::move(id)});
    return mixture::recipe_of_models(models, std::nullopt, std::nullopt, user.providers);
}

/// The provider's preset, or a recipe of what it lists.
Result<mixture::Recipe> recipe_on(const Provider& provider, const UserProviders& user) {
    if (const auto* preset = mixture::find_preset("moa-lite-" + provider.name)) return preset->recipe;
    const Result<session::ModelBook> answered = ask_lists({provider}, user);
    if (!answered) return answered.error();
    const std::vector<std::string> ids = askable(answered.value(), provider);
    if (!ids.empty()) return recipe_of_list(ids, provider, user);
    const bool lists = answered.value().list_of(provider) != nullptr;
    return usage_error(provider.label + " at " + provider.base_url +
                       (lists ? " lists no model that can chat" : " did not answer with a list of models") +
                       ": name one with -m " + provider.name + "/MODEL, or a recipe with --recipe.");
}

Error nothing_found(const std::vector<Provider>& asked) {
    std::string variables;
    for (const Provider& provider : mixture::known_providers()) {
        if (provider.key_variable.empty()) continue;
        variables += (variables.empty() ? "" : ", ") + provider.key_variable;
    }
    std::string servers;
    for (const Provider& provider : asked)
        servers += (servers.empty() ? "" : ", ") + provider.label + " at " + provider.base_url;
    return {ErrorKind::missing_key, 0,
            "No API key is set, and no server with a model answers (" + servers + "). Set one of " +
                variables +
                ", save a key with moa key set, start one of these servers, name a model with -m and its "
                "server with --provider NAME=BASE_URL, or use --simulate for scripted replies."};
}

}  // namespace

Result<mixture::Recipe> named_recipe(const session::NamedModels& named, const UserProviders& user) {
    return native::named_recipe(
        named, user.providers, user.keys,
        [&user](const std::vector<Provider>& providers) { return ask_lists(providers, user); });
}

Result<DefaultRecipe> default_recipe(const UserProviders& user) {
    const auto on = [&user](const Provider& provider, std::string why) -> Result<DefaultRecipe> {
        Result<mixture::Recipe> recipe = recipe_on(provider, user);
        if (!recipe) return recipe.error();
        return DefaultRecipe{std::move(recipe.value()), std::move(why)};
    };
    if (!user.named.empty())
        return on(*mixture::find_provider(user.providers, user.named.front()), "--provider names it");
    std::vector<Provider> local;
    for (const Provider& provider : user.providers) {
        if (provider.is_simulated()) continue;
        if (user.keys.has(provider.name, provider.base_url) && provider.needs_key())
            return on(provider, "there is a key for " + provider.label);
        if (native::is_kept(provider)) return on(provider, "a key for " + provider.label + " is saved");
        if (!provider.needs_key()) local.push_back(provider);
    }
    const Result<session::ModelBook> answered = ask_lists(local, user);
    if (!answered) return answered.error();
    for (const Provider& provider : local) {
        const std::vector<std::string> ids = askable(answered.value(), provider);
        if (ids.empty()) continue;
        return DefaultRecipe{recipe_of_list(ids, provider, user),
                             "no API key is set, and " + provider.label + " answers at " + provider.base_url};
    }
    for (const Provider& provider : user.providers)
        if (auto fault = native::environment_key_fault(provider, user.keys)) return *fault;
    return nothing_found(local);
}

}  // namespace moa::cli
