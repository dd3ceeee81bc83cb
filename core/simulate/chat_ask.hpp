// A chat-completions request as the simulated provider understands it, or why it refuses it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wire/chat.hpp"

namespace moa::simulate {

struct ChatAsk {
    std::string model;
    std::vector<wire::ChatMessage> messages;  ///< not empty
    bool stream = false;
    bool include_usage = false;  ///< stream_options.include_usage
    std::optional<std::int64_t> max_tokens;
    std::vector<std::string> stop;
};

/// What goes into an error body of the OpenAI API, and its HTTP status.
struct Refusal {
    int status = 400;
    std::string message;
    std::string param;  ///< the field at fault; null in the body when empty
    std::string code;   ///< null in the body when empty
};

/// Reads the body with the value ranges of the OpenAI API reference. Members it does not know are ignored.
std::variant<ChatAsk, Refusal> read_chat_ask(std::string_view body);

}  // namespace moa::simulate
