// What can be done to a node: a menu at its card, the same as buttons, and the same by keys.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "screen/node_actions.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

class NodeMenu {
  public:
    /// Opens the menu with its top left corner at `at`, at the next `draw`.
    void open(run::NodeId node, ImVec2 at);
    void draw(const Context& context);

  private:
    run::NodeId node_;
    ImVec2 at_;
    bool opening_ = false;
    std::string price_;         ///< of calling the node once more
    std::uint64_t priced_ = 0;  ///< the workspace's revision then
};

/// What is wanted most often as a row of buttons that wraps, with one that opens the menu.
void draw_node_buttons(Flow& flow, const run::Node& node);

/// Takes the action, or asks what it lacks.
void take_action(const Context& context, const screen::Action& action);

/// Keys of the chosen node and of the run; call where no text field has the keyboard.
void take_action_keys(const Context& context);

}  // namespace moa::view
