#include "judging/judge.hpp"

#include <utility>

namespace moa::judging {

Result<Judge> read_judge(const std::string& name, std::optional<int> max_tokens) {
    const auto colon = name.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == name.size())
        return invalid_input("A judge is named PROVIDER:MODEL, for example together:openai/gpt-oss-120b.");
    mixture::Agent agent;
    agent.provider = name.substr(0, colon);
    agent.model = name.substr(colon + 1);
    Judge judge{name, {}};
    judge.recipe.name = "Judge";
    judge.recipe.defaults.temperature = 0;
    judge.recipe.defaults.max_tokens = max_tokens;
    judge.recipe.layers.resize(1);
    judge.recipe.layers.front().agents.push_back(std::move(agent));
    return judge;
}

mixture::Recipe recipe_of(const std::vector<Judge>& judges) {
    mixture::Recipe all = judges.front().recipe;
    for (std::size_t i = 1; i < judges.size(); ++i)
        all.layers.insert(all.layers.begin(), judges[i].recipe.layers.front());
    return all;
}

}  // namespace moa::judging
