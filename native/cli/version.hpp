#pragma once

#include <string_view>

namespace moa::cli {

/// "moa 0.1.0".
std::string_view program_version();

}  // namespace moa::cli
