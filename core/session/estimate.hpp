// What a run is likely to cost and how long it will take, before it starts: per node and in total.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mixture/price.hpp"
#include "run/node.hpp"
#include "session/experience.hpp"

namespace moa::session {

/// A figure with how far it may stray: as an average run has it, and as one in ten has it or less, or more.
struct Spread {
    double low = 0;
    double likely = 0;
    double high = 0;

    Spread& operator+=(const Spread& other);
    Spread operator*(double factor) const;
};

struct NodeEstimate {
    run::NodeId id;
    std::string provider;
    std::string model;
    std::string label;
    int calls = 1;  ///< more than one for a sliding window
    Spread prompt_tokens;
    Spread answer_tokens;
    std::optional<Spread> cost_usd;  ///< nothing for an unpriced model
    Spread first_token_ms;           ///< from its request
    Spread total_ms;                 ///< from its request
    Spread ended_ms;                 ///< from the start of its layer: with its wait for its server's turn
    bool measured = false;           ///< from this model's own earlier answers; else from the defaults below
    bool critical = false;           ///< its layer waits for it
};

struct RunEstimate {
    std::vector<NodeEstimate> nodes;  ///< those that will be called, in order
    Spread prompt_tokens;
    Spread answer_tokens;
    Spread cost_usd;        ///< of the priced nodes
    Spread first_token_ms;  ///< of the final answer, from the start
    Spread total_ms;
    std::vector<std::string> unpriced;  ///< models without a known price; their cost comes on top
    std::vector<std::string>
        too_long;                     ///< sentences on nodes whose prompt is not going to fit: they will fail
    std::vector<std::string> fitted;  ///< on those that will get their references in parts, or less of them
};

/// What the estimate rests on. Everything must outlive the call.
struct EstimateBasis {
    const mixture::Recipe& recipe;
    const std::vector<wire::ChatMessage>& messages;  ///< conversation and question
    const mixture::Providers& providers;
    const mixture::PriceList& prices;
    const Experience& experience;
    const run::KnownModels& models;  ///< contexts, for what will not fit
};

/// Prompts are counted as they would be sent, each later one with the answers of the layer before. A layer
/// takes as long as the node it waits for: the slowest, the k-th of a count with its grace, the deadline. A
/// provider that takes so many calls at once (Provider::max_concurrent) gets the others one after the other.
/// Times of refusals and repeats are not known before and not in it; neither are backups. With
/// an early exit the low figures are those of a run that leaves at the first chance.
RunEstimate estimate_run(const EstimateBasis& basis);

// Where nothing was measured. Answers: 41 published answers of the reference implementation's two layers to
// AlpacaEval questions have 93, 458 and 773 tokens at their tenth, median and ninetieth percentile (four
// bytes a token). Times: our own rough figures for hosted open models in 2026.
inline constexpr Spread default_answer_tokens = {90, 460, 770};
inline constexpr Spread default_first_token_ms = {250, 700, 3000};
inline constexpr Spread default_tokens_per_second = {150, 70, 25};  ///< low: of the fast run

// A server of the user's own: from a laptop that computes on its processor to a good graphics card, again our
// own rough figures. How long it reads its prompt is most of the time to its first token.
inline constexpr Spread default_own_start_ms = {50, 200, 2000};
inline constexpr Spread default_own_read_per_second = {2000, 300, 60};  ///< tokens of the prompt
inline constexpr Spread default_own_tokens_per_second = {60, 20, 5};

}  // namespace moa::session
