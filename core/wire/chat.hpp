// Chat completions as every OpenAI-compatible provider speaks them: what is asked, and what was counted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "wire/reasoning.hpp"

namespace moa::wire {

struct ChatMessage {
    std::string role;  ///< "system", "user" or "assistant"
    std::string content;

    bool operator==(const ChatMessage&) const = default;
};

/// Tokens of one call. `estimated` when the provider sent no counts.
struct Usage {
    std::int64_t prompt_tokens = 0;
    std::int64_t completion_tokens = 0;
    bool estimated = false;

    bool operator==(const Usage&) const = default;
};

/// How one provider names and takes things; the rest of the protocol is common. What hangs on the model as
/// well is told by traits_of and reasoning_members.
struct Dialect {
    /// "max_tokens" (Together, OpenRouter, Ollama) or "max_completion_tokens" (OpenAI; Groq deprecates the
    /// other).
    std::string max_tokens_name = "max_tokens";
    /// Whether to ask for usage in a last chunk by stream_options.include_usage. Groq sends x_groq.usage
    /// unasked.
    bool stream_options = true;
    /// The highest temperature the provider documents: 1 for Together, 2 for OpenAI and Groq. Higher ones are
    /// refused by recipe validation, not silently lowered.
    double max_temperature = 2.0;
    bool temperature = true;  ///< whether it may be sent at all
    ReasoningDialect reasoning = ReasoningDialect::effort;
    /// Whether usage.cost is what the call was charged with in US dollars (OpenRouter's credits).
    bool cost_is_usd = false;
};

/// One streamed request. Only parameters that are set are sent.
struct ChatRequest {
    std::string model;
    std::vector<ChatMessage> messages;
    std::optional<double> temperature;
    std::optional<int> max_tokens;
    std::vector<std::string> stop;  ///< at most 4 (OpenAI, Groq); always sent as an array
    std::optional<std::int64_t> seed;
    std::optional<Reasoning> reasoning;  ///< one that the model takes; any other is not sent
    JsonBox extra;  ///< further top-level members, as the provider documents them; they never
                    ///< override the ones above; null ones are not sent
};

/// The JSON body of a streaming chat-completions request. What the model does not take of a temperature or
/// stop texts is left out: recipe validation has told the user where an agent sets them itself.
std::string encode_chat_request(const ChatRequest& request, const Dialect& dialect);

/// Tokens in `text` as a rule of thumb: about four bytes of UTF-8 a token for Latin text, fewer for scripts
/// with several bytes a letter. Marked `estimated` wherever it is shown.
std::int64_t estimate_tokens(std::string_view text);

}  // namespace moa::wire
