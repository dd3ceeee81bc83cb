// Reasoning that a model writes into its answer: a block of tags at its very start, as the model's template
// makes it when the server does not take it apart (Groq's reasoning_format "raw", Ollama and llama.cpp
// without a parser).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moa::wire {

/// Takes an answer's text in pieces and tells the block from what follows it.
///
/// The block is known by its opening tag, which must be the first thing in the answer but for white space: a
/// tag that comes later is part of the text. The tags, and the white space around what stands between them,
/// belong to neither. A block that is never closed is reasoning to the end: the model had not begun to
/// answer. What might be the start of a tag is held back until the next piece tells.
class ThinkBlock {
  public:
    /// Whether every further piece is plain text, so that it need not be shown to `take`.
    bool is_past() const { return state_ == State::past; }

    /// Appends what `piece` holds, and what was held back before it, to `text` and `reasoning`. A piece is
    /// whole UTF-8 sequences.
    void take(std::string_view piece, std::string& text, std::string& reasoning);

    /// The answer has ended: appends what is still held back.
    void finish(std::string& text, std::string& reasoning);

    /// The answer has ended inside the block.
    bool ended_inside() const { return ended_inside_; }

  private:
    enum class State {
        start,   // nothing but white space, or the start of a tag
        opened,  // in the block, before its first word
        inside,
        closed,  // behind the block, before the first word of the answer
        past,
    };

    void read_start(std::string& text);
    void read_inside(std::string& reasoning);
    bool drop_space();

    State state_ = State::start;
    std::size_t tags_ = 0;  // which pair of tags encloses the block
    std::string held_;
    bool ended_inside_ = false;
};

}  // namespace moa::wire
