#include "bench/latency/latency_model.hpp"

#include <cmath>
#include <cstdlib>
#include <string_view>

#include "random.hpp"

namespace moa::bench {

namespace {

constexpr int most_proposers = 12;
constexpr double first_token_sigma = 0.5;
constexpr double speed_sigma = 0.3;
constexpr double length_sigma = 0.4;
constexpr double median_length = 460;
constexpr double trouble_factor = 5;
constexpr Millis refusal_ms = 200;
constexpr std::string_view provider_name = "study";

struct Medians {
    double first_token_ms;
    double tokens_per_second;
};

/// Spread evenly on a logarithmic scale, fast first tokens not going with fast writing.
Medians medians_of(int proposer) {
    if (proposer == 0) return {600, 80};
    const double share = (proposer - 1.0) / (most_proposers - 1);
    const double other = ((proposer - 1) * 5 % most_proposers) / (most_proposers - 1.0);
    return {350 * std::pow(1200.0 / 350, share), 45 * std::pow(180.0 / 45, other)};
}

/// 0 for the aggregator.
int number_of(const std::string& model) {
    return model.front() == 'p' ? std::atoi(model.c_str() + 1) : 0;
}

/// Box and Muller's transform of two draws.
double normal(Random& random) {
    const double radius = std::sqrt(-2 * std::log(1 - random.fraction()));
    return radius * std::cos(2 * 3.14159265358979323846 * random.fraction());
}

double log_normal(double median, double sigma, Random& random) {
    return median * std::exp(sigma * normal(random));
}

}  // namespace

Reply draw_reply(const Scenario& scenario, const std::string& model, std::uint64_t seed, int attempt) {
    const int number = number_of(model);
    const bool slow = scenario.trouble == Trouble::straggler || scenario.trouble == Trouble::both;
    const bool fails = scenario.trouble == Trouble::failing || scenario.trouble == Trouble::both;
    Reply reply;
    if (fails && number == 3) {
        reply.refused = true;
        reply.first_token_ms = reply.end_ms = refusal_ms;
        return reply;
    }
    // The same model answers the same question alike whatever the strategy: only waiting differs.
    Random random(stable_hash(model) ^ (seed * 0x9e3779b97f4a7c15U) ^ static_cast<std::uint64_t>(attempt));
    (void)random.next();
    const Medians medians = medians_of(number);
    double first = log_normal(medians.first_token_ms, first_token_sigma, random);
    double speed = log_normal(medians.tokens_per_second, speed_sigma, random);
    const double tokens = log_normal(median_length, length_sigma, random);
    if (slow && number == 2) {
        first *= trouble_factor;
        speed /= trouble_factor;
    }
    reply.first_token_ms = static_cast<Millis>(std::llround(first));
    reply.end_ms = reply.first_token_ms + static_cast<Millis>(std::llround(tokens * 1000 / speed));
    reply.text =
        seed % 2 == 0 ? "all say the same of it" : model + " alone says this" + std::to_string(attempt);
    if (seed % 2 != 0) {
        for (int i = 0; i < 6; ++i)
            reply.text += " " + model + "word" + std::to_string(random.next() % 100'000);
    }
    return reply;
}

mixture::Recipe recipe_of(const Scenario& scenario) {
    mixture::Recipe recipe;
    recipe.defaults.limits = mixture::default_limits();
    for (int layer = 1; layer <= scenario.layers; ++layer) {
        const bool last = layer == scenario.layers;
        mixture::Layer made;
        for (int i = 1; i <= (last ? 1 : scenario.proposers); ++i) {
            mixture::Agent agent;
            agent.provider = provider_name;
            agent.model = last ? "aggregator" : "p" + std::to_string(i);
            made.agents.push_back(std::move(agent));
        }
        if (!last && scenario.strategy == Strategy::quorum) {
            made.wait.count = (2 * scenario.proposers + 2) / 3;
            made.wait.grace_ms = 500;
        }
        if (!last && scenario.strategy == Strategy::deadline) made.wait.deadline_ms = 10'000;
        recipe.layers.push_back(std::move(made));
    }
    if (scenario.strategy == Strategy::early_exit) {
        recipe.early_exit.emplace();
        recipe.early_exit->agreement = 0.8;
    }
    return recipe;
}

mixture::Providers providers_of(const Scenario& scenario) {
    mixture::Provider provider;
    provider.name = provider_name;
    provider.label = "Study";
    provider.base_url = "http://127.0.0.1:1/v1";
    provider.max_concurrent = scenario.strategy == Strategy::sequential ? 1 : 0;
    return {provider};
}

}  // namespace moa::bench
