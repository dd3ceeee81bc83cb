// Reasoning that a model writes into its answer, where the server does not take it apart (Groq's
// reasoning_format "raw", Ollama, llama.cpp and vLLM without a parser).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wire/channel_marks.hpp"
#include "wire/text_place.hpp"

namespace moa::wire {

/// Takes an answer's text in pieces and separates reasoning from it, by the marks of think_marks and
/// channel_marks.
///
/// The first block starts with an opening tag that is preceded only by white space. Further blocks may follow
/// it; later in the text, a block counts only if it is closed. The tags and the white space around their
/// content belong neither to the text nor to the reasoning. A first block that is never closed is reasoning
/// to the end: the model had not started to answer.
///
/// If the prompt template has opened the block, the answer contains only its end: everything before it was
/// reasoning (`take` reports this). Tags in code, in quotation marks, within a sentence or after their own
/// opening are text: an answer may be about them.
///
/// A possible start of a tag is held back until the next piece decides.
class ThinkBlock {
  public:
    /// Appends what `piece` holds, and what was held back before it, to `text` and `reasoning`. A piece is
    /// whole UTF-8 sequences. True when all text appended so far, by this call and by those before it, was
    /// reasoning: then `text` is what follows, and what of this call came before it is in `reasoning`.
    /// `apart`: the server sends reasoning in a field of its own, so text before an end tag is not reasoning.
    bool take(std::string_view piece, std::string& text, std::string& reasoning, bool apart = false);

    /// The answer has begun.
    bool is_past() const { return state_ == State::text; }

    /// The answer has ended: appends what is still held back.
    void finish(std::string& text, std::string& reasoning);

    /// The answer has ended inside the block.
    bool ended_inside() const { return ended_inside_; }

  private:
    enum class State {
        start,   // nothing but white space, or the start of a tag
        opened,  // in the block, before its first word
        inside,
        pending,  // in a block that counts only if it is closed: held_ has all of it
        closed,   // behind a block, before the first word of the answer or another block
        text,
        channels,  // to the end
    };
    enum class Found { nothing, perhaps, tag };

    void read_start();
    void read_inside(std::string& reasoning);
    void read_pending(std::string& reasoning);
    void read_text(std::string& text);
    bool read_mark(std::string_view& rest, std::string& text);
    Found find_lone_end(std::string_view rest, std::size_t& length);
    Found find_later_block(std::string_view rest) const;
    Found find_mention(std::string_view rest) const;
    bool drop_space();
    void pass(std::string_view& rest, std::string& text, std::size_t length);
    void take_back(std::string& text);

    State state_ = State::start;
    std::size_t tags_ = 0;  // which marks enclose the block
    std::string held_;
    std::size_t searched_ = 0;  // of held_, for the end of a pending block
    TextPlace place_;
    ChannelMarks channels_;
    bool had_block_ = false;
    bool mentioned_ = false;  // an opening tag stands in the text: an end behind it is its own
    bool apart_ = false;
    bool taken_back_ = false;
    std::size_t text_from_ = 0;  // of this call's text
    std::string thoughts_;       // this call's text that was none
    bool ended_inside_ = false;
};

}  // namespace moa::wire
