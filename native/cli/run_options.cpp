#include "native/cli/run_options.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "native/platform/environment.hpp"
#include "native/platform/files.hpp"

namespace moa::cli {
namespace {

using mixture::Provider;
using mixture::Recipe;

Error usage_error(std::string message) {
    return {ErrorKind::invalid_input, 0, std::move(message)};
}

std::string preset_names() {
    std::string names;
    for (const mixture::Preset& preset : mixture::presets()) {
        if (!names.empty()) names += ", ";
        names += preset.id;
    }
    return names;
}

/// Sets the base URL of "NAME=BASE_URL"; returns the name.
Result<std::string> apply_base_url(mixture::Providers& providers, const std::string& setting) {
    const auto equals = setting.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == setting.size()) {
        return usage_error("--provider needs NAME=BASE_URL, for example together=http://127.0.0.1:8080/v1.");
    }
    std::string name = setting.substr(0, equals);
    if (name == "simulated")
        return usage_error("--provider cannot move the simulated provider; it has no address.");
    if (auto error = mixture::set_base_url(providers, name, setting.substr(equals + 1))) return *error;
    return name;
}

/// The preset in the shape of MoA-Lite for a provider.
Result<Recipe> provider_preset(const std::string& provider) {
    if (const mixture::Preset* preset = mixture::find_preset("moa-lite-" + provider)) return preset->recipe;
    return usage_error("There is no preset for the provider " + provider +
                       ": name a recipe file with --recipe.");
}

/// Without --recipe: the provider named with --provider, else the one there is a key for.
Result<Recipe> default_recipe(const RunOptions& options, const std::vector<std::string>& named,
                              const session::KeyRing& keys) {
    if (options.simulate) return mixture::find_preset("moa-lite-simulated")->recipe;
    if (!named.empty()) return provider_preset(named.front());
    for (const char* name : {"together", "groq"}) {
        const Provider* provider = mixture::find_provider(mixture::known_providers(), name);
        if (provider != nullptr && keys.has(name, provider->base_url)) return provider_preset(name);
    }
    return Error{
        ErrorKind::missing_key, 0,
        "No API key was found: set TOGETHER_API_KEY or GROQ_API_KEY, or use --simulate for scripted replies "
        "without a key."};
}

/// The recipe with every agent on a scripted model, the same one for the same model.
void simulate_agents(Recipe& recipe) {
    const auto& models = simulate::simulated_models();
    std::map<std::pair<std::string, std::string>, std::string> stand_ins;
    for (mixture::Layer& layer : recipe.layers) {
        for (mixture::Agent& agent : layer.agents) {
            if (agent.provider == "simulated") continue;
            const auto next = models[stand_ins.size() % models.size()].id;
            const auto stand_in = stand_ins.try_emplace({agent.provider, agent.model}, next).first;
            agent.provider = "simulated";
            agent.model = stand_in->second;
        }
    }
}

std::optional<Error> missing_key(const Recipe& recipe, const mixture::Providers& providers,
                                 const session::KeyRing& keys) {
    for (const mixture::Layer& layer : recipe.layers) {
        for (const mixture::Agent& agent : layer.agents) {
            const Provider* provider = mixture::find_provider(providers, agent.provider);
            if (provider == nullptr || !provider->needs_key() || keys.has(provider->name, provider->base_url))
                continue;
            std::string message =
                "No API key for " + provider->label + ": set " + native::key_variable_of(*provider);
            if (!provider->key_page.empty()) message += " (a key is made at " + provider->key_page + ")";
            return Error{ErrorKind::missing_key, 0, message + ", or use --simulate for scripted replies."};
        }
    }
    return std::nullopt;
}

/// The two sides of "NAME=NUMBER"; nothing when it is not that.
std::optional<std::pair<std::string, double>> read_setting(const std::string& setting) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) return std::nullopt;
    const char* begin = setting.data() + equals + 1;
    const char* end = setting.data() + setting.size();
    double value = 0;
    const auto read = std::from_chars(begin, end, value);
    if (read.ec != std::errc() || read.ptr != end || begin == end) return std::nullopt;
    return std::pair(setting.substr(0, equals), value);
}

std::optional<Error> apply_limit(mixture::Limits& limits, const std::string& setting) {
    const auto read = read_setting(setting);
    if (read && read->second >= 0 && read->second <= 86'400) {
        const auto& [name, value] = *read;
        const auto ms = static_cast<Millis>(value * 1000);
        if (name == "retries") return limits.retries = static_cast<int>(value), std::nullopt;
        if (name == "connect") return limits.connect_ms = ms, std::nullopt;
        if (name == "first-token") return limits.first_token_ms = ms, std::nullopt;
        if (name == "idle") return limits.idle_ms = ms, std::nullopt;
        if (name == "total") return limits.total_ms = ms, std::nullopt;
    }
    return usage_error(
        "--limit does not take " + setting +
        ": use connect, first-token, idle or total with seconds, or retries with a number, for "
        "example --limit first-token=300.");
}

/// "PROVIDER=CALLS": how many calls at once the provider takes; 0 for no limit.
std::optional<Error> apply_parallel(mixture::Providers& providers, const std::string& setting) {
    const auto read = read_setting(setting);
    if (!read || read->second < 0 || read->second > 1000 || read->second != static_cast<int>(read->second)) {
        return usage_error(
            "--parallel needs PROVIDER=CALLS, for example --parallel ollama=4; 0 is no limit.");
    }
    for (Provider& provider : providers) {
        if (provider.name != read->first) continue;
        provider.max_concurrent = static_cast<int>(read->second);
        return std::nullopt;
    }
    return usage_error("--parallel: there is no provider named " + read->first + ".");
}

std::optional<Error> apply_overrides(Recipe& recipe, const RunOptions& options) {
    if (options.layers) {
        if (*options.layers < 1 || *options.layers > mixture::max_layers) {
            return usage_error("--layers must be from 1 to " + std::to_string(mixture::max_layers) + ".");
        }
        recipe = mixture::with_layer_count(recipe, *options.layers);
    }
    if (options.temperature) recipe.defaults.temperature = options.temperature;
    if (options.max_tokens) recipe.defaults.max_tokens = options.max_tokens;
    for (const std::string& limit : options.limits) {
        if (auto error = apply_limit(recipe.defaults.limits, limit)) return error;
    }
    // Read back what was set by hand: the recipe's own rules decide on ranges.
    const Result<Recipe> checked = mixture::recipe_from_json(mixture::recipe_to_json(recipe));
    if (!checked) return checked.error();
    return std::nullopt;
}

simulate::Pace pace_of(const RunOptions& options) {
    simulate::Pace pace;
    if (options.seed) pace.seed = *options.seed;
    pace.first_token_ms = static_cast<Millis>(static_cast<double>(pace.first_token_ms) / options.speed);
    pace.tokens_per_second *= options.speed;
    return pace;
}

}  // namespace

void add_run_options(CLI::App& command, RunOptions& options) {
    command
        .add_option(
            "--recipe", options.recipe,
            "What to run: a preset (see moa recipes) or a recipe file. Without it: the MoA-Lite preset of "
            "the provider there is a key for")
        ->type_name("NAME|FILE");
    command
        .add_option("--layers", options.layers,
                    "Repeat or drop proposer layers until there are this many layers")
        ->type_name("N");
    command
        .add_option("--provider", options.providers,
                    "Call this provider at another base URL; may be repeated")
        ->type_name("NAME=BASE_URL")
        ->take_all()
        ->allow_extra_args(false);
    command.add_flag("--simulate", options.simulate,
                     "Scripted replies by the simulated provider: no key, no network");
    command.add_option("--seed", options.seed, "Seed of the simulated provider")->type_name("N");
    command.add_option("--speed", options.speed, "Pace of the simulated provider: 2 is twice as fast")
        ->type_name("X")
        ->check(CLI::Range(0.01, 1000.0));
    command.add_option("--system", options.system, "A system message in front of the conversation")
        ->type_name("TEXT");
    command.add_option("--temperature", options.temperature, "Override the recipe's default temperature")
        ->type_name("X");
    command
        .add_option("--limit", options.limits,
                    "How long a node may wait, in seconds: connect, first-token, idle, total; retries=N: how "
                    "often it is "
                    "tried again before its first token; may be repeated")
        ->type_name("NAME=SECONDS")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--parallel", options.parallel,
                    "How many calls at once a provider takes (local servers of one model: 1); 0 is no limit")
        ->type_name("PROVIDER=CALLS")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--max-tokens", options.max_tokens,
                    "Override the recipe's default limit of answer tokens")
        ->type_name("N");
}

bool RunSetup::is_simulated() const {
    return std::all_of(recipe.layers.begin(), recipe.layers.end(), [&](const mixture::Layer& layer) {
        return std::all_of(layer.agents.begin(), layer.agents.end(), [&](const mixture::Agent& agent) {
            const Provider* provider = mixture::find_provider(providers, agent.provider);
            return provider != nullptr && provider->is_simulated();
        });
    });
}

Result<Recipe> load_recipe(const std::string& name_or_path) {
    if (const mixture::Preset* preset = mixture::find_preset(name_or_path)) return preset->recipe;
    std::error_code failed;
    if (!std::filesystem::exists(name_or_path, failed)) {
        return usage_error("There is no preset and no file named " + name_or_path + ". The presets are " +
                           preset_names() + ".");
    }
    const Result<std::string> text = native::read_file(name_or_path);
    if (!text) return text.error();
    Result<Recipe> recipe = mixture::read_recipe(text.value());
    if (!recipe) return usage_error(name_or_path + ": " + recipe.error().message);
    return recipe;
}

Result<RunSetup> prepare_run(const RunOptions& options) {
    RunSetup setup;
    setup.providers = mixture::known_providers();
    std::vector<std::string> named;
    for (const std::string& setting : options.providers) {
        Result<std::string> name = apply_base_url(setup.providers, setting);
        if (!name) return name.error();
        named.push_back(std::move(name.value()));
    }
    for (const std::string& setting : options.parallel) {
        if (auto error = apply_parallel(setup.providers, setting)) return *error;
    }
    if (auto error = native::read_environment_keys(setup.providers, setup.keys)) return *error;
    Result<Recipe> recipe =
        options.recipe.empty() ? default_recipe(options, named, setup.keys) : load_recipe(options.recipe);
    if (!recipe) return recipe.error();
    setup.recipe = std::move(recipe.value());
    if (options.simulate) simulate_agents(setup.recipe);
    if (auto error = apply_overrides(setup.recipe, options)) return *error;
    const std::vector<Error> faults = mixture::check_providers(setup.recipe, setup.providers);
    if (!faults.empty()) return faults.front();
    if (auto error = missing_key(setup.recipe, setup.providers, setup.keys)) return *error;
    setup.pace = pace_of(options);
    if (!options.system.empty()) setup.opening.push_back({"system", options.system});
    return setup;
}

}  // namespace moa::cli
