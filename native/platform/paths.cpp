#include "native/platform/paths.hpp"

#include <array>
#include <system_error>

namespace moa::native {

namespace fs = std::filesystem;

fs::path program_folder() {
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    return failed ? fs::path() : program.parent_path();
}

std::optional<fs::path> site_folder() {
    const fs::path program = program_folder();
    if (program.empty()) return std::nullopt;
    const std::array<fs::path, 2> candidates = {program.parent_path() / "web" / "site",
                                                program.parent_path() / "share" / "moa" / "site"};
    for (const fs::path& candidate : candidates) {
        std::error_code failed;
        if (fs::is_regular_file(candidate / "index.html", failed)) return candidate;
    }
    return std::nullopt;
}

}  // namespace moa::native
