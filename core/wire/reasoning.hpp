// How much a model is asked to think before it answers, and how each provider wants to be asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json_box.hpp"
#include "result.hpp"

namespace moa::wire {

/// The recipe's "reasoning". `off` and `on` for models that have it to switch, the others for models that
/// take a measure.
enum class Reasoning { off, on, low, medium, high };

std::string_view to_string(Reasoning reasoning);
std::optional<Reasoning> parse_reasoning(std::string_view text);

/// How reasoning is set at a provider; the rows of each are in reasoning.cpp, with their sources.
enum class ReasoningDialect {
    effort,         ///< "reasoning_effort", as OpenAI-compatible servers take it when nothing else is known
    openai,         ///< by model family
    groq,           ///< by model family; "reasoning_format" besides, so that reasoning comes apart
    together,       ///< "reasoning_effort" for gpt-oss, "reasoning": {"enabled"} for hybrid models
    openrouter,     ///< "reasoning": {"effort"} or {"enabled"}, never both
    ollama,         ///< "reasoning_effort", with "none"
    chat_template,  ///< llama.cpp: arguments of the model's chat template
    vllm,           ///< arguments of the model's chat template to switch, "reasoning_effort" to measure
    none,           ///< it cannot be set by a request (LM Studio; the simulated provider)
};

/// The members of a request body that ask `model` for it: an object, empty where the model does so anyway.
/// The error says what the model takes instead, to follow the place in the recipe: "runs with reasoning
/// \"off\"; openai/gpt-oss-120b takes on, low, medium, high."
Result<JsonBox> reasoning_members(ReasoningDialect dialect, std::string_view model, Reasoning reasoning);

}  // namespace moa::wire
