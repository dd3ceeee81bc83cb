#include "native/platform/paths.hpp"

#include <array>
#include <string>
#include <system_error>

#include "native/platform/environment.hpp"

namespace moa::native {

namespace fs = std::filesystem;

namespace {

/// The folder that the variable names, or the one below the user's home.
std::optional<fs::path> home_folder(const char* variable, const char* below_home) {
    const auto absolute = [](const std::optional<std::string>& text) {
        return text && fs::path(*text).is_absolute();
    };
    const auto named = environment_value(variable);
    if (absolute(named)) return fs::path(*named);
    const auto home = environment_value("HOME");
    if (absolute(home)) return fs::path(*home) / below_home;
    return std::nullopt;
}

std::optional<fs::path> user_folder(const char* variable, const char* below_home) {
    const auto folder = home_folder(variable, below_home);
    return folder ? std::optional(*folder / "moa") : std::nullopt;
}

}  // namespace

fs::path program_folder() {
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    return failed ? fs::path() : program.parent_path();
}

std::optional<fs::path> site_folder() {
    const fs::path program = program_folder();
    if (program.empty()) return std::nullopt;
    const std::array<fs::path, 3> candidates = {program / "site",
                                                program.parent_path() / "share" / "moa" / "site",
                                                program.parent_path() / "web" / "site"};
    for (const fs::path& candidate : candidates) {
        std::error_code failed;
        if (fs::is_regular_file(candidate / "index.html", failed)) return candidate;
    }
    return std::nullopt;
}

std::optional<fs::path> data_folder() {
    return user_folder("XDG_DATA_HOME", ".local/share");
}

std::optional<fs::path> cache_folder() {
    return user_folder("XDG_CACHE_HOME", ".cache");
}

std::optional<fs::path> state_folder() {
    return user_folder("XDG_STATE_HOME", ".local/state");
}

std::optional<fs::path> config_home() {
    return home_folder("XDG_CONFIG_HOME", ".config");
}

std::optional<fs::path> config_folder() {
    return user_folder("XDG_CONFIG_HOME", ".config");
}

std::string typed_path(std::string_view typed) {
    const std::size_t from = typed.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    typed = typed.substr(from, typed.find_last_not_of(" \t\r\n") + 1 - from);
    const auto home = environment_value("HOME");
    if (home && typed.starts_with("~/")) return *home + std::string(typed.substr(1));
    return std::string(typed);
}

}  // namespace moa::native
