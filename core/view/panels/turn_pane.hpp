// One turn of the conversation: its question, and its answer or what there is to say in its place.
#pragma once

#include "view/panels/found_text.hpp"
#include "view/text/wrapped_text.hpp"

namespace moa::view {

class TurnPane {
  public:
    /// What is found is marked in the answer; outlives the pane.
    explicit TurnPane(Finder& finder) : finder_(finder) {}

    /// `turn` is one of the conversation.
    void draw(Flow& flow, session::TurnNumber turn, const OpenLink& open_link);
    bool is_selecting() const { return answer_.is_selecting(); }
    /// Whether all of the answer is laid out.
    bool is_complete() const { return answer_.is_complete(); }

  private:
    void draw_question(Flow& flow, session::TurnNumber turn);
    void draw_buttons(Flow& flow, session::TurnNumber turn) const;

    Finder& finder_;
    WrappedText question_;
    bool unfolded_ = false;  ///< a long question in full
    MarkdownView answer_;
};

}  // namespace moa::view
