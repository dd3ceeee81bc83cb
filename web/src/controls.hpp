// The workspace in the words of the page's own controls: header, composer, dialog.
#pragma once

#include "json.hpp"
#include "session/workspace.hpp"

namespace moa::web {

/// What header and composer show now.
Json controls_json(const session::Workspace& workspace);

/// The providers to choose from, each with its label, base URL, key page and whether it needs a key.
Json providers_json();

/// The setup in use, with the models it runs.
Json setup_json(const session::Workspace& workspace);

/// A setup as the dialog sends it. Missing members keep their defaults.
session::Setup setup_from_json(const Json& json);

/// {"message", "hint"}.
Json error_json(const Error& error);

}  // namespace moa::web
