#include "mixture/presets.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace moa::mixture {

namespace {

constexpr std::string_view paper = "arXiv 2406.04692";

/// Temperature and max_tokens as in the reference implementation (togethercomputer/MoA, utils.py); the limits
/// are ours.
Parameters preset_defaults() {
    Parameters defaults;
    defaults.temperature = 0.7;
    defaults.max_tokens = 2048;
    defaults.limits = default_limits();
    return defaults;
}

Agent agent(std::string_view provider, std::string_view model) {
    Agent out;
    out.provider = provider;
    out.model = model;
    return out;
}

/// A model that always thinks first: its thinking counts against max_tokens, so that it needs more of them.
Agent thinking(std::string_view provider, std::string_view model) {
    Agent out = agent(provider, model);
    out.parameters.max_tokens = 8192;
    return out;
}

/// A model whose thinking can be set.
Agent with_reasoning(std::string_view provider, std::string_view model, wire::Reasoning reasoning) {
    Agent out = agent(provider, model);
    out.parameters.reasoning = reasoning;
    return out;
}

Layer layer_of(std::vector<Agent> agents) {
    Layer layer;
    layer.agents = std::move(agents);
    return layer;
}

Recipe recipe_of(std::string_view name, std::string_view description, std::vector<Layer> layers) {
    Recipe recipe;
    recipe.name = name;
    recipe.description = description;
    recipe.source = paper;
    recipe.defaults = preset_defaults();
    recipe.layers = std::move(layers);
    return recipe;
}

Layer simulated_proposers() {
    return layer_of({agent("simulated", "sim/atlas-70b"), agent("simulated", "sim/beacon-32b"),
                     agent("simulated", "sim/cedar-8x22b"), agent("simulated", "sim/delta-r1"),
                     agent("simulated", "sim/echo-8b"), agent("simulated", "sim/fjord-110b")});
}

Layer simulated_aggregator() {
    return layer_of({agent("simulated", "sim/harbor-72b")});
}

Layer together_lite_proposers() {
    return layer_of({with_reasoning("together", "openai/gpt-oss-120b", wire::Reasoning::low),
                     with_reasoning("together", "openai/gpt-oss-20b", wire::Reasoning::low),
                     agent("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo"),
                     agent("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput"),
                     agent("together", "google/gemma-4-31B-it"), thinking("together", "Qwen/Qwen3.5-9B")});
}

Layer together_proposers() {
    return layer_of({with_reasoning("together", "openai/gpt-oss-120b", wire::Reasoning::low),
                     agent("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput"),
                     thinking("together", "deepseek-ai/DeepSeek-V4-Pro"),
                     thinking("together", "moonshotai/Kimi-K2.6"), thinking("together", "zai-org/GLM-5.2"),
                     agent("together", "google/gemma-4-31B-it")});
}

/// Groq offers three chat models in 2026-08. Each is asked twice, warm enough that the two answers differ.
Layer groq_proposers() {
    std::vector<Agent> agents = {with_reasoning("groq", "openai/gpt-oss-120b", wire::Reasoning::low),
                                 with_reasoning("groq", "openai/gpt-oss-20b", wire::Reasoning::low),
                                 with_reasoning("groq", "qwen/qwen3.6-27b", wire::Reasoning::off)};
    for (Agent& each : agents)
        each.repeat = 2;
    Layer layer = layer_of(std::move(agents));
    layer.parameters.temperature = 1.0;
    return layer;
}

Layer groq_aggregator() {
    return layer_of({with_reasoning("groq", "openai/gpt-oss-120b", wire::Reasoning::low)});
}

std::vector<Preset> make_presets() {
    std::vector<Preset> list;
    list.push_back(
        {"moa-lite-simulated",
         recipe_of("MoA-Lite, simulated",
                   "Six scripted proposers and an aggregator in the shape of the paper's MoA-Lite. Scripted "
                   "replies, no model is called.",
                   {simulated_proposers(), simulated_aggregator()})});
    list.push_back(
        {"moa-lite-together",
         recipe_of("MoA-Lite on Together",
                   "Six inexpensive open models propose, Qwen3 235B writes the answer: the shape of the "
                   "paper's MoA-Lite with current models.",
                   {together_lite_proposers(),
                    layer_of({agent("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput")})})});
    list.push_back(
        {"moa-lite-groq",
         recipe_of("MoA-Lite on Groq",
                   "Six proposals and an aggregator in the shape of the paper's MoA-Lite. Groq offers three "
                   "chat models, so each is asked twice at temperature 1.",
                   {groq_proposers(), groq_aggregator()})});
    list.push_back(
        {"moa-3-simulated",
         recipe_of("MoA, 3 layers, simulated",
                   "Two layers of six scripted proposers and an aggregator, the shape of the paper's MoA. "
                   "Scripted replies, no model is called.",
                   {simulated_proposers(), simulated_proposers(), simulated_aggregator()})});
    list.push_back(
        {"moa-3-together",
         recipe_of("MoA, 3 layers, on Together",
                   "Two layers of six strong open models, then Qwen3 235B writes the answer: the shape of "
                   "the paper's MoA with current models.",
                   {together_proposers(), together_proposers(),
                    layer_of({agent("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput")})})});
    list.push_back(
        {"moa-3-groq",
         recipe_of("MoA, 3 layers, on Groq",
                   "Two layers of six proposals and an aggregator, the shape of the paper's MoA. Groq offers "
                   "three chat models, so each is asked twice a layer at temperature 1.",
                   {groq_proposers(), groq_proposers(), groq_aggregator()})});
    return list;
}

}  // namespace

const std::vector<Preset>& presets() {
    static const std::vector<Preset> list = make_presets();
    return list;
}

const Preset* find_preset(std::string_view id) {
    const auto it =
        std::find_if(presets().begin(), presets().end(), [id](const Preset& p) { return p.id == id; });
    return it == presets().end() ? nullptr : &*it;
}

}  // namespace moa::mixture
