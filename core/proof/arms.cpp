#include "proof/arms.hpp"

#include <algorithm>
#include <set>

#include "ascii.hpp"
#include "enum_names.hpp"

namespace moa::proof {

namespace {

constexpr EnumNames<Derivation, Derivation::vote> derivation_names("most_agreeing", "vote");

bool same_model(const mixture::Agent& a, const mixture::Agent& b) {
    return a.provider == b.provider && a.model == b.model;
}

/// Each model once, in the order of the recipe.
std::vector<mixture::Agent> models_of(const std::vector<mixture::Layer>& layers) {
    std::vector<mixture::Agent> models;
    for (const mixture::Layer& layer : layers) {
        for (const mixture::Agent& agent : layer.agents) {
            const bool known = std::any_of(models.begin(), models.end(), [&](const mixture::Agent& each) {
                return same_model(each, agent);
            });
            if (!known && !agent.muted) models.push_back(agent);
        }
    }
    return models;
}

/// A name for files, of letters, digits, dots and dashes.
std::string file_name(const mixture::Agent& agent) {
    std::string name;
    for (const char c : lower_case(mixture::display_name(agent))) {
        const bool plain = is_letter(c) || is_digit(c) || c == '.';
        if (plain || (!name.empty() && name.back() != '-')) name += plain ? c : '-';
    }
    constexpr std::size_t longest = 48;
    return name.substr(0, longest);
}

/// Names that were given out.
class Names {
  public:
    std::string unused(const std::string& wish) {
        std::string name = wish;
        for (int number = 2; !taken_.insert(name).second; ++number)
            name = wish + "-" + std::to_string(number);
        return name;
    }

  private:
    std::set<std::string> taken_;
};

mixture::Recipe shell_of(const mixture::Recipe& recipe) {
    mixture::Recipe shell = recipe;
    shell.layers.clear();
    shell.early_exit.reset();
    return shell;
}

mixture::Recipe alone(const mixture::Recipe& recipe, mixture::Agent agent) {
    mixture::Recipe single = shell_of(recipe);
    agent.repeat = 1;
    single.layers.resize(1);
    single.layers.front().agents.push_back(std::move(agent));
    return single;
}

mixture::Recipe samples_of(const mixture::Recipe& recipe, const mixture::Agent& agent,
                           mixture::Aggregation aggregation) {
    mixture::Recipe made = alone(recipe, agent);
    made.layers.push_back(made.layers.front());
    made.layers.back().agents.front().parameters.aggregation = aggregation;
    return made;
}

/// Nothing where a layer would be empty.
std::optional<mixture::Recipe> without(mixture::Recipe recipe, const mixture::Agent& member) {
    for (std::size_t i = 0; i + 1 < recipe.layers.size(); ++i) {
        auto& agents = recipe.layers[i].agents;
        agents.erase(std::remove_if(agents.begin(), agents.end(),
                                    [&](const mixture::Agent& each) { return same_model(each, member); }),
                     agents.end());
        if (agents.empty()) return std::nullopt;
    }
    return recipe;
}

}  // namespace

std::string_view to_string(Derivation derivation) {
    return derivation_names.of(derivation);
}

std::optional<Derivation> parse_derivation(std::string_view name) {
    return derivation_names.parse(name);
}

std::vector<Arm> arms_of(const mixture::Recipe& recipe, const mixture::Agent& best, Measure measure) {
    Names names;
    const std::string best_name = mixture::display_name(best);
    std::vector<Arm> arms = {{names.unused("recipe"), "the recipe", recipe, false, {}, {}}};
    std::vector<mixture::Agent> singles = models_of(recipe.layers);
    if (std::none_of(singles.begin(), singles.end(),
                     [&](const mixture::Agent& each) { return same_model(each, best); }))
        singles.push_back(best);
    for (const mixture::Agent& member : singles)
        arms.push_back({names.unused("single-" + file_name(member)),
                        mixture::display_name(member) + " alone",
                        alone(recipe, member),
                        false,
                        {},
                        {}});
    const std::string ranked = names.unused("best-of-n");
    const std::string mixed = names.unused("self-moa");
    arms.push_back({ranked,
                    "Best-of-N of " + best_name,
                    samples_of(recipe, best, mixture::Aggregation::rank),
                    true,
                    {},
                    {}});
    arms.push_back({mixed,
                    "Self-MoA of " + best_name,
                    samples_of(recipe, best, mixture::Aggregation::synthesize),
                    true,
                    {},
                    {}});
    const bool votes = measure == Measure::exact;
    arms.push_back({names.unused("self-consistency"),
                    (votes ? "Self-consistency of " : "The most agreeing sample of ") + best_name,
                    {},
                    false,
                    mixed,
                    votes ? Derivation::vote : Derivation::most_agreeing});
    if (recipe.layers.size() < 2) return arms;
    const std::vector<mixture::Layer> proposers(recipe.layers.begin(), recipe.layers.end() - 1);
    for (const mixture::Agent& member : models_of(proposers)) {
        auto rest = without(recipe, member);
        if (rest)
            arms.push_back({names.unused("without-" + file_name(member)),
                            "the recipe without " + mixture::display_name(member),
                            std::move(*rest),
                            false,
                            {},
                            {}});
    }
    mixture::Recipe ranker = recipe;
    ranker.layers.back().agents.front().parameters.aggregation = mixture::Aggregation::rank;
    arms.push_back({names.unused("ranker"), "the recipe with a ranker", std::move(ranker), false, {}, {}});
    arms.push_back({names.unused("no-aggregator"),
                    "the recipe without an aggregator",
                    {},
                    false,
                    "recipe",
                    Derivation::most_agreeing});
    return arms;
}

mixture::Agent presumed_best(const mixture::Recipe& recipe) {
    return recipe.layers.back().agents.front();
}

mixture::Recipe with_samples(const mixture::Recipe& recipe, int samples) {
    mixture::Recipe made = recipe;
    made.layers.front().agents.front().repeat = std::clamp(samples, 1, most_samples);
    return made;
}

}  // namespace moa::proof
