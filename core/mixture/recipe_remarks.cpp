#include "mixture/recipe_remarks.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "json.hpp"
#include "mixture/recipe_rules.hpp"
#include "nearest_name.hpp"

namespace moa::mixture {
namespace {

/// Every member of a recipe, wherever it stands.
constexpr std::array<std::string_view, 43> members = {
    "format",       "name",           "description", "source",      "defaults",     "layers",
    "agents",       "provider",       "model",       "label",       "system",       "repeat",
    "muted",        "retired",        "backup",      "temperature", "max_tokens",   "stop",
    "seed",         "reasoning",      "prompt",      "aggregation", "window",       "references",
    "context_fit",  "context_tokens", "limits",      "parameters",  "connect_ms",   "first_token_ms",
    "idle_ms",      "total_ms",       "retries",     "wait",        "count",        "grace_ms",
    "deadline_ms",  "early_exit",     "agreement",   "min_layers",  "retry_budget", "max_cost_usd",
    "mute_flagged",
};

class Remarks {
  public:
    void add(const std::string& path, const JsonBox& unknown) {
        const Json& json = *unknown;
        if (!json.is_object()) return;
        for (const auto& [name, value] : json.items()) {
            std::string sentence =
                (path.empty() ? "" : path + ".") + name + " is not known and has no effect";
            const std::string_view nearest = nearest_name(name, members);
            sentence += nearest.empty() ? "." : "; did you mean " + std::string(nearest) + "?";
            sentences.push_back(std::move(sentence));
        }
    }

    std::vector<std::string> sentences;
};

/// What decides the answer of an agent at temperature 0.
Agent asked_as(const Recipe& recipe, const Layer& layer, const Agent& agent) {
    Agent asked;
    asked.provider = agent.provider;
    asked.model = agent.model;
    asked.system = agent.system;
    asked.unknown = agent.unknown;
    asked.parameters = effective_parameters(recipe, layer, agent);
    asked.parameters.seed.reset();
    return asked;
}

}  // namespace

std::vector<std::string> unknown_member_remarks(const Recipe& recipe) {
    Remarks remarks;
    remarks.add("", recipe.unknown);
    remarks.add("defaults", recipe.defaults.unknown);
    remarks.add("defaults.limits", recipe.defaults.limits.unknown);
    if (recipe.early_exit) remarks.add("early_exit", recipe.early_exit->unknown);
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        const Layer& layer = recipe.layers[i];
        remarks.add(layer_path(i), layer.unknown);
        remarks.add(layer_path(i) + ".wait", layer.wait.unknown);
        remarks.add(layer_path(i) + ".limits", layer.parameters.limits.unknown);
        for (std::size_t j = 0; j < layer.agents.size(); ++j) {
            const Agent& agent = layer.agents[j];
            const std::string path = agent_path(i, j);
            remarks.add(path, agent.unknown);
            remarks.add(path + ".limits", agent.parameters.limits.unknown);
            if (!agent.backup) continue;
            remarks.add(path + ".backup", agent.backup->unknown);
            remarks.add(path + ".backup.limits", agent.backup->parameters.limits.unknown);
        }
    }
    return remarks.sentences;
}

std::vector<std::string> recipe_remarks(const Recipe& recipe) {
    std::vector<std::string> remarks;
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        const Layer& layer = recipe.layers[i];
        std::vector<Agent> before;
        for (std::size_t k = 0; k < layer.agents.size(); ++k) {
            const Agent& agent = layer.agents[k];
            Agent asked = asked_as(recipe, layer, agent);
            if (agent.muted || asked.parameters.temperature != 0.0) continue;
            const bool listed = std::find(before.begin(), before.end(), asked) != before.end();
            if (agent.repeat > 1) {
                const std::string count = std::to_string(agent.repeat);
                remarks.push_back(agent_path(i, k) + ".repeat is " + count +
                                  " at temperature 0: that is the same answer " + count +
                                  " times, and each is paid for. Raise the temperature, or call it once.");
            } else if (listed) {
                remarks.push_back(agent_path(i, k) +
                                  " asks the same model as an agent before it, at temperature 0: that is the "
                                  "same answer twice, and both are paid for. Raise the temperature, or "
                                  "remove one of them.");
            }
            before.push_back(std::move(asked));
        }
    }
    return remarks;
}

}  // namespace moa::mixture
