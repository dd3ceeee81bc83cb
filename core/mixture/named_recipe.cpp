#include "mixture/named_recipe.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ascii.hpp"
#include "mixture/preset_parts.hpp"

namespace moa::mixture {
namespace {

constexpr int paper_samples = 6;
constexpr int local_samples = 3;

/// As a preset has the model: with its thinking and its answer limit.
Agent agent_of(const NamedModel& named) {
    for (const Preset& preset : presets()) {
        for (const Agent& agent : callees(preset.recipe)) {
            if (agent.provider != named.provider || agent.model != named.model || !agent.retired.empty())
                continue;
            Agent own = preset_agent(named.provider, named.model);
            own.parameters.reasoning = agent.parameters.reasoning;
            own.parameters.max_tokens = agent.parameters.max_tokens;
            return own;
        }
    }
    return preset_agent(named.provider, named.model);
}

/// Each model as often as it comes up when `count` proposals are shared out in turn.
Layer shared_out(const std::vector<NamedModel>& models, int count) {
    Layer layer;
    const int kinds = static_cast<int>(models.size());
    for (int i = 0; i < kinds && i < count; ++i) {
        const int times = count / kinds + (i < count % kinds ? 1 : 0);
        const Agent agent = agent_of(models[static_cast<std::size_t>(i)]);
        layer.agents.push_back(times > 1 ? sampled(agent, times) : agent);
    }
    return layer;
}

/// The number that begins at `at`, "0.6", and where it ends. The page's library reads no fractions.
std::pair<double, std::size_t> number_at(std::string_view id, std::size_t at) {
    double value = 0;
    double unit = 1;
    bool fraction = false;
    for (; at < id.size() && (is_digit(id[at]) || (id[at] == '.' && !fraction)); ++at) {
        if (id[at] == '.') {
            fraction = true;
            continue;
        }
        if (fraction) unit /= 10;
        value = fraction ? value + unit * (id[at] - '0') : value * 10 + (id[at] - '0');
    }
    return {value, at};
}

/// "70" of "llama3.3:70b-instruct"; the largest such number, 0 where there is none.
double parameters_in(std::string_view id) {
    double most = 0;
    for (std::size_t at = 0; at < id.size(); ++at) {
        const bool begins = is_digit(id[at]) && (at == 0 || (!is_digit(id[at - 1]) && id[at - 1] != '.'));
        if (!begins) continue;
        const auto [value, behind] = number_at(id, at);
        const bool billions = behind < id.size() && lower_case(id[behind]) == 'b' &&
                              (behind + 1 == id.size() || !is_letter(id[behind + 1]));
        if (billions) most = std::max(most, value);
    }
    return most;
}

}  // namespace

std::string name_of(const NamedModel& model) {
    return model.provider + "/" + model.model;
}

int self_moa_samples(const Provider& provider) {
    return provider.needs_key() || provider.is_simulated() ? paper_samples : local_samples;
}

Recipe recipe_of_models(const std::vector<NamedModel>& models, const std::optional<NamedModel>& aggregator,
                        std::optional<int> proposers, const Providers& providers) {
    const NamedModel& last = aggregator ? *aggregator : models.front();
    const bool alone = models.size() == 1;
    int count = static_cast<int>(models.size());
    if (const Provider* provider = find_provider(providers, models.front().provider); alone && provider)
        count = self_moa_samples(*provider);
    if (proposers) count = *proposers;
    const bool self = alone && last == models.front();
    const std::string writer = display_name(agent_of(last));
    Recipe recipe = preset_recipe(self ? "Self-MoA with " + writer : "Own models, answered by " + writer,
                                  self ? self_moa_paper : moa_paper,
                                  self ? "One model proposes several answers and aggregates them."
                                       : "The named models propose, " + writer + " writes the answer.",
                                  {shared_out(models, count), layer_of({agent_of(last)})});
    return recipe;
}

std::vector<std::string> listed_choice(std::vector<std::string> ids) {
    std::stable_sort(ids.begin(), ids.end(), [](const std::string& a, const std::string& b) {
        return parameters_in(a) > parameters_in(b);
    });
    if (ids.size() > most_listed_choices) ids.resize(most_listed_choices);
    return ids;
}

}  // namespace moa::mixture
