// The method itself: how the answers of one layer become part of the next layer's prompt (arXiv 2406.04692).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"
#include "wire/chat.hpp"

namespace moa::mixture {

/// The Aggregate-and-Synthesize prompt, table 1 of the paper, as in togethercomputer/MoA utils.py.
std::string_view aggregate_and_synthesize();

/// The messages one node is sent: the agent's system message, the references as a numbered list below the
/// Aggregate-and-Synthesize prompt in the same (one) system message, then the conversation, whose last
/// message is the user's question. Without references (layer 1) only the agent's system message is put before
/// the conversation. A system message that the conversation begins with is merged into that one, in front.
std::vector<wire::ChatMessage> node_messages(const Agent& agent, const Parameters& parameters,
                                             const std::vector<wire::ChatMessage>& conversation,
                                             const std::vector<std::string_view>& references);

}  // namespace moa::mixture
