// What a user can do to the run on screen, as menus, buttons and the page's mirror offer it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session/workspace.hpp"

namespace moa::screen {

/// What has to be asked before an action can be taken.
enum class Asks { nothing, text, model };

struct Action {
    std::string_view name;  ///< "edit", "mute", "pin", "regenerate", "other", "add", ...
    std::string label;      ///< "Edit the answer"
    std::string_view key;   ///< the key for it, as it is written on keys; empty for none
    Asks asks = Asks::nothing;
    run::GraphCommand command;  ///< lacks what has to be asked
    std::string refusal;        ///< why it is not possible now; empty when it is
    // Where something has to be asked: what stands above the question, and on the button that takes it.
    std::string title;
    std::string_view verb;
};

/// A key of an action, and what it does in a list of keys.
struct ActionKey {
    std::string_view name;
    std::string_view key;
    std::string_view words;
};
/// All actions that have a key.
std::span<const ActionKey> action_keys();

/// What can be done to this node, in the order of a menu; those refused now are among them where they could
/// be possible at another time. Empty while no run is on screen.
std::vector<Action> node_actions(const session::Workspace& workspace, run::NodeId id);

/// What can be done now to the run as a whole: rerun what is stale, continue, resume, another aggregator,
/// undo, redo. One that has to ask something is an action of its node, too, by the same name.
std::vector<Action> run_actions(const session::Workspace& workspace);

/// The node's action of this name, as node_actions has it; nothing when there is none now.
std::optional<Action> find_action(const session::Workspace& workspace, run::NodeId node,
                                  std::string_view name);

/// What taking the action is likely to use, in words: "1 call, about 1,300 tokens and $0.0004."; empty for
/// one that calls no model. `answer` as for command_of; empty: what the node's own model would use.
std::string price_words(const session::Workspace& workspace, const Action& action, const std::string& answer);

/// The action's command, with `answer` for what it asks: the text, or a model: of the provider that the
/// node's agent has, or of another one ("groq:qwen/qwen3-32b", see named_model). Nothing where the node is
/// gone.
std::optional<run::GraphCommand> command_of(const session::Workspace& workspace, const Action& action,
                                            std::string answer);

}  // namespace moa::screen
