// The method itself: how the answers of one layer become part of the next layer's prompt (arXiv 2406.04692).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"
#include "wire/chat.hpp"

namespace moa::mixture {

/// The Aggregate-and-Synthesize prompt, table 1 of the paper, as in togethercomputer/MoA utils.py.
std::string_view aggregate_and_synthesize();

/// The prompt of an agent that only chooses ("aggregation": "rank"): our own wording, built like the one
/// above.
std::string_view choose_the_best();

/// An answer of the layer before, as the next one gets it. Views; the texts must outlive it.
struct Reference {
    std::string_view text;
    /// What its reader should know of it, told in a line of its own below: "cut at the token limit"; empty
    /// for a whole answer.
    std::string_view note = {};
};

/// The messages one node is sent, as the reference implementation builds them
/// (togethercomputer/MoA, utils.py, inject_references_to_messages): one system message that ends with the
/// prompt, directly below it the references as a numbered list ("\n1. ..."), then the conversation, whose
/// last message is the user's question. A system message the conversation begins with is put in front of the
/// prompt, with a blank line between. Without references (layer 1) the conversation is sent as it is.
///
/// Beyond the reference implementation: an agent's own system message follows that of the conversation; the
/// prompt can come from the parameters, or is choose_the_best for an agent that ranks; notes follow their
/// reference; and references that are "fenced" are enclosed in two marked lines, explained above the prompt.
std::vector<wire::ChatMessage> messages_with(const std::vector<Reference>& references, const Agent& agent,
                                             const Parameters& parameters,
                                             const std::vector<wire::ChatMessage>& conversation);

/// The same with references that need no note.
std::vector<wire::ChatMessage> node_messages(const Agent& agent, const Parameters& parameters,
                                             const std::vector<wire::ChatMessage>& conversation,
                                             const std::vector<std::string_view>& references);

/// Which of `count` references a ranking answer names, from 0: the first whole number from 1 to `count` in
/// it. Nothing when there is none.
std::optional<std::size_t> chosen_reference(std::string_view answer, std::size_t count);

}  // namespace moa::mixture
