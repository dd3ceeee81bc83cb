// The conversation: its turns one after another, the newest last, or what there is to say before the first
// one.
#pragma once

#include <map>
#include <optional>

#include "view/panels/turn_pane.hpp"

namespace moa::view {

class AnswerPane {
  public:
    /// What is found is marked in the answers; outlives the pane.
    explicit AnswerPane(Finder& finder) : finder_(finder) {}

    void draw(Flow& flow, const OpenLink& open_link);
    bool is_selecting() const;
    /// Whether all answers are laid out.
    bool is_complete() const;

    /// Where the turn on screen begins, from the top of all turns; after `draw`.
    float shown_top() const { return shown_top_; }
    /// Another turn has come on screen since this was asked, or what is above it has grown since then.
    bool take_other_turn() { return std::exchange(other_turn_, false); }

  private:
    Finder& finder_;
    std::map<session::TurnNumber, TurnPane> turns_;
    session::TurnNumber shown_ = 0;
    float shown_top_ = 0;
    bool other_turn_ = false;
    bool arriving_ = false;  ///< until all above it is laid out
};

}  // namespace moa::view
