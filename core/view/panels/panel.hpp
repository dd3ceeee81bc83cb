// The panel beside the tree: tabs, the answer, and the inspector of the chosen node.
#pragma once

#include <optional>

#include "view/panels/answer_pane.hpp"
#include "view/panels/inspector.hpp"
#include "view/panels/panel_keys.hpp"

namespace moa::view {

class Panel {
  public:
    enum class Tab { tree, answer, node };

    /// What is found is marked in the texts shown, and shown where it is not; outlives the panel.
    explicit Panel(Finder& finder) : finder_(finder), answer_(finder), inspector_(finder) {}

    /// Tabs and what they show. `with_tree`: the tree is one of the tabs and drawn elsewhere. True when the
    /// user has put the panel away.
    bool draw(const Context& context, const Rect& area, bool with_tree, const OpenLink& open_link);

    PanelKeys& keys() { return keys_; }
    /// What can be read and done, without the place.
    Reading reading(const session::Workspace& workspace) const;

    Tab tab() const { return tab_; }
    void show(Tab tab) { tab_ = tab; }
    /// The node whose text is shown.
    run::NodeId shown_node(const run::RunState& state) const;
    bool shows_prompt() const { return tab_ == Tab::node && inspector_.shows_prompt(); }
    /// The room for the field of a search, below the tabs; none while nothing is looked for.
    Rect find_area(const Context& context, const Rect& area) const;

  private:
    bool draw_tabs(const Context& context, const Rect& area, bool with_tree);
    void follow_tail(const Context& context, bool growing, bool complete, float furthest);
    void change_tab(const Context& context, bool with_tree);
    void scroll(const Context& context, float furthest);
    void act_on_text(const Context& context, const run::Node& node);
    void draw_more_below(const Context& context, const Rect& area);
    /// Shows the text with the place that a search has just come to; whether there is one.
    bool go_to_found(const Context& context);

    Finder& finder_;
    Tab tab_ = Tab::answer;
    AnswerPane answer_;
    Inspector inspector_;
    std::optional<run::NodeId> node_;
    session::TurnNumber turn_ = 0;  ///< on screen in the frame before
    PanelKeys keys_;
    int percent_ = 100;  ///< Reading::percent of the frame before
    bool following_ = true;
    int still_growing_ = 0;  ///< frames in which what came last may still make the text higher
    float last_extent_ = 0;
};

}  // namespace moa::view
