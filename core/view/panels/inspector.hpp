// One node in full: what it is, what it said, what it was sent, and what it cost.
#pragma once

#include <vector>

#include "view/keys.hpp"
#include "view/panels/found_text.hpp"
#include "view/text/text_watch.hpp"
#include "view/view.hpp"

namespace moa::view {

class Inspector {
  public:
    /// What is found is marked in the texts; outlives the inspector.
    explicit Inspector(Finder& finder) : finder_(finder) {}

    void draw(Flow& flow, const run::Node& node, const OpenLink& open_link);
    /// Another node comes into view.
    void begin_node();
    void show_reasoning() { reasoning_open_ = true; }
    /// Folds or unfolds the part that the shortcut is about; nothing for other shortcuts.
    void fold(Shortcut shortcut);
    /// What of the node can be folded, in the order shown.
    std::vector<ReadingAct> folds(const run::Node& node) const;
    bool shows_prompt() const { return prompt_open_; }
    /// Whether all of the node's texts is laid out.
    bool is_complete() const { return text_.is_complete() && reasoning_.is_complete(); }
    bool is_selecting() const { return text_.is_selecting() || reasoning_.is_selecting(); }

  private:
    /// A message of what the node was sent.
    struct Message {
        TextWatch watch;
        MarkdownView view;
    };
    void draw_texts(Flow& flow, const run::Node& node, const OpenLink& open_link);
    void draw_prompt(Flow& flow, const run::RunState& state, const run::Node& node);

    Finder& finder_;
    MarkdownView text_;
    MarkdownView reasoning_;
    std::vector<Message> prompt_;
    bool reasoning_open_ = false;
    bool prompt_open_ = false;
    bool facts_open_ = true;
};

}  // namespace moa::view
