// What was measured of models in earlier runs, kept on this machine: experience.json beside the model book.
#pragma once

#include <optional>

#include "session/experience.hpp"

namespace moa::native {

/// What was kept; empty where there is nothing or no place for it.
session::Experience load_experience();

/// Adds a finished run to what is kept. The error names the file that could not be written.
std::optional<Error> keep_experience(const run::RunState& state, const mixture::Providers& providers);

}  // namespace moa::native
