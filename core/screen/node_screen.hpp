// What an action of a node has to ask: its new text, or the model that is to answer in its place.
#pragma once

#include <string>

#include "screen/node_actions.hpp"
#include "screen/screen_model.hpp"

namespace moa::screen {

class NodeScreen final : public ScreenModel {
  public:
    /// `action`: its name, as in screen::node_actions. The workspace outlives it. Without a title once node
    /// or action are gone.
    NodeScreen(session::Workspace& workspace, run::NodeId node, std::string action);

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    ModelSearch search(std::string_view name, std::string_view words) const override;
    void begin_search(std::string_view name) override;

  private:
    std::optional<screen::Action> action() const;
    const mixture::Provider* provider() const;
    std::string unknown_words() const;
    Outcome save();

    session::Workspace& workspace_;
    run::NodeId node_;
    std::string name_;
    std::string answer_;
    std::string problem_;
};

}  // namespace moa::screen
