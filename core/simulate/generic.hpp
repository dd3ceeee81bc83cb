// Answers put together from the words of the question, where nothing is scripted.
#pragma once

#include <string>
#include <string_view>

#include "simulate/arithmetic.hpp"
#include "simulate/character.hpp"

namespace moa::simulate {

/// What every reply that answers no scripted question says of itself.
inline constexpr std::string_view scripted_note = "This is a scripted reply; no model was called.";

std::string sum_answer(const Sum& sum, Style style);

/// Says that it is a scripted reply, what it understood of the question, and how one would go about it.
std::string generic_answer(std::string_view question, Style style);

/// To a question that is only understood with the one before it.
std::string follow_up_answer(std::string_view question, std::string_view earlier, Style style);

std::string thoughts_on_sum(const Sum& sum);
std::string generic_thoughts(std::string_view question);

}  // namespace moa::simulate
