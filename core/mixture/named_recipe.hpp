// Recipes of models that somebody names, or that a server lists.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mixture/provider.hpp"
#include "mixture/recipe.hpp"

namespace moa::mixture {

/// A model of a provider, by name.
struct NamedModel {
    std::string provider;
    std::string model;

    bool operator==(const NamedModel&) const = default;
};

/// "ollama/qwen3:8b"
std::string name_of(const NamedModel& model);

/// How many proposals one model makes by itself: six as in Self-MoA's paper, and three where a server on this
/// machine or in the user's own network makes them one after the other.
int self_moa_samples(const Provider& provider);

/// A layer of proposers and an aggregator. `models` is not empty. Without `aggregator` the first model is it.
/// Without `proposers` each model proposes once, and one model alone as often as self_moa_samples says
/// (Self-MoA); with it the models are repeated in turn. Models that a preset has take its settings of them.
Recipe recipe_of_models(const std::vector<NamedModel>& models, const std::optional<NamedModel>& aggregator,
                        std::optional<int> proposers, const Providers& providers);

/// The most models of a list that listed_choice takes: each one more is a model that a small machine has to
/// load.
inline constexpr std::size_t most_listed_choices = 3;

/// Of the ids that a server lists, those to propose: the ones with the most parameters by name ("8b", "70b"),
/// the largest first, at most most_listed_choices.
std::vector<std::string> listed_choice(std::vector<std::string> ids);

}  // namespace moa::mixture
