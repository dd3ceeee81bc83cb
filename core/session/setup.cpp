#include "session/setup.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe_rules.hpp"

namespace moa::session {
namespace {

const mixture::Preset* preset_of(const Setup& setup, std::string_view provider) {
    return mixture::find_preset(setup.shape + "-" + std::string(provider));
}

std::vector<std::string> models_of(const mixture::Layer& layer) {
    std::vector<std::string> models;
    for (const mixture::Agent& agent : layer.agents) {
        for (int i = 0; i < agent.repeat; ++i)
            models.push_back(agent.model);
    }
    return models;
}

mixture::Agent agent_for(const std::string& provider, const std::string& model, int repeat = 1) {
    mixture::Agent agent;
    agent.provider = provider;
    agent.model = model;
    agent.repeat = repeat;
    return agent;
}

/// The layers of `pattern` and its defaults, with the setup's own models: as many proposers as are named,
/// each asked as often as the setup says.
mixture::Recipe with_models(const mixture::Recipe& pattern, const Setup& setup, bool simulated) {
    mixture::Recipe recipe;
    // The pattern's words are of its own models and their number, and of scripted replies.
    recipe.name = simulated ? pattern.name : pattern.name.substr(0, pattern.name.rfind(','));
    recipe.description = "The layers of the paper's " + pattern.name.substr(0, pattern.name.find(',')) +
                         " with chosen models.";
    if (simulated) recipe.description += " Scripted replies, no model is called.";
    recipe.source = pattern.source;
    recipe.defaults = pattern.defaults;
    for (std::size_t layer = 0; layer + 1 < pattern.layers.size(); ++layer) {
        mixture::Layer proposers;
        for (const std::string& model : setup.proposers)
            proposers.agents.push_back(agent_for(setup.provider, model, setup.repeat));
        recipe.layers.push_back(std::move(proposers));
    }
    mixture::Layer last;
    last.agents.push_back(
        agent_for(setup.provider, setup.aggregator.empty() ? setup.proposers.front() : setup.aggregator));
    recipe.layers.push_back(std::move(last));
    return recipe;
}

/// The providers with the setup's own among them, at the setup's base URL.
Result<mixture::Providers> with_base_url(const Setup& setup, mixture::Providers providers) {
    if (!setup.base_url.empty()) {
        if (auto error = mixture::set_base_url(providers, setup.provider, setup.base_url)) return *error;
    }
    if (mixture::find_provider(providers, setup.provider) == nullptr) {
        return setup.provider == "custom" ? invalid_input("Enter the base URL of the endpoint.")
                                          : mixture::unknown_provider(setup.provider);
    }
    return providers;
}

/// The recipe with the limits that the setup names.
void use_limits(mixture::Recipe& recipe, const mixture::Limits& limits) {
    const auto replace = [](auto& value, const auto& by) {
        if (by) value = by;
    };
    mixture::Limits& own = recipe.defaults.limits;
    replace(own.connect_ms, limits.connect_ms);
    replace(own.first_token_ms, limits.first_token_ms);
    replace(own.idle_ms, limits.idle_ms);
    replace(own.total_ms, limits.total_ms);
    replace(own.retries, limits.retries);
}

}  // namespace

Setup with_preset_models(Setup setup) {
    const mixture::Preset* preset = preset_of(setup, setup.provider);
    if (preset == nullptr || preset->recipe.layers.size() < 2) return setup;
    if (setup.proposers.empty()) setup.proposers = models_of(preset->recipe.layers.front());
    if (setup.aggregator.empty()) setup.aggregator = preset->recipe.layers.back().agents.front().model;
    return setup;
}

bool is_preset(const Setup& setup) {
    if (preset_of(setup, setup.provider) == nullptr) return false;
    Setup published = setup;
    published.proposers.clear();
    published.repeat = 1;
    published.aggregator.clear();
    return with_preset_models(setup) == with_preset_models(published);
}

int repeat_from_json(const Json& setup) {
    const Json* repeat = find(setup, "repeat");
    if (repeat == nullptr || !repeat->is_number_integer()) return 1;
    const auto count = repeat->get<std::int64_t>();
    return count >= 1 && count <= most_repeats ? static_cast<int>(count) : 1;
}

Error no_proposer(const mixture::Provider& provider) {
    return invalid_input("Choose at least one model of " + provider.label + " as a proposer.");
}

Result<ResolvedSetup> resolve_setup(const Setup& setup, const mixture::Providers& providers) {
    ResolvedSetup resolved;
    Result<mixture::Providers> moved = with_base_url(setup, providers);
    if (!moved) return moved.error();
    resolved.providers = std::move(moved.value());
    const mixture::Provider* provider = mixture::find_provider(resolved.providers, setup.provider);
    const mixture::Preset* shape = preset_of(setup, "simulated");
    if (shape == nullptr)
        return invalid_input("The shape \"" + setup.shape + "\" is unknown; use moa-lite or moa-3.");

    if (is_preset(setup)) {
        resolved.recipe = preset_of(setup, setup.provider)->recipe;  // with its labels and parameters
        use_limits(resolved.recipe, setup.limits);
        return resolved;
    }
    const Setup full = with_preset_models(setup);
    const auto named = [](const std::string& model) { return !model.empty(); };
    if (full.proposers.empty() || !std::all_of(full.proposers.begin(), full.proposers.end(), named))
        return no_proposer(*provider);
    resolved.recipe = with_models(shape->recipe, full, provider->is_simulated());
    use_limits(resolved.recipe, setup.limits);
    if (auto errors = mixture::check_providers(resolved.recipe, resolved.providers); !errors.empty())
        return errors.front();
    return resolved;
}

}  // namespace moa::session
