// Environment variables.
#pragma once

#include <optional>
#include <string>

namespace moa::native {

/// The value of an environment variable; nothing when it is unset or empty.
std::optional<std::string> environment_value(const std::string& name);

}  // namespace moa::native
