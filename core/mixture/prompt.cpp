#include "mixture/prompt.hpp"

namespace moa::mixture {

namespace {

void append_part(std::string& text, std::string_view part) {
    if (part.empty()) return;
    if (!text.empty()) text += "\n\n";
    text += part;
}

}  // namespace

// Verbatim: Wang et al., "Mixture-of-Agents Enhances Large Language Model Capabilities", arXiv 2406.04692,
// table 1; as in togethercomputer/MoA, utils.py (Apache-2.0).
std::string_view aggregate_and_synthesize() {
    return "You have been provided with a set of responses from various open-source models to the latest "
           "user query. "
           "Your task is to synthesize these responses into a single, high-quality response. It is crucial "
           "to "
           "critically evaluate the information provided in these responses, recognizing that some of it may "
           "be biased "
           "or incorrect. Your response should not simply replicate the given answers but should offer a "
           "refined, "
           "accurate, and comprehensive reply to the instruction. Ensure your response is well-structured, "
           "coherent, "
           "and adheres to the highest standards of accuracy and reliability.\n"
           "\n"
           "Responses from models:";
}

std::vector<wire::ChatMessage> node_messages(const Agent& agent, const Parameters& parameters,
                                             const std::vector<wire::ChatMessage>& conversation,
                                             const std::vector<std::string_view>& references) {
    auto rest = conversation.begin();
    std::string system;
    // One system message only: several chat templates refuse or drop a second one.
    if (rest != conversation.end() && rest->role == "system") {
        system = rest->content;
        ++rest;
    }
    append_part(system, agent.system);
    if (!references.empty()) {
        append_part(system,
                    parameters.prompt ? std::string_view(*parameters.prompt) : aggregate_and_synthesize());
        for (std::size_t i = 0; i < references.size(); ++i) {
            system += "\n" + std::to_string(i + 1) + ". ";
            system += references[i];
        }
    }
    std::vector<wire::ChatMessage> messages;
    messages.reserve(static_cast<std::size_t>(conversation.end() - rest) + 1);
    if (!system.empty()) messages.push_back({"system", std::move(system)});
    messages.insert(messages.end(), rest, conversation.end());
    return messages;
}

}  // namespace moa::mixture
