// The panel beside the tree: tabs, the answer, and the inspector of the chosen node.
#pragma once

#include <map>
#include <optional>

#include "view/panels/markdown_view.hpp"

namespace moa::view {

class Panel {
  public:
    enum class Tab { tree, answer, node };

    /// Tabs and what they show. `with_tree`: the tree is one of the tabs and drawn elsewhere.
    void draw(const Context& context, const Rect& area, bool with_tree,
              const MarkdownView::OpenLink& open_link);

    Tab tab() const { return tab_; }
    void show(Tab tab) { tab_ = tab; }
    const MarkdownView& answer_view() const { return answer_; }

  private:
    void draw_tabs(const Context& context, const Rect& area, bool with_tree);
    void draw_answer(Flow& flow, const MarkdownView::OpenLink& open_link);
    void draw_no_answer(Flow& flow) const;
    void draw_node(Flow& flow, const run::Node& node, const MarkdownView::OpenLink& open_link);
    void draw_facts(Flow& flow, const run::Node& node) const;
    void draw_prompt(Flow& flow, const run::RunState& state, const run::Node& node);
    void follow_tail(const Context& context, bool growing);

    Tab tab_ = Tab::answer;
    MarkdownView answer_;
    MarkdownView node_text_;
    MarkdownView reasoning_;
    std::vector<MarkdownView> prompt_;
    std::optional<run::NodeId> node_;
    bool reasoning_open_ = false;
    bool prompt_open_ = false;
    bool facts_open_ = true;
    bool following_ = true;
    float last_extent_ = 0;
};

}  // namespace moa::view
