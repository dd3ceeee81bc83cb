#include "native/cli/model_options.hpp"

#include <algorithm>
#include <utility>

#include "mixture/presets.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/model_store.hpp"
#include "session/models/named_models.hpp"

namespace moa::cli {
namespace {

using mixture::Provider;
using mixture::Providers;
using session::NamedModel;

bool is_own_server(const Provider& provider) {
    return !provider.is_simulated() && !provider.needs_key();
}

bool has_key(const Provider& provider, const session::Credentials& keys) {
    return keys.has(provider.name, provider.base_url) || native::is_kept(provider);
}

/// Lists as they are now, of the providers they were asked of.
struct Lists {
    session::ModelBook book;
    Providers answered;
    std::vector<std::pair<std::string, Error>> faults;  ///< by label, of those that gave none
};

Lists ask_for_lists(const Providers& providers, session::Credentials keys) {
    SignalScope signals;
    ModelQueries queries(signals);
    Lists lists;
    for (const Provider& provider : providers) {
        if (auto error = native::add_kept_key(provider, keys)) {
            lists.faults.emplace_back(provider.label, *error);
        } else {
            queries.requests().load(provider, keys);
        }
    }
    const bool finished = queries.wait({});
    for (const Provider& provider : providers) {
        if (finished && queries.requests().loaded(provider)) {
            lists.answered.push_back(provider);
        } else if (const Error* error = queries.requests().load_error(provider)) {
            lists.faults.emplace_back(provider.label, *error);
        }
    }
    if (!lists.answered.empty()) queries.keep();
    lists.book = queries.book();
    return lists;
}

/// Those whose lists may hold a model that is named without its provider, and what the lists say.
Lists lists_for_names(const Providers& providers, const session::Credentials& keys) {
    const session::ModelBook kept = native::load_model_book();
    Providers to_ask;
    Providers known;
    for (const Provider& provider : providers) {
        if (is_own_server(provider)) {
            to_ask.push_back(provider);
        } else if (!provider.is_simulated() && has_key(provider, keys)) {
            (kept.list_of(provider) == nullptr ? to_ask : known).push_back(provider);
        }
    }
    Lists lists = ask_for_lists(to_ask, keys);
    lists.answered.insert(lists.answered.end(), known.begin(), known.end());
    return lists;
}

std::string names_of(const std::vector<NamedModel>& models) {
    std::string names;
    for (std::size_t i = 0; i < models.size(); ++i)
        names += (i == 0 ? "" : i + 1 == models.size() ? " and " : ", ") + models[i].model;
    return names;
}

/// A mixture of the models that the provider lists.
Result<mixture::Recipe> recipe_of_list(const Provider& provider, const session::ModelBook& book,
                                       const Providers& providers, std::string& why) {
    const std::size_t most = is_own_server(provider) ? session::default_local_calls : session::default_calls;
    session::NamedMix mix{session::chosen_models(provider, book, most), std::nullopt, std::nullopt};
    if (mix.proposers.empty())
        return invalid_input(provider.label +
                             " lists no model that can chat: load one there, or name one with -m.");
    why += names_of(mix.proposers) + ". Name others with -m.";
    return session::recipe_of_models(mix, providers);
}

/// The preset in the shape of MoA-Lite, where the provider has one.
const mixture::Preset* preset_of(const Provider& provider) {
    return mixture::find_preset("moa-lite-" + provider.name);
}

Result<mixture::Recipe> recipe_of_provider(const Provider& provider, const Providers& providers,
                                           const session::Credentials& keys, std::string& why) {
    if (const mixture::Preset* preset = preset_of(provider)) return preset->recipe;
    const Lists lists = ask_for_lists({provider}, keys);
    if (lists.answered.empty()) {
        if (lists.faults.empty()) return Error{ErrorKind::interrupted, 0, "Stopped."};
        return Error{lists.faults.front().second.kind, 0,
                     "The models of " + provider.label + " are not known. " +
                         lists.faults.front().second.message + " Name one with -m " + provider.name +
                         "/MODEL."};
    }
    why = "Using " + provider.label + " with ";
    return recipe_of_list(provider, lists.book, providers, why);
}

}  // namespace

void add_model_options(CLI::App& command, ModelOptions& options, CLI::Option* excluded) {
    command
        .add_option("-m,--model", options.models,
                    "Proposer by name, MODEL or PROVIDER/MODEL; may be repeated; one alone is Self-MoA")
        ->type_name("MODEL")
        ->take_all()
        ->allow_extra_args(false)
        ->excludes(excluded);
    command
        .add_option("-a,--aggregator", options.aggregator, "Aggregator by name; default: the first proposer")
        ->type_name("MODEL")
        ->excludes(excluded);
    command
        .add_option(
            "-n,--proposers", options.proposers,
            "Calls of the proposers, which are asked in turn; default for one model: 6, for a local one 3")
        ->type_name("N")
        ->excludes(excluded);
}

Result<mixture::Recipe> recipe_of_names(const ModelOptions& options, const Providers& providers,
                                        const session::Credentials& keys) {
    if (options.models.empty()) return invalid_input("-a and -n need a proposer: name one with -m.");
    std::vector<std::string> typed = options.models;
    if (!options.aggregator.empty()) typed.push_back(options.aggregator);
    const bool all_split = std::all_of(typed.begin(), typed.end(), [&](const std::string& name) {
        return session::split_model_name(name, providers).has_value();
    });
    const Lists lists = all_split ? Lists() : lists_for_names(providers, keys);
    std::vector<NamedModel> models;
    for (const std::string& name : typed) {
        // With its provider it needs no list; without, only lists that were just given, or belong to a key,
        // count.
        const auto split = session::split_model_name(name, providers);
        Result<NamedModel> found =
            split ? Result<NamedModel>(*split) : session::find_named_model(name, lists.answered, lists.book);
        if (!found) return found.error();
        models.push_back(std::move(found.value()));
    }
    session::NamedMix mix;
    mix.calls = options.proposers;
    if (!options.aggregator.empty()) {
        mix.aggregator = std::move(models.back());
        models.pop_back();
    }
    mix.proposers = std::move(models);
    return session::recipe_of_models(mix, providers);
}

Result<mixture::Recipe> recipe_at_hand(const Providers& providers, const session::Credentials& keys,
                                       const std::vector<std::string>& preferred, std::string& why) {
    if (!preferred.empty()) {
        const Provider* provider = mixture::find_provider(providers, preferred.front());
        if (provider == nullptr) return mixture::unknown_provider(preferred.front());
        return recipe_of_provider(*provider, providers, keys, why);
    }
    Providers with_key;
    Providers own;
    for (const Provider& provider : providers) {
        if (is_own_server(provider)) own.push_back(provider);
        if (!provider.is_simulated() && provider.needs_key() && has_key(provider, keys))
            with_key.push_back(provider);
    }
    // A preset has models that were chosen with care: before what a list happens to hold.
    std::stable_partition(with_key.begin(), with_key.end(),
                          [](const Provider& provider) { return preset_of(provider) != nullptr; });
    if (!with_key.empty()) return recipe_of_provider(with_key.front(), providers, keys, why);
    const Lists lists = ask_for_lists(own, keys);
    for (const Provider& provider : lists.answered) {
        why = "No API key was found. " + provider.label + " runs at " + provider.base_url + ": using ";
        if (auto recipe = recipe_of_list(provider, lists.book, providers, why)) return recipe;
    }
    return Error{ErrorKind::missing_key, 0,
                 "No API key was found and no local server answered: set TOGETHER_API_KEY, GROQ_API_KEY, "
                 "OPENAI_API_KEY or "
                 "OPENROUTER_API_KEY, save a key with moa key set, start Ollama, LM Studio, llama.cpp or "
                 "vLLM, add a server of "
                 "your own with moa provider add, or use --simulate for scripted replies."};
}

}  // namespace moa::cli
