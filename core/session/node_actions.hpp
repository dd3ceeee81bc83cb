// What a user can do to the run on screen, as menus, buttons and the page's mirror offer it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/workspace.hpp"

namespace moa::session {

/// What has to be asked before an action can be taken.
enum class Asks { nothing, text, model };

struct Action {
    std::string_view name;  ///< "edit", "mute", "pin", "regenerate", "other", ...
    std::string label;      ///< "Edit the answer"
    std::string_view key;   ///< the key for it, as it is written on keys; empty for none
    Asks asks = Asks::nothing;
    run::GraphCommand command;  ///< lacks what has to be asked
    std::string refusal;        ///< why it is not possible now; empty when it is
};

/// What can be done to this node, in the order of a menu; those refused now are among them where they could
/// be possible at another time. Empty while no run is on screen.
std::vector<Action> node_actions(const Workspace& workspace, run::NodeId node);

/// What can be done now to the run as a whole: rerun what is stale, continue, resume, undo, redo.
std::vector<Action> run_actions(const Workspace& workspace);

/// The action's command, with `answer` for what it asks: the text, or the id of a model of the provider that
/// the node's agent has. Nothing where the node is gone.
std::optional<run::GraphCommand> command_of(const Workspace& workspace, const Action& action,
                                            std::string answer);

}  // namespace moa::session
