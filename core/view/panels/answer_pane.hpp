// The answer of the run on screen, or what there is to say while there is none.
#pragma once

#include "view/panels/found_text.hpp"

namespace moa::view {

class AnswerPane {
  public:
    /// What is found is marked in the answer; outlives the pane.
    explicit AnswerPane(Finder& finder) : finder_(finder) {}

    void draw(Flow& flow, const OpenLink& open_link);
    bool is_selecting() const { return view_.is_selecting(); }

  private:
    Finder& finder_;
    MarkdownView view_;
};

}  // namespace moa::view
