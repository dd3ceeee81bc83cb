// Conversations as people name them.
#pragma once

#include <string>

#include "result.hpp"

namespace moa::native {

/// The id that `name` means: an id, the beginning of one that no other has, or "last" for the latest
/// conversation. The error says what there is instead.
Result<std::string> conversation_named(const std::string& name);

}  // namespace moa::native
