#include "simulate/topics.hpp"

#include <algorithm>
#include <string>

#include "simulate/arithmetic.hpp"

namespace moa::simulate {

namespace {

bool has(const std::string& text, std::string_view word) {
    return text.find(word) != std::string::npos;
}

}  // namespace

const TopicAnswers* find_topic(std::string_view question) {
    std::string text(question);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (has(text, "solar") && (has(text, "power") || has(text, "10:40") || has(text, "drop")))
        return &solar_answers;
    if (has(text, "sky") && has(text, "blue")) return &sky_answers;
    if (has(text, "linked list") && has(text, "revers")) return &linked_list_answers;
    if (has(text, "lisbon")) return &lisbon_answers;
    if (has(text, "mixture-of-agents") || has(text, "mixture of agents")) return &method_answers;
    return nullptr;
}

bool has_answer_to(std::string_view question) {
    return find_topic(question) != nullptr || find_sum(question).has_value();
}

std::span<const std::string_view> example_questions() {
    static constexpr std::string_view examples[] = {
        "Why is the sky blue?",
        "How do I reverse a linked list in Python?",
        "Why does my solar array lose power at 10:40 every day?",
    };
    return examples;
}

std::string_view answer_of(const TopicAnswers& topic, Style style) {
    switch (style) {
        case Style::terse:
            return topic.terse;
        case Style::lecturer:
            return topic.lecturer;
        case Style::tabular:
            return topic.tabular;
        case Style::thinker:
            return topic.thinker;
        case Style::brief:
            return topic.brief;
        case Style::multilingual:
            return topic.multilingual;
        case Style::sceptic:
            return topic.sceptic;
        case Style::editor:
            return topic.editor;
    }
    return topic.editor;
}

}  // namespace moa::simulate
