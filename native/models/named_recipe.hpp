// The recipe of models that are named on a command line, of the terminal's program and of the window's.
#pragma once

#include <functional>
#include <vector>

#include "session/credentials.hpp"
#include "session/models/named_models.hpp"

namespace moa::native {

/// Whether a call of the provider can succeed, as far as is known without asking: it needs no key, or there
/// is one here or in the secret store.
bool is_usable(const mixture::Provider& provider, const session::Credentials& keys);

/// Asks all of these for their lists, and answers with those that came. The error ends the search.
using AskLists = std::function<Result<session::ModelBook>(const std::vector<mixture::Provider>&)>;

/// A name without a provider is looked up in the kept lists and the presets; where none has it, `ask` is
/// called once for the servers on this machine and the providers with a key.
Result<mixture::Recipe> named_recipe(const session::NamedModels& named, const mixture::Providers& providers,
                                     const session::Credentials& keys, const AskLists& ask);

}  // namespace moa::native
