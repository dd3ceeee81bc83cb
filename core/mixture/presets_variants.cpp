// What the paper and its follow-ups compare Mixture-of-Agents with: fewer models, another way to aggregate,
// or one call.
#include <string>
#include <utility>

#include "mixture/preset_parts.hpp"

namespace moa::mixture {

namespace {

constexpr std::string_view comparison_group = "For comparison";
/// Samples of one model, as many as the paper has proposers.
constexpr int samples = 6;
/// References a call of Self-MoA-Seq takes, the result so far among them: the whole then needs a context for
/// three answers, and not for six.
constexpr int seq_window = 3;

/// A second good model of the provider, for recipes in which proposer and aggregator differ.
Agent other_model(std::string_view provider) {
    if (provider == "groq") return effort_agent("groq", "openai/gpt-oss-20b", wire::Reasoning::low);
    return effort_agent("together", "openai/gpt-oss-120b", wire::Reasoning::low);
}

struct Ids {
    std::string_view provider;
    std::string_view label;
    std::string_view single_proposer;
    std::string_view self_moa;
    std::string_view self_moa_seq;
    std::string_view ranker;
    std::string_view single;
};

void add_variants(const Ids& ids, std::vector<Preset>& list) {
    const std::string on = " on " + std::string(ids.label);
    const Agent best = current_aggregator(ids.provider);
    const auto add = [&list](std::string_view id, Recipe recipe) {
        list.push_back({id, comparison_group, std::move(recipe)});
    };
    add(ids.single_proposer,
        preset_recipe(
            "Single proposer" + on, moa_paper,
            "One model answers six times, another one writes the answer: the paper's single-proposer "
            "setting.",
            {layer_of({sampled(other_model(ids.provider), samples)}), layer_of({best})}));
    add(ids.self_moa, preset_recipe("Self-MoA" + on, self_moa_paper,
                                    "One model answers six times and aggregates its own answers.",
                                    {layer_of({sampled(best, samples)}), layer_of({best})}));
    Layer sequential = layer_of({best});
    sequential.parameters.aggregation = Aggregation::window;
    sequential.parameters.window = seq_window;
    add(ids.self_moa_seq,
        preset_recipe(
            "Self-MoA-Seq" + on, self_moa_paper,
            "Self-MoA that aggregates a few answers at a time and carries the result on, for models "
            "with a short context.",
            {layer_of({sampled(best, samples)}), std::move(sequential)}));
    Layer ranker = layer_of({best});
    ranker.parameters.aggregation = Aggregation::rank;
    add(ids.ranker,
        preset_recipe("LLM ranker" + on, moa_paper,
                      "The proposers of MoA-Lite, but the last model only chooses the best of their "
                      "answers: the paper's LLM-ranker baseline.",
                      {lite_proposers(ids.provider), std::move(ranker)}));
    add(ids.single,
        preset_recipe("Single model" + on, moa_paper, "One model, called once: the baseline for all others.",
                      {layer_of({best})}));
}

}  // namespace

void add_variant_presets(std::vector<Preset>& list) {
    add_variants({"together", "Together", "single-proposer-together", "self-moa-together",
                  "self-moa-seq-together", "ranker-together", "single-together"},
                 list);
    add_variants({"groq", "Groq", "single-proposer-groq", "self-moa-groq", "self-moa-seq-groq", "ranker-groq",
                  "single-groq"},
                 list);
}

}  // namespace moa::mixture
