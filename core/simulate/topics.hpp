// The questions with scripted answers.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "simulate/character.hpp"

namespace moa::simulate {

/// What each character says to one question, in Markdown. Ordered lists are written "1)", so that a line that
/// begins with "2. " in an aggregator's prompt is always the next reference and never a list inside one.
struct TopicAnswers {
    std::string_view terse;
    std::string_view lecturer;
    std::string_view tabular;
    std::string_view thinker;
    std::string_view brief;
    std::string_view multilingual;
    std::string_view sceptic;
    std::string_view editor;     ///< also the polished answer of an aggregation
    std::string_view reasoning;  ///< what the thinker thinks first
    std::string_view deeper;     ///< one paragraph for a follow-up question
};

extern const TopicAnswers solar_answers;
extern const TopicAnswers sky_answers;
extern const TopicAnswers linked_list_answers;
extern const TopicAnswers lisbon_answers;
extern const TopicAnswers method_answers;

/// The answers to `question`, or nullptr when it is none of the scripted ones.
const TopicAnswers* find_topic(std::string_view question);

/// Whether there is an answer to `question` beyond general words: a scripted one, or a sum.
bool has_answer_to(std::string_view question);

/// Questions to begin with; there is an answer to each.
std::span<const std::string_view> example_questions();

std::string_view answer_of(const TopicAnswers& topic, Style style);

}  // namespace moa::simulate
