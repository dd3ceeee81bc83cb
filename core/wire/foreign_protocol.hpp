// Answers in another interface's form: what is at the address, where it is not chat completions.
#pragma once

#include <string_view>

namespace moa::wire {

/// How much of a body foreign_protocol wants to see, in bytes.
inline constexpr std::size_t opening_bytes = 512;

/// "OpenAI's Responses", "Anthropic's Messages", ...: whose form the opening of a body has; empty where it is
/// none of the known ones. It tells something only of a body without an answer.
std::string_view foreign_protocol(std::string_view opening);

}  // namespace moa::wire
