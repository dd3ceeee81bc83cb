// Base URLs at which providers answered in place of their own: said once, used, and kept.
#pragma once

#include <string>

#include "mixture/provider.hpp"
#include "run/state.hpp"
#include "session/models/model_requests.hpp"

namespace moa::cli {

/// Moves the provider to `found`, says so, and keeps it where the configuration has the other address.
void use_found_address(mixture::Provider& provider, const std::string& found);

/// Moves each of `providers` to where `requests` found it.
void use_found_addresses(const session::ModelRequests& requests, mixture::Providers& providers);

/// The same for where a run found them; `providers` are those that it was started with.
void use_found_addresses(const run::RunState& state, mixture::Providers& providers);

}  // namespace moa::cli
