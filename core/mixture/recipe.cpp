#include "mixture/recipe.hpp"

#include <algorithm>
#include <utility>

#include "json.hpp"

namespace moa::mixture {

namespace {

template <class T>
void lay_over(std::optional<T>& below, const std::optional<T>& above) {
    if (above) below = above;
}

void lay_over(JsonBox& below, const JsonBox& above) {
    if (!above->is_object()) return;
    Json merged = below->is_object() ? *below : Json::object();
    for (const auto& [name, value] : above->items())
        merged[name] = value;
    below = std::move(merged);
}

void lay_over(Parameters& below, const Parameters& above) {
    lay_over(below.temperature, above.temperature);
    lay_over(below.max_tokens, above.max_tokens);
    lay_over(below.stop, above.stop);
    lay_over(below.seed, above.seed);
    lay_over(below.reasoning, above.reasoning);
    lay_over(below.prompt, above.prompt);
    lay_over(below.aggregation, above.aggregation);
    lay_over(below.window, above.window);
    lay_over(below.references, above.references);
    lay_over(below.context_fit, above.context_fit);
    lay_over(below.context_tokens, above.context_tokens);
    lay_over(below.limits.connect_ms, above.limits.connect_ms);
    lay_over(below.limits.first_token_ms, above.limits.first_token_ms);
    lay_over(below.limits.idle_ms, above.limits.idle_ms);
    lay_over(below.limits.total_ms, above.limits.total_ms);
    lay_over(below.limits.retries, above.limits.retries);
    lay_over(below.limits.unknown, above.limits.unknown);
    lay_over(below.extra, above.extra);
}

}  // namespace

Parameters effective_parameters(const Recipe& recipe, const Layer& layer, const Agent& agent) {
    Parameters parameters = recipe.defaults;
    lay_over(parameters, layer.parameters);
    lay_over(parameters, agent.parameters);
    return parameters;
}

std::optional<Agent> backup_agent(const Agent& agent) {
    if (!agent.backup) return std::nullopt;
    const Backup& backup = *agent.backup;
    Agent out;
    out.provider = backup.provider;
    out.model = backup.model;
    out.label = backup.label;
    out.system = backup.system.empty() ? agent.system : backup.system;
    out.parameters = backup.parameters;
    if (!out.parameters.prompt) out.parameters.prompt = agent.parameters.prompt;
    return out;
}

std::vector<Agent> callees(const Recipe& recipe) {
    std::vector<Agent> all;
    for (const Layer& layer : recipe.layers) {
        for (const Agent& agent : layer.agents) {
            if (agent.muted) continue;
            all.push_back(agent);
            if (std::optional<Agent> backup = backup_agent(agent)) all.push_back(std::move(*backup));
        }
    }
    return all;
}

bool calls_no_model(const Recipe& recipe, const Providers& providers) {
    const std::vector<Agent> all = callees(recipe);
    return std::all_of(all.begin(), all.end(),
                       [&providers](const Agent& agent) { return is_simulated(providers, agent.provider); });
}

int retry_budget_of(const Recipe& recipe) {
    if (recipe.retry_budget) return *recipe.retry_budget;
    std::int64_t nodes = 0;
    for (const Layer& layer : recipe.layers)
        nodes += node_count(layer);
    return std::max(8, 2 * static_cast<int>(nodes));
}

std::int64_t node_count(const Layer& layer) {
    std::int64_t nodes = 0;
    for (const Agent& agent : layer.agents)
        nodes += std::max(agent.repeat, 0);
    return nodes;
}

std::string shape_words(const Recipe& recipe) {
    constexpr std::size_t most_told = 3;
    std::string words;
    for (std::size_t i = 0; i + 1 < recipe.layers.size(); ++i) {
        if (i == most_told) {
            words += "\xe2\x80\xa6, ";
            break;
        }
        const std::int64_t count = node_count(recipe.layers[i]);
        words += std::to_string(count) + (i == 0 ? " proposer" : " refiner") + (count == 1 ? ", " : "s, ");
    }
    return words + "1 aggregator";
}

std::string display_name(const Agent& agent) {
    if (!agent.label.empty()) return agent.label;
    const std::size_t slash = agent.model.rfind('/');
    if (slash == std::string::npos || slash + 1 == agent.model.size()) return agent.model;
    return agent.model.substr(slash + 1);
}

Recipe with_layer_count(const Recipe& recipe, int count) {
    Recipe out = recipe;
    if (recipe.layers.empty()) return out;
    const auto wanted = static_cast<std::size_t>(std::clamp(count, 1, max_layers));
    const Layer aggregator = recipe.layers.back();
    // A recipe of an aggregator alone has no proposers to repeat: its one agent then proposes, too.
    const Layer pattern = recipe.layers.front();
    out.layers.pop_back();
    out.layers.resize(wanted - 1, pattern);
    out.layers.push_back(aggregator);
    return out;
}

}  // namespace moa::mixture
