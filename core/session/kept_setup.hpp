// The setup and recipe in use as text, for shells that remember them: "moa-setup/1", one JSON object. It
// holds no key.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "session/workspace.hpp"

namespace moa::session {

/// The recipe stands in it where it is not the one that the setup makes.
std::string write_kept_setup(const Workspace& workspace);

/// Puts it in use again. An error, which changes nothing or the setup alone, where it is none of these, or
/// can no longer be used.
std::optional<Error> use_kept_setup(Workspace& workspace, std::string_view text);

}  // namespace moa::session
