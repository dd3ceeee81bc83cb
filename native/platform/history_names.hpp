// Conversations as people name them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "result.hpp"

namespace moa::native {

/// The id that `name` means: an id, the beginning of one that no other has, or "last" for the latest
/// conversation. The error says what there is instead.
Result<std::string> conversation_named(const std::string& name);

/// The conversation whose latest run log has the bytes of this file, which is another one; nothing where none
/// has.
std::optional<std::string> conversation_ending_with(const std::filesystem::path& file);

}  // namespace moa::native
