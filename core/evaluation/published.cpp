#include "evaluation/published.hpp"

#include <cstddef>
#include <utility>

namespace moa::evaluation {

mixture::Recipe with_published_layer(mixture::Recipe recipe, const std::vector<std::string>& models) {
    mixture::Layer& layer = recipe.layers.front();
    layer.agents.clear();
    layer.wait = {};
    for (const std::string& model : models) {
        mixture::Agent agent;
        agent.provider = published_provider;
        agent.model = model;
        layer.agents.push_back(std::move(agent));
    }
    return recipe;
}

run::RunState start_published(const mixture::Recipe& recipe, const std::vector<wire::ChatMessage>& messages,
                              const std::vector<std::string>& answers, run::RunObserver& observer) {
    run::RunState state;
    const auto tell = [&](const run::RunEvent& event) {
        run::apply(state, 0, event);
        observer.on_event(0, event, state);
    };
    tell(run::RunStarted{recipe, messages});
    for (std::size_t i = 0; i < answers.size(); ++i) {
        run::NodeChanged change;
        change.node = {1, static_cast<int>(i) + 1};
        change.state = run::NodeState::waiting;
        change.attempt = 1;
        tell(change);
        change.state = run::NodeState::streaming;
        tell(change);
        tell(run::NodeText{change.node, answers[i]});
        change.state = run::NodeState::done;
        change.finish = "stop";
        change.usage = wire::Usage{};
        change.cost_usd = 0;
        tell(change);
    }
    return state;
}

}  // namespace moa::evaluation
