#include "run/places.hpp"

#include <utility>

namespace moa::run {
namespace {

using Agents = std::vector<mixture::Agent>;

Agents& agents_of(mixture::Recipe& recipe, NodeId id) {
    return recipe.layers[static_cast<std::size_t>(id.layer) - 1].agents;
}

/// Takes the agents apart so that one with repeat 1 stands where the node is; its position.
Agents::iterator isolate(Agents& agents, int index) {
    int left = index;
    auto it = agents.begin();
    while (it != agents.end() && left > it->repeat)
        left -= (it++)->repeat;
    if (it == agents.end() || it->repeat == 1) return it;
    const int behind = it->repeat - left;
    const mixture::Agent pattern = *it;
    it->repeat = 1;
    if (left > 1) {
        it = agents.insert(it, pattern);
        it->repeat = left - 1;
        ++it;
    }
    if (behind > 0) {
        it = agents.insert(it + 1, pattern);
        it->repeat = behind;
        --it;
    }
    return it;
}

}  // namespace

const mixture::Agent* agent_of(const mixture::Recipe& recipe, NodeId id) {
    if (id.layer < 1 || static_cast<std::size_t>(id.layer) > recipe.layers.size()) return nullptr;
    int left = id.index;
    for (const mixture::Agent& agent : recipe.layers[static_cast<std::size_t>(id.layer) - 1].agents) {
        if (left >= 1 && left <= agent.repeat) return &agent;
        left -= agent.repeat;
    }
    return nullptr;
}

mixture::Agent replace_agent(mixture::Recipe& recipe, NodeId id, mixture::Agent agent) {
    agent.repeat = 1;
    return std::exchange(*isolate(agents_of(recipe, id), id.index), std::move(agent));
}

void insert_agent(mixture::Recipe& recipe, NodeId id, mixture::Agent agent) {
    Agents& agents = agents_of(recipe, id);
    agent.repeat = 1;
    agents.insert(isolate(agents, id.index), std::move(agent));
}

mixture::Agent erase_agent(mixture::Recipe& recipe, NodeId id) {
    Agents& agents = agents_of(recipe, id);
    const auto it = isolate(agents, id.index);
    mixture::Agent agent = std::move(*it);
    agents.erase(it);
    return agent;
}

}  // namespace moa::run
