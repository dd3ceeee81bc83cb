#include "native/cli/model_choice.hpp"

#include <algorithm>
#include <utility>

#include "mixture/named_recipe.hpp"
#include "mixture/presets.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/recipe_overrides.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/model_store.hpp"
#include "session/models/model_choices.hpp"
#include "session/models/model_name.hpp"

namespace moa::cli {
namespace {

using mixture::NamedModel;
using mixture::Provider;

constexpr int most_proposers = 64;

/// Whether a call of the provider can succeed, as far as is known without asking.
bool is_usable(const Provider& provider, const UserProviders& user) {
    return !provider.needs_key() || user.keys.has(provider.name, provider.base_url) ||
           native::is_kept(provider);
}

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

/// Looks up names until one is not to be had; asks lists at most once.
class Lookup {
  public:
    explicit Lookup(const UserProviders& user) : user_(user), book_(native::load_model_book()) {}

    Result<NamedModel> find(const std::string& typed) {
        if (auto named = session::qualified_model(typed, user_.providers)) return std::move(*named);
        session::ModelMatch match = look(typed);
        if (match.found.empty() && !asked_) {
            asked_ = true;
            std::vector<Provider> providers;
            for (const Provider& each : user_.providers)
                if (!each.is_simulated() && is_usable(each, user_)) providers.push_back(each);
            const Result<session::ModelBook> answered = ask_lists(providers, user_);
            if (!answered) return answered.error();
            book_.merge(answered.value());
            match = look(typed);
        }
        if (match.found.size() == 1) return std::move(match.found.front());
        return session::model_name_error(typed, match, user_.providers, book_);
    }

  private:
    session::ModelMatch look(const std::string& typed) const {
        return session::find_model(typed, user_.providers, book_,
                                   [this](const Provider& each) { return is_usable(each, user_); });
    }

    const UserProviders& user_;
    session::ModelBook book_;
    bool asked_ = false;
};

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

void add_model_options(CLI::App& command, ModelOptions& options) {
    command
        .add_option("-m,--model", options.models,
                    "Model that proposes: MODEL as a list has it, or PROVIDER/MODEL; may be repeated. One "
                    "model alone answers several times (Self-MoA)")
        ->type_name("MODEL")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("-a,--aggregator", options.aggregator,
                    "Model that writes the answer; default: the first model of -m")
        ->type_name("MODEL");
    command
        .add_option("-n,--proposers", options.proposers,
                    "Number of proposals; the models of -m are asked in turn")
        ->type_name("N");
}

Result<mixture::Recipe> named_recipe(const ModelOptions& options, const UserProviders& user) {
    if (options.models.empty())
        return usage_error("--aggregator and --proposers need the proposing models: add -m MODEL.");
    if (options.proposers && (*options.proposers < 1 || *options.proposers > most_proposers))
        return usage_error("--proposers must be a number from 1 to " + std::to_string(most_proposers) + ".");
    Lookup lookup(user);
    std::vector<NamedModel> models;
    for (const std::string& typed : options.models) {
        Result<NamedModel> model = lookup.find(typed);
        if (!model) return model.error();
        models.push_back(std::move(model.value()));
    }
    std::optional<NamedModel> aggregator;
    if (!options.aggregator.empty()) {
        Result<NamedModel> model = lookup.find(options.aggregator);
        if (!model) return model.error();
        aggregator = std::move(model.value());
    }
    return mixture::recipe_of_models(models, aggregator, options.proposers, user.providers);
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
