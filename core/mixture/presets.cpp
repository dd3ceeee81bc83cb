#include "mixture/presets.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "mixture/preset_parts.hpp"

namespace moa::mixture {

namespace {

/// Temperature and max_tokens as in the reference implementation (togethercomputer/MoA, utils.py); the limits
/// are ours.
Parameters preset_defaults() {
    Parameters defaults;
    defaults.temperature = 0.7;
    defaults.max_tokens = 2048;
    defaults.limits = default_limits();
    return defaults;
}

}  // namespace

Agent preset_agent(std::string_view provider, std::string_view model) {
    Agent out;
    out.provider = provider;
    out.model = model;
    return out;
}

Agent thinking_agent(std::string_view provider, std::string_view model) {
    Agent out = preset_agent(provider, model);
    out.parameters.max_tokens = 8192;
    return out;
}

Agent effort_agent(std::string_view provider, std::string_view model, wire::Reasoning reasoning) {
    Agent out = preset_agent(provider, model);
    out.parameters.reasoning = reasoning;
    return out;
}

Agent sampled(Agent agent, int count) {
    agent.repeat = count;
    agent.parameters.temperature = 1.0;
    return agent;
}

Layer layer_of(std::vector<Agent> agents) {
    Layer layer;
    layer.agents = std::move(agents);
    return layer;
}

Recipe preset_recipe(std::string_view name, std::string_view source, std::string_view description,
                     std::vector<Layer> layers) {
    Recipe recipe;
    recipe.name = name;
    recipe.description = description;
    recipe.source = source;
    recipe.defaults = preset_defaults();
    recipe.layers = std::move(layers);
    return recipe;
}

const std::vector<Preset>& presets() {
    static const std::vector<Preset> list = [] {
        std::vector<Preset> all;
        add_simulated_presets(all);
        add_current_presets(all);
        add_variant_presets(all);
        add_paper_presets(all);
        return all;
    }();
    return list;
}

const Preset* find_preset(std::string_view id) {
    const auto it =
        std::find_if(presets().begin(), presets().end(), [id](const Preset& p) { return p.id == id; });
    return it == presets().end() ? nullptr : &*it;
}

}  // namespace moa::mixture
