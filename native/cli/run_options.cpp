#include "native/cli/run_options.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "mixture/presets.hpp"
#include "mixture/recipe_providers.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_rules.hpp"
#include "native/cli/fault_options.hpp"
#include "native/cli/number_range.hpp"
#include "native/cli/own_servers.hpp"
#include "native/cli/recipe_overrides.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/models/model_options.hpp"
#include "native/platform/experience_store.hpp"
#include "native/platform/files.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/model_store.hpp"
#include "native/platform/recipe_store.hpp"
#include "nearest_name.hpp"

namespace moa::cli {
namespace {

using mixture::Provider;
using mixture::Recipe;

std::string preset_names() {
    std::string names;
    for (const mixture::Preset& preset : mixture::presets()) {
        if (!names.empty()) names += ", ";
        names += preset.id;
    }
    return names;
}

/// The end of a sentence about a recipe that there is none of.
std::string nearest_recipe(const std::string& typed) {
    std::vector<std::string> saved = native::saved_recipe_names();
    std::vector<std::string_view> names(saved.begin(), saved.end());
    for (const mixture::Preset& preset : mixture::presets())
        names.emplace_back(preset.id);
    const std::string_view nearest = nearest_name(typed, names);
    if (!nearest.empty()) return "; did you mean " + std::string(nearest) + "?";
    return ". The presets are " + preset_names() + ".";
}

/// The recipe with every agent on a scripted model, the same one for the same model.
void simulate_agents(Recipe& recipe) {
    const auto& models = simulate::simulated_models();
    std::map<std::pair<std::string, std::string>, std::string> stand_ins;
    const auto replace = [&](auto& agent) {
        if (agent.provider == "simulated") return;
        const auto next = models[stand_ins.size() % models.size()].id;
        agent.model = stand_ins.try_emplace({agent.provider, agent.model}, next).first->second;
        agent.provider = "simulated";
        agent.parameters.reasoning.reset();  // a setting of the model that is replaced
    };
    for (mixture::Layer& layer : recipe.layers) {
        for (mixture::Agent& agent : layer.agents) {
            replace(agent);
            agent.retired.clear();
            if (agent.backup) replace(*agent.backup);
        }
    }
}

/// The first unusable or missing key among the providers that the recipe calls.
std::optional<Error> missing_key(const RunSetup& setup) {
    for (const mixture::Agent& agent : mixture::callees(setup.recipe)) {
        const Provider* provider = mixture::find_provider(setup.providers, agent.provider);
        if (provider == nullptr || setup.keys.has(provider->name, provider->base_url)) continue;
        if (setup.is_foreign(*provider)) {
            if (!provider->needs_key()) continue;
            return Error{ErrorKind::missing_key, 0, trust_advice(setup, *provider)};
        }
        if (auto fault = native::environment_key_fault(*provider, setup.keys)) return fault;
        if (native::is_kept(*provider) && !setup.keys.may_go_to(provider->base_url))
            return invalid_input(setup.keys.address_refusal(provider->label, provider->base_url) +
                                 native::way_to_allow_http(*provider));
        if (!provider->needs_key()) continue;
        return Error{ErrorKind::missing_key, 0,
                     "No API key for " + provider->label + ": " + native::key_advice(*provider) +
                         ", or use --simulate for scripted replies."};
    }
    return std::nullopt;
}

/// "PROVIDER=CALLS": the maximum number of concurrent calls; 0 for no limit.
std::optional<Error> apply_parallel(mixture::Providers& providers, const std::string& setting) {
    const auto read = read_setting(setting);
    if (!read || read->second < 0 || read->second > 1000 || read->second != static_cast<int>(read->second)) {
        return usage_error(
            "--parallel needs PROVIDER=CALLS, for example --parallel ollama=4; 0 means no limit.");
    }
    for (Provider& provider : providers) {
        if (provider.name != read->first) continue;
        provider.max_concurrent = static_cast<int>(read->second);
        provider.calls_assumed = false;
        return std::nullopt;
    }
    return usage_error("--parallel: unknown provider " + read->first +
                       "; name a known provider, or one added with --provider or moa provider add.");
}

/// The recipe of the options; why it is this one is said where nothing names it.
Result<Recipe> chosen_recipe(const RunOptions& options, const UserProviders& user) {
    if (!options.models.empty() && !options.recipe.empty())
        return usage_error("-m names models instead of a recipe: give either --recipe or -m.");
    if (!options.models.empty()) return named_recipe(options.models, user);
    if (!options.recipe.empty()) return load_recipe(options.recipe);
    if (options.simulate) return mixture::find_preset("moa-lite-simulated")->recipe;
    Result<DefaultRecipe> chosen = default_recipe(user);
    if (!chosen) return chosen.error();
    print_note("Recipe: " + chosen.value().recipe.name + ", because " + chosen.value().why + ".");
    return std::move(chosen.value().recipe);
}

/// Adds the addresses that only the recipe names, and says so. Where MOA_<PROVIDER>_ORIGIN names the same
/// origin, or a key is saved for it, it is the user's, too.
void add_foreign(RunSetup& setup) {
    for (const mixture::RecipeProvider& each :
         mixture::add_recipe_providers(setup.providers, setup.recipe, mixture::KnownProviders::move)) {
        const Provider& provider = *mixture::find_provider(setup.providers, each.name);
        const std::string calls = "The " + setup.source + " calls " + each.name + " at " + each.base_url;
        if (native::is_origin_named(provider)) {
            native::read_environment_keys({provider}, setup.keys);
            print_note(calls + ".");
        } else if (native::is_kept(provider)) {
            print_note(calls + ".");
        } else {
            print_note(calls + ", without a key.");
            setup.foreign.push_back(each);
        }
    }
}

simulate::Pace pace_of(const RunOptions& options) {
    simulate::Pace pace;
    if (options.seed) pace.seed = *options.seed;
    pace.first_token_ms = static_cast<Millis>(static_cast<double>(pace.first_token_ms) / options.speed);
    pace.tokens_per_second *= options.speed;
    return pace;
}

}  // namespace

void add_recipe_options(CLI::App& command, RunOptions& options) {
    command
        .add_option("-r,--recipe", options.recipe,
                    "Preset, saved recipe (see moa recipes) or recipe file; default: the MoA-Lite preset of "
                    "the provider that has a key, else the models of a server on this machine")
        ->type_name("NAME|FILE");
    native::add_model_options(command, options.models);
    add_provider_settings(command, options.providers);
}

void add_run_options(CLI::App& command, RunOptions& options) {
    add_recipe_options(command, options);
    command
        .add_option("--layers", options.layers,
                    "Repeat or remove proposer layers until the recipe has this many layers")
        ->type_name("N");
    command.add_flag("--simulate", options.simulate,
                     "Use scripted replies from the simulated provider: no key, no network");
    command.add_option("--seed", options.seed, "Seed of the models' sampling, and of the simulated provider")
        ->group("Recipe")
        ->type_name("N");
    command.add_option("--speed", options.speed, "Speed of the simulated provider; 2 is twice as fast")
        ->type_name("X")
        ->check(number_from(0.01, 1000.0));
    add_fault_option(command, options.faults);
    command.add_option("-s,--system", options.system, "System message at the start of the conversation")
        ->type_name("TEXT");
    command.add_option("--temperature", options.temperature, "Override the recipe's default temperature")
        ->type_name("X");
    command
        .add_option("--limit", options.limits,
                    "Timeout of each call in seconds (connect, first-token, idle, total), or the number of "
                    "retries before the first token (retries=N); may be repeated")
        ->type_name("NAME=SECONDS")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--parallel", options.parallel,
                    "Maximum number of concurrent calls to a provider (default for servers at home: 1, "
                    "or what they say of themselves); 0 means no limit")
        ->type_name("PROVIDER=CALLS")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--wait", options.wait,
                    "Wait policy of proposer layers: all, or 4/6+2s for a quorum of four of six answers and "
                    "a grace period of two seconds")
        ->type_name("all|K/N+TIME");
    command
        .add_option("--deadline", options.deadline,
                    "Latest start of the next layer, counted from the start of a proposer layer: 20s, 1.5m")
        ->type_name("TIME");
    command
        .add_option("--max-cost", options.max_cost,
                    "Spend cap in US dollars: a layer that would exceed it does not start")
        ->type_name("USD");
    command.add_flag("--no-history", options.no_history,
                     "Do not save the run in the history (see moa history)");
    command
        .add_option("--max-tokens", options.max_tokens, "Override the recipe's default max. output tokens")
        ->type_name("N");
}

std::string trust_advice(const RunSetup& setup, const Provider& provider) {
    return "Only the " + setup.source + " names the address of " + provider.name + ", " + provider.base_url +
           ", so no key is sent there. If you trust it, add --provider " + provider.name + "=" +
           provider.base_url + ", or keep it with moa provider add " + provider.name + " " +
           provider.base_url + ".";
}

bool RunSetup::is_foreign(const Provider& provider) const {
    return std::any_of(foreign.begin(), foreign.end(), [&provider](const mixture::RecipeProvider& each) {
        return each.name == provider.name;
    });
}

bool keeps_history(const RunOptions& options, const RunSetup& setup) {
    return !options.no_history && !setup.is_simulated();
}

bool RunSetup::is_simulated() const {
    return mixture::calls_no_model(recipe, providers);
}

Result<Recipe> load_recipe(const std::string& name_or_path) {
    if (const mixture::Preset* preset = mixture::find_preset(name_or_path)) return preset->recipe;
    std::error_code failed;
    std::string path = name_or_path;
    if (!std::filesystem::exists(path, failed)) {
        const auto saved = native::recipe_path(name_or_path);
        if (!saved || !std::filesystem::exists(*saved, failed)) {
            return usage_error("No preset, saved recipe or file is named " + name_or_path +
                               nearest_recipe(name_or_path));
        }
        path = saved->string();
    }
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    Result<Recipe> recipe = mixture::read_recipe(text.value());
    if (!recipe) return usage_error(path + ": " + recipe.error().message);
    return recipe;
}

Result<RunSetup> read_run_options(const RunOptions& options, const Recipe* recorded) {
    RunSetup setup;
    Result<UserProviders> user = read_user_providers(options.providers);
    if (!user) return user.error();
    for (const std::string& setting : options.parallel) {
        if (auto error = apply_parallel(user.value().providers, setting)) return *error;
    }
    Result<Recipe> recipe =
        recorded != nullptr ? Result<Recipe>(*recorded) : chosen_recipe(options, user.value());
    if (!recipe) return recipe.error();
    setup.recipe = std::move(recipe.value());
    setup.providers = std::move(user.value().providers);
    setup.keys = std::move(user.value().keys);
    if (options.simulate) simulate_agents(setup.recipe);
    if (auto error = apply_overrides(setup.recipe, options)) return *error;
    if (recorded != nullptr) setup.source = "log";
    add_foreign(setup);
    if (auto error = unknown_provider_in(setup.recipe, setup.providers)) return *error;
    const std::vector<Error> faults = mixture::check_providers(setup.recipe, setup.providers);
    if (!faults.empty()) return faults.front();
    mixture::name_own_providers(setup.recipe, setup.providers);
    setup.pace = pace_of(options);
    Result<simulate::FaultPlan> fault_plan = read_faults(options.faults, setup.pace.seed);
    if (!fault_plan) return fault_plan.error();
    setup.faults = std::move(fault_plan.value());
    if (!setup.faults.empty() && !setup.is_simulated())
        return usage_error("--fault applies only to the simulated provider: add --simulate.");
    if (!options.system.empty()) setup.opening.push_back({"system", options.system});
    return setup;
}

std::optional<Error> add_saved_credentials(RunSetup& setup) {
    for (const mixture::Agent& agent : mixture::callees(setup.recipe)) {
        const Provider* provider = mixture::find_provider(setup.providers, agent.provider);
        if (provider == nullptr) continue;
        if (auto error = native::add_kept_key(*provider, setup.keys)) return error;
    }
    return std::nullopt;
}

Result<RunSetup> prepare_run(const RunOptions& options, const Recipe* recorded) {
    Result<RunSetup> read = read_run_options(options, recorded);
    if (!read) return read;
    RunSetup& setup = read.value();
    if (auto error = add_saved_credentials(setup)) return *error;
    if (auto error = missing_key(setup)) return *error;
    session::ModelBook book = native::load_model_book();
    ask_own_servers(setup.recipe, setup.providers, setup.keys, book);
    mixture::name_own_providers(setup.recipe, setup.providers);
    setup.providers = session::with_server_facts(std::move(setup.providers), book);
    setup.prices = session::price_list(book, setup.recipe, setup.providers);
    setup.models = session::known_models(book, native::load_experience(), setup.recipe, setup.providers);
    setup.price_days = session::price_days(book, setup.recipe, setup.providers);
    return read;
}

}  // namespace moa::cli
