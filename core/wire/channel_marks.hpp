// The channels of gpt-oss (the "harmony" format), where a server hands its tokens on unread:
// <|channel|>analysis<|message|>...<|end|><|start|>assistant<|channel|>final<|message|>...
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace moa::wire {

/// What an answer in channels begins with.
inline constexpr std::array<std::string_view, 2> channel_openings = {"<|channel|>", "<|start|>"};
/// What follows thoughts whose beginning was lost with the prompt. The longest first.
inline constexpr std::array<std::string_view, 3> final_openings = {
    "<|end|><|start|>assistant<|channel|>final<|message|>", "<|start|>assistant<|channel|>final<|message|>",
    "<|channel|>final<|message|>"};

/// Takes a text in channels apart: the final channel is the answer, all others are reasoning, and the tokens
/// are neither.
class ChannelMarks {
  public:
    /// Behind the opening of a final channel.
    void begin_final() { state_ = State::text; }

    /// Appends what `held` tells for sure, and drops it from there.
    void take(std::string& held, std::string& text, std::string& reasoning);
    /// The same for what is left at the end.
    void finish(std::string& held, std::string& text, std::string& reasoning);

  private:
    enum class State {
        between,  // before a header, or a text without one
        header,   // up to <|message|>
        thought,
        text,
    };

    bool read_between(std::string_view& rest);
    bool read_header(std::string_view& rest);
    bool read_body(std::string_view& rest, std::string& out);

    State state_ = State::between;
};

}  // namespace moa::wire
