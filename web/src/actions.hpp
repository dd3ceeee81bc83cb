// What can be done to the run on screen and its nodes, for the page's buttons, keys and dialog.
#pragma once

#include "json.hpp"
#include "session/workspace.hpp"

namespace moa::web {

/// {"run": [{"name", "label", "key", "asks"}], "node": {"id", "label", "actions": [...]} or null, "words"}:
/// what can be done now; "words" is what stands out of date and what running it again costs, or empty.
Json actions_json(const session::Workspace& workspace);

/// {"node", "name", "answer"}: takes the action; "answer" is the text or the model that it asks for, "node"
/// is missing for one of the whole run. {"error"} where it is refused.
Json take_action(session::Workspace& workspace, const Json& argument);

/// The same argument: {"words": what it is likely to cost, "text": the node's answer as it stands}.
Json action_price(const session::Workspace& workspace, const Json& argument);

}  // namespace moa::web
