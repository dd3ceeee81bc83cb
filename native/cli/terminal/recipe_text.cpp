#include "native/cli/terminal/recipe_text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "native/cli/terminal/terminal_text.hpp"

namespace moa::cli {
namespace {

/// "6 + 1", proposers layer by layer and the aggregator.
std::string shape_of(const mixture::Recipe& recipe) {
    std::string shape;
    for (const mixture::Layer& layer : recipe.layers)
        shape += (shape.empty() ? "" : " + ") + std::to_string(node_count(layer));
    return shape;
}

std::string models_of(const mixture::Layer& layer) {
    std::string names;
    for (const mixture::Agent& agent : layer.agents) {
        names += (names.empty() ? "" : ", ") + mixture::display_name(agent);
        if (agent.repeat > 1) names += " x" + std::to_string(agent.repeat);
        if (!agent.retired.empty()) names += " (retired)";
        if (agent.muted) names += " (muted)";
        if (const auto backup = mixture::backup_agent(agent))
            names += " (backup: " + mixture::display_name(*backup) + ")";
    }
    return names;
}

std::string last_layer_name(const mixture::Recipe& recipe) {
    if (recipe.layers.size() == 1) return "model";
    const mixture::Layer& layer = recipe.layers.back();
    const auto parameters = mixture::effective_parameters(recipe, layer, layer.agents.front());
    switch (parameters.aggregation.value_or(mixture::Aggregation::synthesize)) {
        case mixture::Aggregation::rank:
            return "ranker";
        case mixture::Aggregation::window:
            return "aggregator, " + std::to_string(parameters.window.value_or(mixture::default_window)) +
                   " at a time";
        case mixture::Aggregation::synthesize:
            break;
    }
    return "aggregator";
}

/// Each reason with the models it holds for.
std::string retired_lines(const mixture::Recipe& recipe) {
    std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
    for (const mixture::Layer& layer : recipe.layers) {
        for (const mixture::Agent& agent : layer.agents) {
            if (agent.retired.empty()) continue;
            auto it = std::find_if(reasons.begin(), reasons.end(),
                                   [&agent](const auto& reason) { return reason.first == agent.retired; });
            if (it == reasons.end()) it = reasons.insert(it, {agent.retired, {}});
            if (std::find(it->second.begin(), it->second.end(), agent.model) == it->second.end())
                it->second.push_back(agent.model);
        }
    }
    std::string text;
    for (const auto& [reason, models] : reasons) {
        std::string list;
        for (const std::string& model : models)
            list += (list.empty() ? "" : ", ") + model;
        text += "  retired: " + list + ": " + reason + "\n";
    }
    return text;
}

}  // namespace

std::string describe_recipe(std::string_view id, const mixture::Recipe& recipe) {
    std::string text;
    if (!id.empty()) text += std::string(id) + "\n";
    text += "  " + recipe.name + " (" + shape_of(recipe) + ")\n";
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        const bool last = i + 1 == recipe.layers.size();
        text += "  " + (last ? last_layer_name(recipe) : "layer " + std::to_string(i + 1)) + ": " +
                models_of(recipe.layers[i]) + "\n";
    }
    text += retired_lines(recipe);
    if (!recipe.source.empty()) text += "  source: " + recipe.source + "\n";
    return harmless(text);
}

}  // namespace moa::cli
