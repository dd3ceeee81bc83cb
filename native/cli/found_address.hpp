// Base URLs at which providers answered in place of their own: said once, used, and kept.
#pragma once

#include <string>

#include "mixture/provider.hpp"
#include "run/state.hpp"
#include "session/models/model_requests.hpp"

namespace moa::cli {

/// Moves each of `providers` to where `requests` found it.
void use_found_addresses(const session::ModelRequests& requests, mixture::Providers& providers);

/// The same for where a run found them; `providers` are those that it was started with.
void use_found_addresses(const run::RunState& state, mixture::Providers& providers);

}  // namespace moa::cli
