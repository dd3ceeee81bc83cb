// The arms of an experiment: what a recipe has to be better than, and what it is made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"

namespace moa::proof {

/// How an arm that asks nobody gets its answers out of another arm's runs.
enum class Derivation {
    most_agreeing,  ///< the answer of the last proposer layer that agrees most with the others
    vote,           ///< the most frequent final number or letter of the samples, else the most agreeing one
};

struct Arm {
    std::string name;   ///< in files: "recipe", "single-qwen3-9b", "self-moa"
    std::string title;  ///< what it is, for sentences: "the recipe", "Self-MoA of Qwen3.5-9B"
    mixture::Recipe recipe;
    bool equal_money = false;  ///< as many samples as cost what the recipe costs
    /// The arm whose runs it is made of, and how; such an arm costs its part of those runs.
    std::string derived_from;
    std::optional<Derivation> derivation;

    bool is_derived() const { return derivation.has_value(); }
    bool operator==(const Arm&) const = default;
};

std::string_view to_string(Derivation derivation);
std::optional<Derivation> parse_derivation(std::string_view name);

/// Whether answers are compared with what is expected, or by judges.
enum class Measure { exact, judged };

/// The arms that every proof has, the recipe first: each member alone, asked once; with the recipe's money,
/// samples of the best one of which it chooses one (best-of-N), which it synthesises (Self-MoA), and which
/// vote (self-consistency); the recipe without each of its proposers, with a ranker in place of its
/// aggregator, and without an aggregator. `best` is one of the recipe's models, or another. A recipe of one
/// layer has no arms without members or an aggregator. Where judges compare, there are no final numbers or
/// letters to vote with: the most agreeing sample then stands for the vote.
std::vector<Arm> arms_of(const mixture::Recipe& recipe, const mixture::Agent& best,
                         Measure measure = Measure::exact);

/// Which model the recipe trusts most: its aggregator's.
mixture::Agent presumed_best(const mixture::Recipe& recipe);

/// An arm of equal money with so many samples.
mixture::Recipe with_samples(const mixture::Recipe& recipe, int samples);
inline constexpr int most_samples = 64;

}  // namespace moa::proof
