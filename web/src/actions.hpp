// What can be done to the run on screen and its nodes, for the page's buttons and keys.
#pragma once

#include "json.hpp"
#include "session/workspace.hpp"

namespace moa::web {

/// {"run": [{"name", "label", "key", "node"}], "node": {"id", "label", "actions": [...]} or null, "stale",
/// "words", "cap", "caps"}: what can be done now. "words" is Workspace::outlook, "stale" whether it tells of
/// what is out of date; "cap" the spend cap in use, "caps" those to choose from as [usd, words], none for a
/// demo.
Json actions_json(const session::Workspace& workspace);

/// {"node", "name", "answer"}: takes the action; "answer" is the text or the model that it asks for, "node"
/// is missing for one of the whole run that asks nothing. {"error"} where it is refused.
Json take_action(session::Workspace& workspace, const Json& argument);

}  // namespace moa::web
