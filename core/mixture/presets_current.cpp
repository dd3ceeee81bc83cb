// The paper's shapes with models that can be had: scripted ones, Together's, Groq's, and of both.
#include <string>
#include <utility>

#include "mixture/preset_parts.hpp"

namespace moa::mixture {

namespace {

constexpr std::string_view simulated_group = "Without a key";
constexpr std::string_view current_group = "The paper's recipes with current models";

Layer simulated_proposers() {
    return layer_of({preset_agent("simulated", "sim/atlas-70b"), preset_agent("simulated", "sim/beacon-32b"),
                     preset_agent("simulated", "sim/cedar-8x22b"), preset_agent("simulated", "sim/delta-r1"),
                     preset_agent("simulated", "sim/echo-8b"), preset_agent("simulated", "sim/fjord-110b")});
}

Layer simulated_aggregator() {
    return layer_of({preset_agent("simulated", "sim/harbor-72b")});
}

/// Groq offers three chat models in 2026-08. Each is asked twice, warm enough that the two answers differ.
Layer groq_proposers() {
    std::vector<Agent> agents = {effort_agent("groq", "openai/gpt-oss-120b", wire::Reasoning::low),
                                 effort_agent("groq", "openai/gpt-oss-20b", wire::Reasoning::low),
                                 effort_agent("groq", "qwen/qwen3.6-27b", wire::Reasoning::off)};
    for (Agent& each : agents)
        each.repeat = 2;
    Layer layer = layer_of(std::move(agents));
    layer.parameters.temperature = 1.0;
    return layer;
}

/// Ids and prices of OpenAI's price page. Models that always think take no temperature, so that asking one of
/// them twice gives less.
Layer openai_proposers() {
    return layer_of({sampled(preset_agent("openai", "gpt-4.1"), 2),
                     sampled(preset_agent("openai", "gpt-4.1-mini"), 2),
                     sampled(preset_agent("openai", "gpt-4o"), 2)});
}

/// OpenRouter's ids of the models that Together's preset has, as far as they have no need to think.
Layer openrouter_proposers() {
    return layer_of({effort_agent("openrouter", "openai/gpt-oss-120b", wire::Reasoning::low),
                     effort_agent("openrouter", "openai/gpt-oss-20b", wire::Reasoning::low),
                     preset_agent("openrouter", "meta-llama/llama-3.3-70b-instruct"),
                     preset_agent("openrouter", "qwen/qwen3-235b-a22b-2507"),
                     preset_agent("openrouter", "google/gemma-4-31b-it"),
                     preset_agent("openrouter", "deepseek/deepseek-v3.2")});
}

/// What Groq has fastest, and of Together what Groq does not have: six different models.
Layer mixed_proposers(bool strong) {
    std::vector<Agent> agents = {effort_agent("groq", "openai/gpt-oss-120b", wire::Reasoning::low),
                                 effort_agent("groq", "qwen/qwen3.6-27b", wire::Reasoning::off),
                                 preset_agent("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput"),
                                 preset_agent("together", "google/gemma-4-31B-it")};
    if (strong) {
        agents.push_back(thinking_agent("together", "deepseek-ai/DeepSeek-V4-Pro"));
        agents.push_back(thinking_agent("together", "moonshotai/Kimi-K2.6"));
    } else {
        agents.push_back(effort_agent("groq", "openai/gpt-oss-20b", wire::Reasoning::low));
        agents.push_back(preset_agent("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo"));
    }
    return layer_of(std::move(agents));
}

}  // namespace

Layer lite_proposers(std::string_view provider) {
    if (provider == "groq") return groq_proposers();
    if (provider == "openai") return openai_proposers();
    if (provider == "openrouter") return openrouter_proposers();
    return layer_of({effort_agent("together", "openai/gpt-oss-120b", wire::Reasoning::low),
                     effort_agent("together", "openai/gpt-oss-20b", wire::Reasoning::low),
                     preset_agent("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo"),
                     preset_agent("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput"),
                     preset_agent("together", "google/gemma-4-31B-it"),
                     thinking_agent("together", "Qwen/Qwen3.5-9B")});
}

Layer strong_proposers(std::string_view provider) {
    if (provider == "groq") return groq_proposers();
    return layer_of({effort_agent("together", "openai/gpt-oss-120b", wire::Reasoning::low),
                     preset_agent("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput"),
                     thinking_agent("together", "deepseek-ai/DeepSeek-V4-Pro"),
                     thinking_agent("together", "moonshotai/Kimi-K2.6"),
                     thinking_agent("together", "zai-org/GLM-5.2"),
                     preset_agent("together", "google/gemma-4-31B-it")});
}

Agent current_aggregator(std::string_view provider) {
    if (provider == "groq") return effort_agent("groq", "openai/gpt-oss-120b", wire::Reasoning::low);
    if (provider == "openai") return preset_agent("openai", "gpt-4.1");
    if (provider == "openrouter") return preset_agent("openrouter", "qwen/qwen3-235b-a22b-2507");
    return preset_agent("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput");
}

void add_simulated_presets(std::vector<Preset>& list) {
    list.push_back(
        {"moa-lite-simulated", simulated_group,
         preset_recipe(
             "MoA-Lite, simulated", moa_paper,
             "Six scripted proposers and an aggregator in the shape of the paper's MoA-Lite. Scripted "
             "replies, no model is called.",
             {simulated_proposers(), simulated_aggregator()})});
    list.push_back({"moa-3-simulated", simulated_group,
                    preset_recipe("MoA, 3 layers, simulated", moa_paper,
                                  "Two layers of six scripted proposers and an aggregator, the shape of the "
                                  "paper's MoA. Scripted replies, no model is called.",
                                  {simulated_proposers(), simulated_proposers(), simulated_aggregator()})});
}

void add_current_presets(std::vector<Preset>& list) {
    const auto add = [&list](std::string_view id, Recipe recipe) {
        list.push_back({id, current_group, std::move(recipe)});
    };
    add("moa-lite-together",
        preset_recipe("MoA-Lite on Together", moa_paper,
                      "Six inexpensive open models propose, Qwen3 235B writes the answer: the shape of the "
                      "paper's MoA-Lite with current models.",
                      {lite_proposers("together"), layer_of({current_aggregator("together")})}));
    add("moa-lite-groq",
        preset_recipe(
            "MoA-Lite on Groq", moa_paper,
            "Six proposals and an aggregator in the shape of the paper's MoA-Lite. Groq offers three "
            "chat models, so each is asked twice at temperature 1.",
            {lite_proposers("groq"), layer_of({current_aggregator("groq")})}));
    add("moa-lite-openai",
        preset_recipe(
            "MoA-Lite on OpenAI", moa_paper,
            "Three models of OpenAI, each asked twice at temperature 1, and GPT-4.1 as the aggregator: the "
            "shape of the paper's MoA-Lite.",
            {lite_proposers("openai"), layer_of({current_aggregator("openai")})}));
    add("moa-lite-openrouter",
        preset_recipe("MoA-Lite on OpenRouter", moa_paper,
                      "Six open models propose, Qwen3 235B writes the answer: the shape of the paper's "
                      "MoA-Lite with current models.",
                      {lite_proposers("openrouter"), layer_of({current_aggregator("openrouter")})}));
    add("moa-lite-mixed",
        preset_recipe("MoA-Lite on Groq and Together", moa_paper,
                      "Six different models of Groq and Together propose, Qwen3 235B writes the answer: the "
                      "shape of the paper's MoA-Lite with current models.",
                      {mixed_proposers(false), layer_of({current_aggregator("together")})}));
    add("moa-3-together",
        preset_recipe("MoA, 3 layers, on Together", moa_paper,
                      "Two layers of six strong open models, then Qwen3 235B writes the answer: the shape of "
                      "the paper's MoA with current models.",
                      {strong_proposers("together"), strong_proposers("together"),
                       layer_of({current_aggregator("together")})}));
    add("moa-3-groq",
        preset_recipe(
            "MoA, 3 layers, on Groq", moa_paper,
            "Two layers of six proposals and an aggregator, the shape of the paper's MoA. Groq offers "
            "three chat models, so each is asked twice a layer at temperature 1.",
            {strong_proposers("groq"), strong_proposers("groq"), layer_of({current_aggregator("groq")})}));
    add("moa-3-openai",
        preset_recipe(
            "MoA, 3 layers, on OpenAI", moa_paper,
            "Two layers of three models of OpenAI, each asked twice at temperature 1, and GPT-4.1 as the "
            "aggregator: the shape of the paper's MoA.",
            {lite_proposers("openai"), lite_proposers("openai"), layer_of({current_aggregator("openai")})}));
    add("moa-3-openrouter",
        preset_recipe("MoA, 3 layers, on OpenRouter", moa_paper,
                      "Two layers of six open models, then Qwen3 235B writes the answer: the shape of the "
                      "paper's MoA with current models.",
                      {lite_proposers("openrouter"), lite_proposers("openrouter"),
                       layer_of({current_aggregator("openrouter")})}));
    add("moa-3-mixed",
        preset_recipe(
            "MoA, 3 layers, on Groq and Together", moa_paper,
            "Two layers of six strong models of Groq and Together, then Qwen3 235B writes the answer: "
            "the shape of the paper's MoA with current models.",
            {mixed_proposers(true), mixed_proposers(true), layer_of({current_aggregator("together")})}));
}

}  // namespace moa::mixture
