// The workspace in the words of the page's own controls: header, composer, dialog.
#pragma once

#include "json.hpp"
#include "session/workspace.hpp"

namespace moa::web {

/// What header and composer show now.
Json controls_json(const session::Workspace& workspace);

/// {"provider", "base_url", "shape", "proposers", "aggregator", "limits"}. Missing members keep their
/// defaults.
session::Setup setup_from_json(const Json& json);

/// {"message", "hint"}.
Json error_json(const Error& error);

}  // namespace moa::web
