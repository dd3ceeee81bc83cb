#include "session/context_use.hpp"

#include <algorithm>

namespace moa::session {
namespace {

/// What the recipe says of the context of the agent at this place.
std::optional<std::int64_t> stated_context(const mixture::Recipe& recipe, const NodeEstimate& node) {
    const auto layer = static_cast<std::size_t>(node.id.layer - 1);
    if (layer >= recipe.layers.size()) return std::nullopt;
    const auto& agents = recipe.layers[layer].agents;
    const auto it = std::find_if(agents.begin(), agents.end(), [&node](const mixture::Agent& agent) {
        return agent.provider == node.provider && agent.model == node.model;
    });
    if (it == agents.end()) return std::nullopt;
    return mixture::effective_parameters(recipe, recipe.layers[layer], *it).context_tokens;
}

}  // namespace

std::optional<ContextUse> fullest_context(const Workspace& workspace) {
    const mixture::Recipe& recipe = workspace.configuration().recipe();
    const run::KnownModels known = workspace.access().known_models_of(recipe);
    std::optional<ContextUse> fullest;
    for (const NodeEstimate& node : workspace.estimate().nodes) {
        auto context = stated_context(recipe, node);
        const auto model = known.find({node.provider, node.model});
        if (!context && model != known.end()) context = model->second.context_tokens;
        if (!context || *context <= 0) continue;
        ContextUse use{run::to_string(node.id) + " " + node.label,
                       node.prompt_tokens.likely + node.answer_tokens.likely, *context};
        if (!fullest || use.share() > fullest->share()) fullest = std::move(use);
    }
    return fullest;
}

}  // namespace moa::session
