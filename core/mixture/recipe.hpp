// The recipe: what a Mixture-of-Agents run consists of, whole ("format": "moa-recipe/1"). No hidden defaults.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "mixture/limits.hpp"
#include "mixture/policy.hpp"
#include "mixture/provider.hpp"
#include "result.hpp"

namespace moa::mixture {

inline constexpr std::string_view recipe_format = "moa-recipe/1";

/// What can be set for the whole recipe, overridden per layer, and again per agent.
struct Parameters {
    std::optional<double> temperature;
    std::optional<int> max_tokens;
    std::optional<std::vector<std::string>> stop;
    std::optional<std::int64_t> seed;
    std::optional<wire::Reasoning> reasoning;  ///< "off", "on", "low", "medium" or "high"; each provider's
                                               ///< own parameters follow from it
    std::optional<std::string> prompt;         ///< replaces the Aggregate-and-Synthesize prompt
    std::optional<Aggregation> aggregation;    ///< "synthesize" when not set
    /// How many references one call of a sliding window takes, the carried result among them; from 2,
    /// default_window when not set.
    std::optional<int> window;
    std::optional<ReferenceStyle> references;  ///< "list" when not set
    std::optional<ContextFit> context_fit;     ///< default_fit when not set
    /// Tokens of prompt and answer together that the model takes, where the provider's list does not say it.
    std::optional<int> context_tokens;
    Limits limits;
    JsonBox extra;  ///< member "parameters": sent to the provider as they stand; null when absent
    JsonBox unknown =
        JsonBox::object();  ///< of "defaults" alone: a layer's and an agent's unknown members are kept there
    MemberOrder order;      ///< of "defaults" alone, too

    bool operator==(const Parameters&) const = default;
};

/// Who answers in an agent's place when that has failed: an agent of its own, with parameters laid over those
/// of the recipe and the layer. A system message or prompt it does not have is the agent's.
struct Backup {
    std::string provider;
    std::string model;
    std::string label;
    std::string system;
    Parameters parameters;
    JsonBox unknown = JsonBox::object();
    MemberOrder order;

    bool operator==(const Backup&) const = default;
};

/// One agent of a layer.
struct Agent {
    std::string provider;
    std::string model;
    std::string label;   ///< how the node is called; the model's short name when empty
    std::string system;  ///< its own system message; may be empty
    int repeat = 1;      ///< the same agent this many times, each with its own request
    bool muted = false;  ///< it is shown but not called, and nothing is built on it
    /// Why the model can no longer be had under this id, with the day it was found so; empty when it can be.
    std::string retired;
    std::optional<Backup> backup;  ///< called once the agent has failed for good
    Parameters parameters;
    JsonBox unknown = JsonBox::object();  ///< members this version does not know, kept for writing back
    MemberOrder order;

    bool operator==(const Agent&) const = default;
};

struct Layer {
    std::vector<Agent> agents;
    Wait wait;  ///< when the next layer starts; the last layer's is always "all"
    Parameters parameters;
    JsonBox unknown = JsonBox::object();
    MemberOrder order;

    bool operator==(const Layer&) const = default;
};

/// Where a recipe calls a provider that is not known by its name. It carries no key: a recipe may come from
/// anybody.
struct RecipeProvider {
    std::string name;
    std::string base_url;
    std::optional<int> parallel;  ///< concurrent calls that the server accepts; 0: no limit

    bool operator==(const RecipeProvider&) const = default;
};

struct Recipe {
    std::string name;
    std::string description;
    std::string source;
    Parameters defaults;
    /// How many requests of the whole run may be repeats; without it two for each node, at least eight.
    std::optional<int> retry_budget;
    /// US dollars: no layer starts when what was spent, and what it is likely to cost, are more than this.
    std::optional<double> max_cost_usd;
    std::optional<EarlyExit> early_exit;
    /// A proposer whose answer holds instructions to its reader, or tells of tools it does not have, is muted
    /// (see find_flags).
    bool mute_flagged = false;
    std::vector<RecipeProvider> providers;  ///< see recipe_providers.hpp
    std::vector<Layer> layers;              ///< the last one has exactly one agent: the aggregator
    JsonBox unknown = JsonBox::object();
    MemberOrder order;

    bool operator==(const Recipe&) const = default;
};

/// How many requests of a run of this recipe may be repeats.
int retry_budget_of(const Recipe& recipe);

/// Limits of parts that the recipe may have: generous for people, finite for the program.
inline constexpr int max_layers = 16;
inline constexpr int max_nodes_per_layer = 256;  ///< after `repeat`

/// What one node runs with: recipe, layer and agent parameters laid over each other.
Parameters effective_parameters(const Recipe& recipe, const Layer& layer, const Agent& agent);

/// The agent that the backup of `agent` is, or nothing when it has none.
std::optional<Agent> backup_agent(const Agent& agent);

/// Everyone the recipe may call, in order: each agent that is not muted, and right after it its backup.
std::vector<Agent> callees(const Recipe& recipe);

/// Whether the replies of all of these are scripted (see Provider::is_simulated).
bool calls_no_model(const Recipe& recipe, const Providers& providers);

/// The nodes of a layer: its agents, each as often as it is repeated, muted ones too. Wide enough for what no
/// rule has looked at yet.
std::int64_t node_count(const Layer& layer);

/// "6 proposers, 6 refiners, 1 aggregator"; of more than three layers before the last one, the first three.
std::string shape_words(const Recipe& recipe);

/// How a node is called: the agent's label, else the model id without its organisation ("openai/gpt-oss-120b"
/// -> "gpt-oss-120b").
std::string display_name(const Agent& agent);

/// The recipe with `count` layers, made by repeating or dropping proposer layers after the first one; the
/// aggregator stays. `count` is at least 1 (aggregator alone). From 2 layers on, the first proposer layer is
/// the pattern.
Recipe with_layer_count(const Recipe& recipe, int count);

}  // namespace moa::mixture
