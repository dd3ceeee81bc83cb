// Asks providers for their lists of models, and waits for them.
#pragma once

#include <vector>

#include "mixture/provider.hpp"
#include "session/credentials.hpp"
#include "session/models/model_book.hpp"

namespace moa::native {

/// Asks all of them at once, a server of the user's own for what it says of itself, too, and puts what comes
/// into `book`. Waits at most `longest_ms`, or until each has answered or failed where that is no_time.
/// Returns those whose lists came; nothing is said of failures. Those of `providers` that answered at the
/// likely address in place of their own are moved there (session::ModelRequests::moved_to).
std::vector<mixture::Provider> request_lists(std::vector<mixture::Provider>& providers,
                                             const session::Credentials& keys, session::ModelBook& book,
                                             Millis longest_ms);

}  // namespace moa::native
