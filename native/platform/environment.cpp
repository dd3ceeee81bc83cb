#include "native/platform/environment.hpp"

#include <cstdlib>

namespace moa::native {

std::optional<std::string> environment_value(const std::string& name) {
    const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
}

}  // namespace moa::native
