#include "simulate/reply.hpp"

#include <algorithm>
#include <string_view>

#include "mixture/agreement.hpp"
#include "mixture/prompt.hpp"
#include "simulate/arithmetic.hpp"
#include "simulate/generic.hpp"
#include "simulate/references.hpp"
#include "simulate/synthesis.hpp"
#include "simulate/topics.hpp"

namespace moa::simulate {

namespace {

struct Conversation {
    bool choice = false;  ///< a number is asked for, and not an answer
    std::string_view question;
    std::string_view earlier;  ///< the user's question before it, or empty
    std::vector<std::string_view> references;
};

Conversation look_at(const std::vector<wire::ChatMessage>& messages) {
    Conversation seen;
    for (const wire::ChatMessage& message : messages) {
        if (message.role == "user") {
            seen.earlier = seen.question;
            seen.question = message.content;
        } else if (message.role == "system" && seen.references.empty()) {
            seen.references = find_references(message.content);
            seen.choice = message.content.find(mixture::choose_the_best()) != std::string::npos;
        }
    }
    if (seen.question.empty()) seen.question = messages.back().content;
    return seen;
}

/// The answer of one character on its own, without references.
std::string own_answer(const Conversation& seen, Style style) {
    if (const auto sum = find_sum(seen.question)) return sum_answer(*sum, style);
    if (const TopicAnswers* topic = find_topic(seen.question)) return std::string(answer_of(*topic, style));
    if (!seen.earlier.empty()) return follow_up_answer(seen.question, seen.earlier, style);
    return generic_answer(seen.question, style);
}

/// The number of the reference that agrees most with the others.
std::string choice(const std::vector<std::string_view>& references) {
    const std::vector<double> agreement = mixture::agreement_with_others(references);
    return std::to_string(std::max_element(agreement.begin(), agreement.end()) - agreement.begin() + 1);
}

std::string thoughts(const Conversation& seen) {
    if (!seen.references.empty()) return thoughts_on_references(seen.references.size());
    if (const auto sum = find_sum(seen.question)) return thoughts_on_sum(*sum);
    if (const TopicAnswers* topic = find_topic(seen.question)) return std::string(topic->reasoning);
    return generic_thoughts(seen.question);
}

}  // namespace

Reply compose_reply(const Character& character, const std::vector<wire::ChatMessage>& messages) {
    const Conversation seen = look_at(messages);
    Reply reply;
    reply.text = own_answer(seen, character.style);
    if (seen.choice && !seen.references.empty()) {
        reply.text = choice(seen.references);
    } else if (!seen.references.empty()) {
        reply.text = synthesis(reply.text, seen.question, seen.references, character.style);
    }
    if (character.style == Style::thinker) reply.reasoning = thoughts(seen);
    return reply;
}

}  // namespace moa::simulate
