// Where things are on this machine.
#pragma once

#include <filesystem>
#include <optional>

namespace moa::native {

/// The folder the running program lies in; empty when the system does not tell.
std::filesystem::path program_folder();

/// The built page: beside the build's native folder, or installed in ../share/moa/site. Nothing when neither
/// is there.
std::optional<std::filesystem::path> site_folder();

}  // namespace moa::native
