// What is known of a provider, in the words of the screens that show it: its key and its list of models.
#pragma once

#include <string>

#include "screen/screen.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

/// "API key saved", "API key saved, locked", "API key in memory", "No API key", "No API key needed", "API key
/// refused".
Note key_facts(const session::ModelAccess& access, const mixture::Provider& provider);

/// What is known of the provider's list of models, and the button `name`, which loads it. `refusal`: why it
/// was not asked for.
Item model_list_item(const session::ModelAccess& access, const mixture::Provider& provider,
                     const std::string& name, const std::string& refusal);

/// The provider as people read it.
std::string label_of(const mixture::Providers& providers, std::string_view name);

}  // namespace moa::screen
